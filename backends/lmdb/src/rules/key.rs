//! Key attributes: which, of what type, how long.

use dynamo_model::request::check::{LONGEST_SORT_VALUES, check_key_sizes, empty, empty_kind};
use dynamo_model::request::{KeyKind, KeySchema};
use dynamo_model::value::{Item, ItemRef, ValueKind, ValueRef};
use dynamo_model::{Error, Result};

use crate::table::TableDef;

/// Checks a key to look an item up by: exactly the table's key attributes, each of its type.
pub(super) fn check_lookup(key: ItemRef<'_>, table: &TableDef) -> Result<()> {
    let schema = &table.key;
    let mut first_empty = None;
    for name in schema.attributes() {
        let value = key.get(name).filter(|value| has_kind(*value, table.kind(name))).ok_or_else(no_match)?;
        first_empty = first_empty.or_else(|| empty_kind(value).map(|kind| (name, kind)));
    }
    if key.len() != schema.attributes().count() {
        return Err(no_match());
    }
    match first_empty {
        None => check_sizes(key, schema),
        Some((name, kind)) => Err(empty(name, kind)),
    }
}

/// Requires that an item has the table's key attributes, each of its type.
pub(super) fn check_present(item: ItemRef<'_>, table: &TableDef) -> Result<()> {
    let fits = |name| item.get(name).is_some_and(|value| has_kind(value, table.kind(name)));
    if table.key.attributes().all(fits) { Ok(()) } else { Err(no_match()) }
}

pub(super) fn no_match() -> Error {
    Error::validation("The provided key element does not match the schema")
}

/// Takes the table's key attributes out of an item; `None` if it lacks one.
pub(super) fn of(item: ItemRef<'_>, table: &TableDef) -> Option<Item> {
    let mut key = Item::new();
    for name in table.key.attributes() {
        key.push_ref(name, item.get(name)?);
    }
    Some(key)
}

/// Checks the table's key attributes in an item to put; their sizes apart.
pub(super) fn check_item(item: ItemRef<'_>, table: &TableDef) -> Result<()> {
    table.key.attributes().try_for_each(|name| {
        let Some(value) = item.get(name) else {
            return Err(Error::validation(format!(
                "One or more parameter values were invalid: Missing the key {name} in the item"
            )));
        };
        let kind = table.kind(name);
        if !has_kind(value, kind) {
            return Err(Error::validation(format!(
                "One or more parameter values were invalid: Type mismatch for key {name} expected: {} actual: {}",
                kind.map_or("", KeyKind::as_str),
                value.kind().as_str()
            )));
        }
        check_not_empty(name, Some(value))
    })
}

/// Refuses an empty string or binary as a value of the table's key.
pub(super) fn check_not_empty(name: &str, value: Option<ValueRef<'_>>) -> Result<()> {
    value.and_then(empty_kind).map_or(Ok(()), |kind| Err(empty(name, kind)))
}

/// Checks how long the values of a key are; those the item lacks count nothing.
pub(super) fn check_sizes(item: ItemRef<'_>, schema: &KeySchema) -> Result<()> {
    // Values that are not as long all together are not too long: few items need a look at each.
    if item.as_bytes().len() <= LONGEST_SORT_VALUES {
        return Ok(());
    }
    check_sizes_by(schema, |name| item.get(name).map_or(0, |value| value.size()))
}

/// Checks how long the values of a key are, as `size` has it.
pub(super) fn check_sizes_by(schema: &KeySchema, size: impl Fn(&str) -> usize) -> Result<()> {
    let (partition, sort) = (schema.partition().iter(), schema.sort().iter());
    check_key_sizes(partition.map(String::as_str), sort.map(String::as_str), size)
}

/// Whether a value has the type a key attribute is declared with.
pub(super) fn has_kind(value: ValueRef<'_>, kind: Option<KeyKind>) -> bool {
    kind_matches(value.kind(), kind)
}

/// Whether a type is the one a key attribute is declared with.
pub(super) fn kind_matches(actual: ValueKind, declared: Option<KeyKind>) -> bool {
    matches!(
        (actual, declared),
        (ValueKind::S, Some(KeyKind::S))
            | (ValueKind::N, Some(KeyKind::N))
            | (ValueKind::B, Some(KeyKind::B))
    )
}
