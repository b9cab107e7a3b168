//! Single values.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::Result;
use dynamo_model::value::{Number, Value, ValueRef, Writer};

use crate::error::unreadable;

/// The deepest nesting read from an answer. The service stores 32 levels; the margin is for its imitators.
pub(super) const DEPTH_LIMIT: usize = 100;

/// Converts a value read in place.
pub(super) fn from_ref(value: ValueRef<'_>) -> AttributeValue {
    match value {
        ValueRef::S(text) => AttributeValue::S(text.to_owned()),
        ValueRef::N(number) => AttributeValue::N(number.to_string()),
        ValueRef::B(bytes) => AttributeValue::B(Blob::new(bytes)),
        ValueRef::Bool(value) => AttributeValue::Bool(value),
        ValueRef::Null => AttributeValue::Null(true),
        ValueRef::L(list) => AttributeValue::L(list.iter().map(from_ref).collect()),
        ValueRef::M(map) => AttributeValue::M(named(map)),
        ValueRef::Ss(set) => AttributeValue::Ss(set.iter().map(str::to_owned).collect()),
        ValueRef::Ns(set) => AttributeValue::Ns(set.iter().map(|number| number.to_string()).collect()),
        ValueRef::Bs(set) => AttributeValue::Bs(set.iter().map(Blob::new).collect()),
    }
}

/// Converts names and values read in place.
pub(super) fn named<'a>(
    entries: impl IntoIterator<Item = (&'a str, ValueRef<'a>)>,
) -> HashMap<String, AttributeValue> {
    entries.into_iter().map(|(name, value)| (name.to_owned(), from_ref(value))).collect()
}

/// Converts an owned value.
pub(super) fn from_owned(value: Value) -> AttributeValue {
    match value {
        Value::S(text) => AttributeValue::S(text),
        Value::N(number) => AttributeValue::N(number.to_string()),
        Value::B(bytes) => AttributeValue::B(Blob::new(bytes)),
        Value::Bool(value) => AttributeValue::Bool(value),
        Value::Null => AttributeValue::Null(true),
        Value::L(elements) => AttributeValue::L(elements.into_iter().map(from_owned).collect()),
        Value::M(entries) => {
            AttributeValue::M(entries.into_iter().map(|(name, value)| (name, from_owned(value))).collect())
        }
        Value::Ss(members) => AttributeValue::Ss(members.into_iter().collect()),
        Value::Ns(members) => AttributeValue::Ns(members.iter().map(Number::to_string).collect()),
        Value::Bs(members) => AttributeValue::Bs(members.into_iter().map(Blob::new).collect()),
    }
}

/// Appends a value of an answer, `depth` levels below its item.
fn write(writer: &mut Writer, value: &AttributeValue, depth: usize) -> Result<()> {
    if depth > DEPTH_LIMIT {
        return Err(unreadable(format_args!("a value is nested deeper than {DEPTH_LIMIT} levels")));
    }
    match value {
        AttributeValue::S(text) => writer.string(text),
        AttributeValue::N(text) => writer.number(number(text)?),
        AttributeValue::B(bytes) => writer.binary(bytes.as_ref()),
        AttributeValue::Bool(value) => writer.boolean(*value),
        AttributeValue::Null(true) => writer.null(),
        AttributeValue::Null(false) => return Err(unreadable("`NULL` is false")),
        AttributeValue::L(elements) => write_list(writer, elements, depth)?,
        AttributeValue::M(entries) => {
            let open = writer.begin_map();
            write_entries(writer, entries, depth)?;
            writer.end(open);
        }
        AttributeValue::Ss(members) => {
            writer.string_set(set(members.iter().map(|member| Ok(member.as_str())))?)
        }
        AttributeValue::Ns(members) => writer.number_set(set(members.iter().map(|member| number(member)))?),
        AttributeValue::Bs(members) => {
            writer.binary_set(set(members.iter().map(|member| Ok(member.as_ref())))?)
        }
        _ => return Err(unreadable("a value is of no known type")),
    }
    Ok(())
}

fn write_list(writer: &mut Writer, elements: &[AttributeValue], depth: usize) -> Result<()> {
    let open = writer.begin_list();
    for (index, element) in elements.iter().enumerate() {
        write(writer, element, depth + 1).map_err(|error| error.context(format_args!("element {index}")))?;
    }
    writer.end(open);
    Ok(())
}

/// Appends named values of an answer, by name, so that one answer always makes the same bytes.
pub(super) fn write_entries(
    writer: &mut Writer,
    entries: &HashMap<String, AttributeValue>,
    depth: usize,
) -> Result<()> {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    for (name, value) in entries {
        writer.name(name);
        write(writer, value, depth + 1).map_err(|error| error.context(format_args!("`{name}`")))?;
    }
    Ok(())
}

fn number(text: &str) -> Result<Number> {
    Number::parse(text).map_err(unreadable)
}

/// Collects the members of a set: at least one, none twice.
fn set<T: Ord>(members: impl ExactSizeIterator<Item = Result<T>>) -> Result<BTreeSet<T>> {
    let expected = members.len();
    let members = members.collect::<Result<BTreeSet<T>>>()?;
    match members.len() {
        0 => Err(unreadable("a set is empty")),
        found if found < expected => Err(unreadable("a member stands twice in a set")),
        _ => Ok(members),
    }
}
