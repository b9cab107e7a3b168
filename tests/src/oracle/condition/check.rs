//! What is wrong with a condition whatever the item.

use std::cmp::Ordering;

use dynamo_model::expr::{Comparison, Condition, Operand, Path};
use dynamo_model::value::{Value, ValueKind};

use super::order;
use crate::oracle::check::{Nesting, constant};
use crate::oracle::document::listed;
use crate::oracle::{Answer, Refusal, path_rules};

const MOST_OPERATORS: usize = 300;
/// The left operand counts.
const MOST_IN_OPERANDS: usize = 100;

/// Checks a condition; `expression` is what messages call it, such as `FilterExpression`.
pub(in crate::oracle) fn check(expression: &str, condition: &Condition, nesting: Nesting) -> Answer<()> {
    constants(condition).into_iter().try_for_each(|value| constant(value, nesting))?;
    path_rules::refuse_unfit(expression, path_rules::of_condition(condition).into_iter())?;
    if operators(condition) > MOST_OPERATORS {
        // Whether all are counted, or only up to the first too many, is not known.
        return Err(Refusal::starting(format!(
            "Invalid {expression}: The expression contains too many operators; operator count: "
        )));
    }
    check_node(expression, condition)
}

fn check_node(expression: &str, condition: &Condition) -> Answer<()> {
    match condition {
        Condition::Compare { op, left, right } => {
            if !matches!(op, Comparison::Eq | Comparison::Ne) {
                refuse_unordered(expression, op.as_str(), [left, right])?;
            }
            refuse_same(expression, op.as_str(), left, [right])
        }
        Condition::Between { operand, low, high } => {
            refuse_unordered(expression, "BETWEEN", [operand, low, high])?;
            if let (Operand::Value(low), Operand::Value(high)) = (low, high) {
                ordered_constants(expression, low, high)?;
            }
            refuse_same(expression, "BETWEEN", operand, [low, high])
        }
        Condition::In { operand, list } => {
            if list.len() + 1 > MOST_IN_OPERANDS {
                return Err(Refusal::starting(format!(
                    "Invalid {expression}: The IN operator is provided with too many operands; number of operands: "
                )));
            }
            refuse_same(expression, "IN", operand, list)
        }
        Condition::BeginsWith(operand, prefix) => {
            refuse_constants(expression, "begins_with", [operand, prefix], |kind| {
                matches!(kind, ValueKind::S | ValueKind::B)
            })?;
            refuse_same(expression, "begins_with", operand, [prefix])
        }
        Condition::Contains(operand, part) => refuse_same(expression, "contains", operand, [part]),
        Condition::Exists(_) | Condition::NotExists(_) | Condition::Type(..) => Ok(()),
        Condition::And(left, right) | Condition::Or(left, right) => {
            check_node(expression, left)?;
            check_node(expression, right)
        }
        Condition::Not(inner) => check_node(expression, inner),
    }
}

/// Refuses bounds of two types, or in the wrong order.
pub(in crate::oracle) fn ordered_constants(expression: &str, low: &Value, high: &Value) -> Answer<()> {
    let fault = match order(low, high) {
        Some(Ordering::Less | Ordering::Equal) => return Ok(()),
        Some(Ordering::Greater) => "requires upper bound to be greater than or equal to lower bound",
        None => "requires same data type for lower and upper bounds",
    };
    // How binaries are shown is not known.
    let message =
        format!("Invalid {expression}: The BETWEEN operator {fault}; lower bound operand: AttributeValue: ");
    match (shown(low), shown(high)) {
        (Some(low), Some(high)) => {
            Err(Refusal::validation(format!("{message}{low}, upper bound operand: AttributeValue: {high}")))
        }
        _ => Err(Refusal::starting(message)),
    }
}

/// Shows a string or a number as messages do.
pub(in crate::oracle) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::S(text) => Some(format!("{{S:{text}}}")),
        Value::N(number) => Some(format!("{{N:{number}}}")),
        _ => None,
    }
}

fn refuse_unordered<'o>(
    expression: &str,
    operator: &str,
    operands: impl IntoIterator<Item = &'o Operand>,
) -> Answer<()> {
    refuse_constants(expression, operator, operands, ValueKind::is_key)
}

fn refuse_constants<'o>(
    expression: &str,
    operator: &str,
    operands: impl IntoIterator<Item = &'o Operand>,
    suits: impl Fn(ValueKind) -> bool,
) -> Answer<()> {
    for operand in operands {
        if let Operand::Value(value) = operand
            && !suits(value.kind())
        {
            return Err(Refusal::validation(format!(
                "Invalid {expression}: Incorrect operand type for operator or function; operator or function: \
                 {operator}, operand type: {}",
                value.kind()
            )));
        }
    }
    Ok(())
}

fn refuse_same<'o>(
    expression: &str,
    operator: &str,
    first: &Operand,
    others: impl IntoIterator<Item = &'o Operand>,
) -> Answer<()> {
    match first {
        Operand::Path(path) if others.into_iter().any(|other| is_path(other, path)) => {
            Err(Refusal::validation(format!(
                "Invalid {expression}: The first operand must be distinct from the remaining operands for this \
                 operator or function; operator: {operator}, first operand: {}",
                listed(path)
            )))
        }
        _ => Ok(()),
    }
}

fn is_path(operand: &Operand, path: &Path) -> bool {
    matches!(operand, Operand::Path(other) if other == path)
}

/// Counts operators and functions.
fn operators(condition: &Condition) -> usize {
    1 + match condition {
        Condition::And(left, right) | Condition::Or(left, right) => operators(left) + operators(right),
        Condition::Not(inner) => operators(inner),
        _ => 0,
    }
}

fn constants(condition: &Condition) -> Vec<&Value> {
    match condition {
        Condition::Compare { left, right, .. } => constants_of([left, right]),
        Condition::Between { operand, low, high } => constants_of([operand, low, high]),
        Condition::In { operand, list } => constants_of(std::iter::once(operand).chain(list)),
        Condition::BeginsWith(operand, part) | Condition::Contains(operand, part) => {
            constants_of([operand, part])
        }
        Condition::Exists(_) | Condition::NotExists(_) | Condition::Type(..) => Vec::new(),
        Condition::And(left, right) | Condition::Or(left, right) => {
            [constants(left), constants(right)].concat()
        }
        Condition::Not(inner) => constants(inner),
    }
}

fn constants_of<'o>(operands: impl IntoIterator<Item = &'o Operand>) -> Vec<&'o Value> {
    let constant = |operand: &'o Operand| match operand {
        Operand::Value(value) | Operand::SizeOfValue(value) => Some(value),
        Operand::Path(_) | Operand::Size(_) => None,
    };
    operands.into_iter().filter_map(constant).collect()
}
