//! Updates.

use dynamo_model::expr::{Path, SetOperand, SetValue, Update};
use dynamo_model::value::{Value, ValueKind};
use dynamo_model::{Error, Result};

use super::literal::wrong_operand;
use super::paths::{check_depth, check_disjoint};
use super::{size, walk};

/// Checks an update in the service's order: parsing limits, functions, targets, operand types.
///
/// The limit of 300 operators needs no check: so many sums never fit the text.
pub(super) fn check(update: &Update) -> Result<()> {
    size::check_update(update)?;
    check_depths(update)?;
    update.sets().iter().try_for_each(|set| check_functions(&set.value))?;
    let targets: Vec<&Path> = update.targets().collect();
    check_disjoint(&targets)?;
    update.sets().iter().try_for_each(|set| check_operands(&set.value))?;
    check_added(update)?;
    check_deleted(update)
}

fn check_depths(update: &Update) -> Result<()> {
    update.targets().try_for_each(check_depth)?;
    operand_paths(update).try_for_each(check_depth)
}

/// Iterates over the paths the right-hand sides read.
pub(in crate::rules) fn operand_paths(update: &Update) -> impl Iterator<Item = &Path> {
    update.sets().iter().flat_map(|set| walk::set_operands(&set.value)).filter_map(|operand| match operand {
        SetOperand::Path(path) | SetOperand::IfNotExists(path, _) => Some(path),
        SetOperand::Value(_) | SetOperand::ListAppend(..) => None,
    })
}

/// `list_append` stands alone: neither in itself nor in `if_not_exists`.
fn check_functions(value: &SetValue) -> Result<()> {
    let misplaced = walk::set_operands(value).any(|operand| match operand {
        SetOperand::IfNotExists(_, fallback) => is_list_append(fallback),
        SetOperand::ListAppend(first, second) => is_list_append(first) || is_list_append(second),
        SetOperand::Path(_) | SetOperand::Value(_) => false,
    });
    if misplaced {
        return Err(Error::validation(
            "The function is not allowed to be used this way in an expression; function: list_append",
        ));
    }
    Ok(())
}

fn is_list_append(operand: &SetOperand) -> bool {
    matches!(operand, SetOperand::ListAppend(..))
}

fn check_operands(value: &SetValue) -> Result<()> {
    match value {
        SetValue::Operand(_) => {}
        SetValue::Add(left, right) => check_numbers("+", [left, right])?,
        SetValue::Subtract(left, right) => check_numbers("-", [left, right])?,
    }
    walk::set_operands(value).try_for_each(|operand| match operand {
        SetOperand::ListAppend(first, second) => {
            [first, second].into_iter().try_for_each(|part| check_list(part))
        }
        _ => Ok(()),
    })
}

fn check_numbers(operator: &str, operands: [&SetOperand; 2]) -> Result<()> {
    operands.into_iter().try_for_each(|operand| match operand {
        SetOperand::Value(Value::N(_)) | SetOperand::Path(_) | SetOperand::IfNotExists(..) => Ok(()),
        SetOperand::Value(value) => Err(wrong_operand(operator, value.kind())),
        SetOperand::ListAppend(..) => Err(wrong_operand(operator, ValueKind::L)),
    })
}

fn check_list(operand: &SetOperand) -> Result<()> {
    match operand {
        SetOperand::Value(value) if value.kind() != ValueKind::L => {
            Err(wrong_operand("list_append", value.kind()))
        }
        _ => Ok(()),
    }
}

fn check_added(update: &Update) -> Result<()> {
    update.adds().iter().try_for_each(|(_, value)| match value {
        Value::N(_) | Value::Ss(_) | Value::Ns(_) | Value::Bs(_) => Ok(()),
        other => Err(wrong_clause("ADD", other)),
    })
}

fn check_deleted(update: &Update) -> Result<()> {
    update.deletes().iter().try_for_each(|(_, value)| match value {
        Value::Ss(_) | Value::Ns(_) | Value::Bs(_) => Ok(()),
        other => Err(wrong_clause("DELETE", other)),
    })
}

/// These two clauses name types by other words than all else.
fn wrong_clause(clause: &str, value: &Value) -> Error {
    let kind = match value.kind() {
        ValueKind::S => "STRING",
        ValueKind::N => "NUMBER",
        ValueKind::B => "BINARY",
        ValueKind::Bool => "BOOLEAN",
        ValueKind::Null => "NULL",
        ValueKind::L => "LIST",
        ValueKind::M => "MAP",
        set => set.as_str(),
    };
    Error::validation(format!(
        "Incorrect operand type for operator or function; operator: {clause}, operand type: {kind}"
    ))
}
