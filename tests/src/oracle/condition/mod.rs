//! Conditions and filters, evaluated node by node on decoded values.

mod check;

use std::cmp::Ordering;

use dynamo_model::expr::{Comparison, Condition, Operand};
use dynamo_model::value::Value;

pub(super) use self::check::{check, ordered_constants, shown};
use super::key::KeyValue;
use super::{Attributes, document};

/// Says whether a condition is true of an item. An item that does not exist has no attributes.
pub(super) fn holds(condition: &Condition, item: &Attributes) -> bool {
    let value = |operand: &Operand| value(operand, item);
    match condition {
        Condition::Compare { op, left, right } => compare(*op, value(left).as_ref(), value(right).as_ref()),
        Condition::Between { operand, low, high } => {
            let operand = value(operand);
            compare(Comparison::Ge, operand.as_ref(), value(low).as_ref())
                && compare(Comparison::Le, operand.as_ref(), value(high).as_ref())
        }
        Condition::In { operand, list } => {
            let operand = value(operand);
            list.iter().any(|member| equal(operand.as_ref(), value(member).as_ref()))
        }
        Condition::Exists(path) => document::find(item, path).is_some(),
        Condition::NotExists(path) => document::find(item, path).is_none(),
        Condition::Type(operand, kind) => value(operand).is_some_and(|value| value.kind() == *kind),
        Condition::BeginsWith(operand, prefix) => {
            begins_with(value(operand).as_ref(), value(prefix).as_ref())
        }
        Condition::Contains(operand, part) => contains(value(operand).as_ref(), value(part).as_ref()),
        Condition::And(left, right) => holds(left, item) && holds(right, item),
        Condition::Or(left, right) => holds(left, item) || holds(right, item),
        Condition::Not(inner) => !holds(inner, item),
    }
}

fn value(operand: &Operand, item: &Attributes) -> Option<Value> {
    match operand {
        Operand::Value(value) => Some(value.clone()),
        Operand::Path(path) => document::find(item, path).cloned(),
        Operand::Size(path) => size(document::find(item, path)?).map(Value::from),
        Operand::SizeOfValue(value) => size(value).map(Value::from),
    }
}

/// Counts what `size` counts; numbers, booleans and nulls have no size.
fn size(value: &Value) -> Option<usize> {
    match value {
        Value::S(text) => Some(text.encode_utf16().count()),
        Value::B(bytes) => Some(bytes.len()),
        Value::L(elements) => Some(elements.len()),
        Value::M(entries) => Some(entries.len()),
        Value::Ss(members) => Some(members.len()),
        Value::Ns(members) => Some(members.len()),
        Value::Bs(members) => Some(members.len()),
        Value::N(_) | Value::Bool(_) | Value::Null => None,
    }
}

fn compare(op: Comparison, left: Option<&Value>, right: Option<&Value>) -> bool {
    let order = || order(left?, right?);
    match op {
        Comparison::Eq => equal(left, right),
        Comparison::Ne => !equal(left, right),
        Comparison::Lt => order() == Some(Ordering::Less),
        Comparison::Le => matches!(order(), Some(Ordering::Less | Ordering::Equal)),
        Comparison::Gt => order() == Some(Ordering::Greater),
        Comparison::Ge => matches!(order(), Some(Ordering::Greater | Ordering::Equal)),
    }
}

/// What is absent equals nothing, not even what is absent too.
fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if left == right)
}

/// Only strings, numbers and binaries have an order, and only among themselves.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    let (left, right) = (KeyValue::of(left)?, KeyValue::of(right)?);
    (left.kind() == right.kind()).then(|| left.cmp(&right))
}

fn begins_with(operand: Option<&Value>, prefix: Option<&Value>) -> bool {
    match (operand, prefix) {
        (Some(Value::S(text)), Some(Value::S(prefix))) => text.starts_with(prefix.as_str()),
        (Some(Value::B(bytes)), Some(Value::B(prefix))) => bytes.starts_with(prefix),
        _ => false,
    }
}

fn contains(operand: Option<&Value>, part: Option<&Value>) -> bool {
    let (Some(operand), Some(part)) = (operand, part) else { return false };
    match (operand, part) {
        (Value::S(text), Value::S(part)) => text.contains(part.as_str()),
        (Value::B(bytes), Value::B(part)) => {
            part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
        }
        (Value::Ss(members), Value::S(part)) => members.contains(part),
        (Value::Ns(members), Value::N(part)) => members.iter().any(|member| member == part),
        (Value::Bs(members), Value::B(part)) => members.contains(part),
        (Value::L(elements), part) => elements.contains(part),
        _ => false,
    }
}
