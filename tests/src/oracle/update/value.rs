//! The values an update comes to, from the item as it was.

use dynamo_model::expr::{Path, SetOperand, SetValue};
use dynamo_model::value::{Number, Value};

use super::edit::Edit;
use crate::oracle::decimal::Decimal;
use crate::oracle::{Attributes, document};

const ABSENT: &str = "The provided expression refers to an attribute that does not exist in the item";
const WRONG_TYPE: &str = "An operand in the update expression has an incorrect data type";

/// All that is wrong with a clause.
pub(super) type Faults = Vec<String>;

/// Returns the value of the right-hand side of an assignment.
pub(super) fn assigned(value: &SetValue, before: &Attributes) -> Result<Value, Faults> {
    match value {
        SetValue::Operand(one) => operand(one, before),
        SetValue::Add(left, right) => {
            let (left, right) = both(number(left, before), number(right, before))?;
            Ok(Value::N(left.plus(&right).map_err(one_fault)?))
        }
        SetValue::Subtract(left, right) => {
            let (left, right) = both(number(left, before), number(right, before))?;
            Ok(Value::N(left.minus(&right).map_err(one_fault)?))
        }
    }
}

fn operand(operand: &SetOperand, before: &Attributes) -> Result<Value, Faults> {
    match operand {
        SetOperand::Value(value) => Ok(value.clone()),
        SetOperand::Path(path) => document::find(before, path).cloned().ok_or_else(|| one_fault(ABSENT)),
        // The fallback has to have a value, whether or not it is needed.
        SetOperand::IfNotExists(path, fallback) => {
            let fallback = self::operand(fallback, before)?;
            Ok(document::find(before, path).cloned().unwrap_or(fallback))
        }
        SetOperand::ListAppend(first, second) => {
            let (first, second) = both(list(first, before), list(second, before))?;
            Ok(Value::L([first, second].concat()))
        }
    }
}

fn both<A, B>(one: Result<A, Faults>, other: Result<B, Faults>) -> Result<(A, B), Faults> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err([one.err(), other.err()].into_iter().flatten().flatten().collect()),
    }
}

fn number(operand: &SetOperand, before: &Attributes) -> Result<Decimal, Faults> {
    match self::operand(operand, before)? {
        Value::N(number) => Ok(number.into()),
        _ => Err(one_fault(WRONG_TYPE)),
    }
}

fn list(operand: &SetOperand, before: &Attributes) -> Result<Vec<Value>, Faults> {
    match self::operand(operand, before)? {
        Value::L(elements) => Ok(elements),
        _ => Err(one_fault(WRONG_TYPE)),
    }
}

fn one_fault(fault: impl Into<String>) -> Faults {
    vec![fault.into()]
}

/// Returns what `ADD` makes of what a path leads to.
pub(super) fn added(before: &Attributes, path: &Path, value: &Value) -> Result<Edit, Faults> {
    let sum = match (document::find(before, path), value) {
        (None, value) => value.clone(),
        (Some(Value::N(old)), Value::N(more)) => Value::N(sum(*old, *more).map_err(one_fault)?),
        (Some(Value::Ss(old)), Value::Ss(more)) => Value::Ss(old | more),
        (Some(Value::Ns(old)), Value::Ns(more)) => Value::Ns(old | more),
        (Some(Value::Bs(old)), Value::Bs(more)) => Value::Bs(old | more),
        _ => return Err(one_fault(WRONG_TYPE)),
    };
    Ok(Edit::Put(sum))
}

fn sum(old: Number, more: Number) -> Result<Number, String> {
    Decimal::from(old).plus(&more.into())
}

/// Returns what `DELETE` makes of what a path leads to. There are no empty sets.
pub(super) fn subtracted(before: &Attributes, path: &Path, members: &Value) -> Result<Edit, Faults> {
    let left = match (document::find(before, path), members) {
        (None, _) => return Ok(Edit::Remove),
        (Some(Value::Ss(old)), Value::Ss(less)) => Value::Ss(old - less),
        (Some(Value::Ns(old)), Value::Ns(less)) => Value::Ns(old - less),
        (Some(Value::Bs(old)), Value::Bs(less)) => Value::Bs(old - less),
        _ => return Err(one_fault(WRONG_TYPE)),
    };
    let empty = match &left {
        Value::Ss(members) => members.is_empty(),
        Value::Ns(members) => members.is_empty(),
        Value::Bs(members) => members.is_empty(),
        _ => false,
    };
    Ok(if empty { Edit::Remove } else { Edit::Put(left) })
}
