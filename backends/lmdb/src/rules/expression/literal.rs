//! Constants as operands.

use std::cmp::Ordering;
use std::fmt;

use dynamo_model::value::{Value, ValueKind};
use dynamo_model::{Error, Result};

/// Refuses a constant an operator or function can never work on.
pub(super) fn wrong_operand(operator: &str, kind: ValueKind) -> Error {
    Error::validation(format!(
        "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {}",
        kind.as_str()
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
pub(super) fn check_measurable(value: &Value) -> Result<()> {
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
        Literal(low),
        Literal(high)
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

/// Displays a key value as the service's messages do.
pub(in crate::rules) struct Literal<'v>(pub(in crate::rules) &'v Value);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::S(text) => write!(f, "AttributeValue: {{S:{text}}}"),
            // Neither digits nor base64 hold quotes.
            other => write!(f, "AttributeValue: {}", other.to_dynamodb_json().replace('"', "")),
        }
    }
}
