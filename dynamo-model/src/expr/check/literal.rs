//! Operands that an operator or function can never work on.

use std::cmp::Ordering;
use std::fmt;

use crate::expr::Path;
use crate::value::Value;
use crate::{Error, Result};

/// Refuses an operand of this type.
pub(in crate::expr) fn wrong_operand(operator: &str, kind: impl fmt::Display) -> Error {
    Error::validation(format!(
        "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
    ))
}

/// Refuses a path that is compared with itself.
pub(in crate::expr) fn not_distinct(operator: &str, path: &Path) -> Error {
    Error::validation(format!(
        "The first operand must be distinct from the remaining operands for this operator or function; \
         operator: {operator}, first operand: {}",
        path.listed()
    ))
}

/// Requires a type with an order.
pub(super) fn check_ordered(operator: &str, value: &Value) -> Result<()> {
    match value {
        Value::S(_) | Value::N(_) | Value::B(_) => Ok(()),
        _ => Err(wrong_operand(operator, value.kind())),
    }
}

/// Requires a type with prefixes.
pub(super) fn check_prefix(value: &Value) -> Result<()> {
    match value {
        Value::S(_) | Value::B(_) => Ok(()),
        _ => Err(wrong_operand("begins_with", value.kind())),
    }
}

/// Requires a type with a size.
pub(in crate::expr) fn check_measurable(value: &Value) -> Result<()> {
    match value {
        Value::N(_) | Value::Bool(_) | Value::Null => Err(wrong_operand("size", value.kind())),
        _ => Ok(()),
    }
}

/// Checks constant bounds against each other.
pub(super) fn check_between(low: &Value, high: &Value) -> Result<()> {
    let fault = match order(low, high) {
        None => "requires same data type for lower and upper bounds",
        Some(Ordering::Greater) => "requires upper bound to be greater than or equal to lower bound",
        Some(_) => return Ok(()),
    };
    Err(Error::validation(format!(
        "The BETWEEN operator {fault}; lower bound operand: {}, upper bound operand: {}",
        low.described(),
        high.described()
    )))
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::S(left), Value::S(right)) => Some(left.cmp(right)),
        (Value::N(left), Value::N(right)) => Some(left.cmp(right)),
        (Value::B(left), Value::B(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
