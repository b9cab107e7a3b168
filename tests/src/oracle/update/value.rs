//! The values an update comes to, from the item as it was.

use dynamo_model::expr::{Path, SetOperand, SetValue};
use dynamo_model::value::{Number, Value};

use super::edit::Edit;
use crate::oracle::decimal::Decimal;
use crate::oracle::{Attributes, document};

const ABSENT: &str = "The provided expression refers to an attribute that does not exist in the item";
const WRONG_TYPE: &str = "An operand in the update expression has an incorrect data type";

/// Returns the value of the right-hand side of an assignment.
pub(super) fn assigned(value: &SetValue, before: &Attributes) -> Result<Value, String> {
    match value {
        SetValue::Operand(one) => operand(one, before),
        SetValue::Add(left, right) => {
            let (left, right) = both(left, right, before)?;
            number(&left)?.plus(&number(&right)?).map(Value::N)
        }
        SetValue::Subtract(left, right) => {
            let (left, right) = both(left, right, before)?;
            number(&left)?.minus(&number(&right)?).map(Value::N)
        }
    }
}

fn operand(operand: &SetOperand, before: &Attributes) -> Result<Value, String> {
    match operand {
        SetOperand::Value(value) => Ok(value.clone()),
        SetOperand::Path(path) => document::find(before, path).cloned().ok_or_else(|| ABSENT.to_owned()),
        // The fallback has to have a value, whether or not it is needed.
        SetOperand::IfNotExists(path, fallback) => {
            let fallback = self::operand(fallback, before)?;
            Ok(document::find(before, path).cloned().unwrap_or(fallback))
        }
        SetOperand::ListAppend(first, second) => match both(first, second, before)? {
            (Value::L(first), Value::L(second)) => Ok(Value::L([first, second].concat())),
            _ => Err(WRONG_TYPE.to_owned()),
        },
    }
}

fn both(left: &SetOperand, right: &SetOperand, before: &Attributes) -> Result<(Value, Value), String> {
    Ok((operand(left, before)?, operand(right, before)?))
}

fn number(value: &Value) -> Result<Decimal, String> {
    match value {
        Value::N(number) => Ok((*number).into()),
        _ => Err(WRONG_TYPE.to_owned()),
    }
}

/// Returns what `ADD` makes of what a path leads to.
pub(super) fn added(before: &Attributes, path: &Path, value: &Value) -> Result<Edit, String> {
    let sum = match (document::find(before, path), value) {
        (None, value) => value.clone(),
        (Some(Value::N(old)), Value::N(more)) => Value::N(sum(*old, *more)?),
        (Some(Value::Ss(old)), Value::Ss(more)) => Value::Ss(old | more),
        (Some(Value::Ns(old)), Value::Ns(more)) => Value::Ns(old | more),
        (Some(Value::Bs(old)), Value::Bs(more)) => Value::Bs(old | more),
        _ => return Err(WRONG_TYPE.to_owned()),
    };
    Ok(Edit::Put(sum))
}

fn sum(old: Number, more: Number) -> Result<Number, String> {
    Decimal::from(old).plus(&more.into())
}

/// Returns what `DELETE` makes of what a path leads to. There are no empty sets.
pub(super) fn subtracted(before: &Attributes, path: &Path, members: &Value) -> Result<Edit, String> {
    let left = match (document::find(before, path), members) {
        (None, _) => return Ok(Edit::Remove),
        (Some(Value::Ss(old)), Value::Ss(less)) => Value::Ss(old - less),
        (Some(Value::Ns(old)), Value::Ns(less)) => Value::Ns(old - less),
        (Some(Value::Bs(old)), Value::Bs(less)) => Value::Bs(old - less),
        _ => return Err(WRONG_TYPE.to_owned()),
    };
    let empty = match &left {
        Value::Ss(members) => members.is_empty(),
        Value::Ns(members) => members.is_empty(),
        Value::Bs(members) => members.is_empty(),
        _ => false,
    };
    Ok(if empty { Edit::Remove } else { Edit::Put(left) })
}
