//! What the right-hand side of an assignment comes to.

use dynamo_model::Result;
use dynamo_model::expr::{SetOperand, SetValue};
use dynamo_model::value::{ItemRef, Number, Value};

use super::path::resolve;
use super::{no_such_attribute, wrong_type};

/// Computes a right-hand side from the item as it was before the update.
pub(super) fn evaluate(value: &SetValue, item: ItemRef<'_>) -> Result<Value> {
    match value {
        SetValue::Operand(operand) => evaluate_operand(operand, item),
        SetValue::Add(left, right) => Ok(Value::N(number(left, item)?.checked_add(number(right, item)?)?)),
        SetValue::Subtract(left, right) => {
            Ok(Value::N(number(left, item)?.checked_sub(number(right, item)?)?))
        }
    }
}

fn evaluate_operand(operand: &SetOperand, item: ItemRef<'_>) -> Result<Value> {
    match operand {
        SetOperand::Value(value) => Ok(value.clone()),
        SetOperand::Path(path) => {
            resolve(item, path).map(|value| value.to_value()).ok_or_else(no_such_attribute)
        }
        // Evaluated whether or not it is needed: a fallback that cannot be is an error in any case.
        SetOperand::IfNotExists(path, fallback) => {
            let fallback = evaluate_operand(fallback, item)?;
            Ok(resolve(item, path).map_or(fallback, |value| value.to_value()))
        }
        SetOperand::ListAppend(first, second) => {
            let mut elements = list(first, item)?;
            elements.append(&mut list(second, item)?);
            Ok(Value::L(elements))
        }
    }
}

fn number(operand: &SetOperand, item: ItemRef<'_>) -> Result<Number> {
    evaluate_operand(operand, item)?.as_n().ok_or_else(wrong_type)
}

fn list(operand: &SetOperand, item: ItemRef<'_>) -> Result<Vec<Value>> {
    match evaluate_operand(operand, item)? {
        Value::L(elements) => Ok(elements),
        _ => Err(wrong_type()),
    }
}
