//! What is wrong with an update whatever the item.

use dynamo_model::expr::{Path, SetOperand, SetValue, Update};
use dynamo_model::value::{Value, ValueKind};

use super::long_type;
use crate::oracle::check::{Nesting, constant};
use crate::oracle::{Answer, Refusal, document, path_rules};

const EXPRESSION: &str = "UpdateExpression";

/// Checks an update.
pub(in crate::oracle) fn check(update: &Update, nesting: Nesting) -> Answer<()> {
    constants(update).into_iter().try_for_each(|value| constant(value, nesting))?;
    path_rules::refuse_unfit(EXPRESSION, path_rules::of_update(update).into_iter())?;
    path_rules::refuse_overlaps(EXPRESSION, update.targets())?;
    // What is written last is looked at first.
    for (_, value) in update.deletes().iter().rev() {
        refuse_unless("DELETE", value, value.kind().is_set())?;
    }
    for (_, value) in update.adds().iter().rev() {
        refuse_unless("ADD", value, value.kind() == ValueKind::N || value.kind().is_set())?;
    }
    for set in update.sets().iter().rev() {
        refuse_same_fallback(&set.value)?;
        refuse_constants(&set.value)?;
    }
    refuse_impossible_terms(update)
}

/// Refuses constants that cannot be added, subtracted or appended.
fn refuse_impossible_terms(update: &Update) -> Answer<()> {
    let mut faults = Vec::new();
    for set in update.sets() {
        let (operator, kind, terms) = match &set.value {
            SetValue::Add(left, right) => ("+", ValueKind::N, [left, right]),
            SetValue::Subtract(left, right) => ("-", ValueKind::N, [left, right]),
            SetValue::Operand(SetOperand::ListAppend(first, second)) => {
                ("list_append", ValueKind::L, [&**first, &**second])
            }
            SetValue::Operand(_) => continue,
        };
        let wrong = terms.into_iter().filter_map(|term| match term {
            SetOperand::Value(value) => Some(value.kind()).filter(|found| *found != kind),
            _ => None,
        });
        faults.extend(wrong.map(|found| {
            format!(
                "Invalid {EXPRESSION}: Incorrect operand type for operator or function; operator or function: \
                 {operator}, operand type: {found}"
            )
        }));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}

/// Refuses constants that a sum or `list_append` can never work on.
fn refuse_constants(value: &SetValue) -> Answer<()> {
    let (operator, wanted, operands) = match value {
        SetValue::Add(left, right) => ("+", ValueKind::N, [left, right]),
        SetValue::Subtract(left, right) => ("-", ValueKind::N, [left, right]),
        SetValue::Operand(SetOperand::ListAppend(first, second)) => {
            ("list_append", ValueKind::L, [&**first, &**second])
        }
        SetValue::Operand(_) => return Ok(()),
    };
    for operand in operands {
        if let SetOperand::Value(value) = operand
            && value.kind() != wanted
        {
            return Err(Refusal::validation(format!(
                "Invalid {EXPRESSION}: Incorrect operand type for operator or function; operator or function: \
                 {operator}, operand type: {}",
                value.kind()
            )));
        }
    }
    Ok(())
}

fn refuse_same_fallback(value: &SetValue) -> Answer<()> {
    let same = match value {
        SetValue::Operand(operand) => same_fallback(operand),
        SetValue::Add(left, right) | SetValue::Subtract(left, right) => {
            same_fallback(left).or_else(|| same_fallback(right))
        }
    };
    same.map_or(Ok(()), |path| {
        Err(Refusal::validation(format!(
            "Invalid {EXPRESSION}: The first operand must be distinct from the remaining operands for this operator or \
             function; operator: if_not_exists, first operand: {}",
            document::listed(path)
        )))
    })
}

/// Finds a path that a function about it falls back to.
fn same_fallback(operand: &SetOperand) -> Option<&Path> {
    match operand {
        SetOperand::IfNotExists(path, fallback) => match &**fallback {
            SetOperand::Path(other) if other == path => Some(path),
            fallback => same_fallback(fallback),
        },
        SetOperand::ListAppend(first, second) => same_fallback(first).or_else(|| same_fallback(second)),
        SetOperand::Path(_) | SetOperand::Value(_) => None,
    }
}

fn refuse_unless(section: &str, value: &Value, suits: bool) -> Answer<()> {
    if suits {
        return Ok(());
    }
    Err(Refusal::validation(format!(
        "Invalid {EXPRESSION}: Incorrect operand type for operator or function; operator: {section}, operand type: {}, \
         typeSet: ALLOWED_FOR_{section}_OPERAND",
        long_type(value)
    )))
}

fn constants(update: &Update) -> Vec<&Value> {
    let assigned = update.sets().iter().flat_map(|set| match &set.value {
        SetValue::Operand(operand) => constants_of(operand),
        SetValue::Add(left, right) | SetValue::Subtract(left, right) => {
            [constants_of(left), constants_of(right)].concat()
        }
    });
    let others = update.adds().iter().chain(update.deletes()).map(|(_, value)| value);
    assigned.chain(others).collect()
}

fn constants_of(operand: &SetOperand) -> Vec<&Value> {
    match operand {
        SetOperand::Path(_) => Vec::new(),
        SetOperand::Value(value) => vec![value],
        SetOperand::IfNotExists(_, fallback) => constants_of(fallback),
        SetOperand::ListAppend(first, second) => [constants_of(first), constants_of(second)].concat(),
    }
}
