//! Updates.

use super::length;
use super::literal::{not_distinct, wrong_operand};
use super::operators::Operators;
use super::paths::{Disjoint, check_depth, check_indexes};
use crate::expr::{Path, SetOperand, SetValue, Update, Written, walk};
use crate::value::{Value, ValueKind};
use crate::{Error, Result};

impl Update {
    /// Checks that the service would take the update: no list index is beyond 2,147,483,647, no path is deeper than
    /// 32 elements, none that is written is another or lies below it, `list_append` stands alone, constants are of types
    /// their operators work on, and there are at most 300 operators. Unless it is known to be [`Written`], also how large
    /// it is.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    ///
    /// assert!(Update::new().add("visits", 1).check(None).is_ok());
    ///
    /// let error = Update::new().add("visits", "one").check(None).unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: \
    ///      ALLOWED_FOR_ADD_OPERAND"
    /// );
    /// ```
    pub fn check(&self, written: Option<Written>) -> Result<()> {
        if written.is_none() {
            length::check_update(self)?;
        }
        check_indexes(written_paths(self))?;
        check_functions(self)?;
        check_targets(self)?;
        // The service takes the last clause first.
        self.deletes().iter().rev().try_for_each(|(_, value)| check_deleted(value))?;
        self.adds().iter().rev().try_for_each(|(_, value)| check_added(value))?;
        let mut operators = Operators::default();
        self.sets().iter().rev().try_for_each(|set| {
            check_depths(&set.value)?;
            check_assigned(&set.value, &mut operators)
        })
    }
}

/// Iterates over all paths in the order they are written.
fn written_paths(update: &Update) -> impl Iterator<Item = &Path> {
    let sets = update.sets().iter().flat_map(|set| {
        let read = walk::set_operands(&set.value).filter_map(read_path);
        std::iter::once(&set.path).chain(read)
    });
    sets.chain(update.targets().skip(update.sets().len()))
}

fn read_path(operand: &SetOperand) -> Option<&Path> {
    match operand {
        SetOperand::Path(path) | SetOperand::IfNotExists(path, _) => Some(path),
        SetOperand::Value(_) | SetOperand::ListAppend(..) => None,
    }
}

/// `list_append` stands alone: neither in a function nor in a sum.
fn check_functions(update: &Update) -> Result<()> {
    let in_sum = update.sets().iter().any(|set| match &set.value {
        SetValue::Operand(_) => false,
        SetValue::Add(left, right) | SetValue::Subtract(left, right) => {
            is_list_append(left) || is_list_append(right)
        }
    });
    let in_function = || {
        update.set_operands().any(|operand| match operand {
            SetOperand::IfNotExists(_, fallback) => is_list_append(fallback),
            SetOperand::ListAppend(first, second) => is_list_append(first) || is_list_append(second),
            SetOperand::Path(_) | SetOperand::Value(_) => false,
        })
    };
    if in_sum || in_function() {
        return Err(Error::validation(
            "The function is not allowed to be used this way in an expression; function: list_append",
        ));
    }
    Ok(())
}

fn is_list_append(operand: &SetOperand) -> bool {
    matches!(operand, SetOperand::ListAppend(..))
}

fn check_targets(update: &Update) -> Result<()> {
    let mut disjoint = Disjoint::default();
    let targets: Vec<&Path> = update.targets().collect();
    targets.into_iter().rev().try_for_each(|path| {
        check_depth(path.depth())?;
        disjoint.add(path)
    })
}

fn check_depths(value: &SetValue) -> Result<()> {
    walk::set_operands(value).filter_map(read_path).try_for_each(|path| check_depth(path.depth()))
}

/// Checks a right-hand side whose paths and functions are right by themselves, and counts its operators.
pub(in crate::expr) fn check_assigned(value: &SetValue, operators: &mut Operators) -> Result<()> {
    check_fallbacks(value)?;
    check_operands(value)?;
    let sums = usize::from(!matches!(value, SetValue::Operand(_)));
    let functions = walk::set_operands(value)
        .filter(|operand| matches!(operand, SetOperand::IfNotExists(..) | SetOperand::ListAppend(..)))
        .count();
    operators.add(sums + functions)
}

/// A fallback to the path itself is none.
fn check_fallbacks(value: &SetValue) -> Result<()> {
    walk::set_operands(value).try_for_each(|operand| match operand {
        SetOperand::IfNotExists(path, fallback) => match &**fallback {
            SetOperand::Path(other) if other == path => Err(not_distinct("if_not_exists", path)),
            _ => Ok(()),
        },
        _ => Ok(()),
    })
}

fn check_operands(value: &SetValue) -> Result<()> {
    match value {
        SetValue::Operand(SetOperand::ListAppend(first, second)) => [first, second]
            .into_iter()
            .try_for_each(|operand| check_constant("list_append", ValueKind::L, operand)),
        SetValue::Operand(_) => Ok(()),
        SetValue::Add(left, right) => {
            [left, right].into_iter().try_for_each(|operand| check_constant("+", ValueKind::N, operand))
        }
        SetValue::Subtract(left, right) => {
            [left, right].into_iter().try_for_each(|operand| check_constant("-", ValueKind::N, operand))
        }
    }
}

fn check_constant(operator: &str, wanted: ValueKind, operand: &SetOperand) -> Result<()> {
    match operand {
        SetOperand::Value(value) if value.kind() != wanted => Err(wrong_operand(operator, value.kind())),
        _ => Ok(()),
    }
}

/// Checks what `ADD` adds.
pub(in crate::expr) fn check_added(value: &Value) -> Result<()> {
    match value {
        Value::N(_) | Value::Ss(_) | Value::Ns(_) | Value::Bs(_) => Ok(()),
        other => Err(wrong_clause("ADD", other)),
    }
}

/// Checks what `DELETE` takes away.
pub(in crate::expr) fn check_deleted(value: &Value) -> Result<()> {
    match value {
        Value::Ss(_) | Value::Ns(_) | Value::Bs(_) => Ok(()),
        other => Err(wrong_clause("DELETE", other)),
    }
}

/// These two clauses name types by other words than all else, and the set of those that would do.
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
        "Incorrect operand type for operator or function; operator: {clause}, operand type: {kind}, typeSet: \
         ALLOWED_FOR_{clause}_OPERAND"
    ))
}
