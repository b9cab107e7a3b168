//! Sizes in bytes, as the service counts them, and levels of nesting.

use dynamo_model::value::Value;

use super::Attributes;
use super::decimal::Decimal;

pub(super) fn of_item(item: &Attributes) -> usize {
    item.iter().map(|(name, value)| name.len() + of_value(value)).sum()
}

pub(super) fn of_value(value: &Value) -> usize {
    match value {
        Value::S(text) => text.len(),
        Value::B(bytes) => bytes.len(),
        Value::Bool(_) | Value::Null => 1,
        Value::N(number) => Decimal::from(*number).size(),
        Value::Ss(members) => members.iter().map(String::len).sum(),
        Value::Ns(members) => members.iter().map(|number| Decimal::from(*number).size()).sum(),
        Value::Bs(members) => members.iter().map(Vec::len).sum(),
        Value::L(elements) => 3 + elements.iter().map(|element| 1 + of_value(element)).sum::<usize>(),
        Value::M(entries) => {
            3 + entries.iter().map(|(name, value)| 1 + name.len() + of_value(value)).sum::<usize>()
        }
    }
}

/// Counts levels: one for the value itself, one more for each list or map around what it holds.
pub(super) fn depth(value: &Value) -> usize {
    let inside = match value {
        Value::L(elements) => elements.iter().map(depth).max(),
        Value::M(entries) => entries.values().map(depth).max(),
        _ => None,
    };
    1 + inside.unwrap_or_default()
}
