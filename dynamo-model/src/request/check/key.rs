//! Values of keys: none is empty, and none too long. Which attributes make a key is the caller's to say.

use crate::expr::KeyCondition;
use crate::value::{Value, ValueRef};
use crate::{Error, Result};

/// The longest value of one partition key attribute, in bytes as the service counts them.
pub const LONGEST_PARTITION_VALUE: usize = 2048;
/// The longest value of all sort key attributes of one key together, in bytes as the service counts them.
pub const LONGEST_SORT_VALUES: usize = 1024;

/// Names the type of an empty value.
#[must_use]
pub fn empty_kind(value: ValueRef<'_>) -> Option<&'static str> {
    match value {
        ValueRef::S("") => Some("string"),
        ValueRef::B([]) => Some("binary"),
        _ => None,
    }
}

/// Names the type of an empty value, as [`empty_kind`] does.
#[must_use]
pub fn empty_kind_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::S(text) if text.is_empty() => Some("string"),
        Value::B(bytes) if bytes.is_empty() => Some("binary"),
        _ => None,
    }
}

/// Makes the error of an empty value of the table's key; `kind` is what [`empty_kind`] says of it.
#[must_use]
pub fn empty(name: &str, kind: &str) -> Error {
    Error::validation(format!(
        "One or more parameter values are not valid. \
         The AttributeValue for a key attribute cannot contain an empty {kind} value. Key: {name}"
    ))
}

/// Makes the error of an empty value of an index's key in an item to put.
#[must_use]
pub fn empty_in_index(index: &str, name: &str, kind: &str) -> Error {
    Error::validation(format!(
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. \
         The AttributeValue for a key attribute cannot contain an empty {kind} value. \
         IndexName: {index}, IndexKey: {name}"
    ))
}

/// Makes the error of an update that sets an attribute of an index's key to an empty value.
#[must_use]
pub fn updated_to_empty(kind: &str) -> Error {
    Error::validation(format!(
        "One or more parameter values are not valid. The update expression attempted to update a secondary \
         index key to a value that is not supported. \
         The AttributeValue for a key attribute cannot contain an empty {kind} value."
    ))
}

/// Checks how long the values of a key are, as `size` has it: each of the partition key, and those of the sort key
/// together.
///
/// # Errors
///
/// A validation error in the service's words.
pub fn check_key_sizes<'n>(
    partition: impl IntoIterator<Item = &'n str>,
    sort: impl Iterator<Item = &'n str> + Clone,
    size: impl Fn(&str) -> usize,
) -> Result<()> {
    if let Some((name, size)) = longest(partition, &size).filter(|(_, size)| *size > LONGEST_PARTITION_VALUE)
    {
        // The service leaves out the blank.
        let message = "One or more parameter values were invalid: \
             Size of hashkey has exceeded the maximum size limit of2048 bytes";
        return Err(Error::validation(message).with_detail(format!(
            "`{name}` has {size} bytes, and {LONGEST_PARTITION_VALUE} is the most; shorten what the key is made of"
        )));
    }
    let together = sort.clone().map(&size).sum::<usize>();
    if together > LONGEST_SORT_VALUES {
        let message = "One or more parameter values were invalid: \
             Aggregated size of all range keys has exceeded the size limit of 1024 bytes";
        return Err(Error::validation(message).with_detail(format!(
            "`{}` has {together} bytes, and {LONGEST_SORT_VALUES} is the most; shorten what the key is made of",
            sort.collect::<Vec<_>>().join("`, `")
        )));
    }
    Ok(())
}

/// Checks the values that a condition compares a key to: none is empty or too long.
///
/// # Errors
///
/// A validation error in the service's words.
pub fn check_condition_values<'n>(
    condition: &KeyCondition,
    partition: impl IntoIterator<Item = &'n str>,
    sort: impl Iterator<Item = &'n str> + Clone,
) -> Result<()> {
    let empty_one = condition.operands().find_map(|(name, value)| Some((name, empty_kind_of(value)?)));
    if let Some((name, kind)) = empty_one {
        return Err(empty(name, kind));
    }
    check_key_sizes(partition, sort, |name| {
        let of_name = condition.operands().filter(|(operand, _)| *operand == name);
        of_name.map(|(_, value)| value.size()).max().unwrap_or(0)
    })
}

/// Makes the error of an update that sets an index's key to values that are too long, of what [`check_key_sizes`] says.
#[must_use]
pub fn updated_beyond_limits(error: &Error) -> Error {
    let message =
        "The update expression attempted to update the secondary index key beyond allowed size limits.";
    Error::validation(message).with_detail_of(error)
}

fn longest<'n>(
    names: impl IntoIterator<Item = &'n str>,
    size: impl Fn(&str) -> usize,
) -> Option<(&'n str, usize)> {
    names.into_iter().map(|name| (name, size(name))).max_by_key(|(_, size)| *size)
}
