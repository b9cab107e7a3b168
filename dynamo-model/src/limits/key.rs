//! The values of keys, of a table and of its indexes.

use crate::error::Result;
use crate::expr::{KeyCondition, Update};
use crate::request::check::{
    LONGEST_SORT_VALUES, check_condition_values, check_key_sizes, constants, empty, empty_in_index,
    empty_kind, empty_kind_of, updated_beyond_limits, updated_to_empty,
};
use crate::schema::{IndexSchema, KeyAttribute, KeyAttributes, TableSchema};
use crate::value::{ItemRef, Value};

/// Checks a key of the table, or those attributes of an item.
pub(super) fn check_primary(item: ItemRef<'_>, table: &TableSchema) -> Result<()> {
    check_filled(item, &table.key, empty)?;
    check_sizes(item, &table.key)
}

/// Checks all keys in an item.
pub(super) fn check_item(item: ItemRef<'_>, table: &TableSchema) -> Result<()> {
    check_filled(item, &table.key, empty)?;
    table.indexes.iter().try_for_each(|index| {
        check_filled(item, &index.key, |name, kind| empty_in_index(index.name, name, kind))
    })?;
    check_sizes(item, &table.key)?;
    table.indexes.iter().try_for_each(|index| check_sizes(item, &index.key))
}

/// Checks the keys of indexes that an update sets to constants.
pub(super) fn check_update(update: &Update, table: &TableSchema) -> Result<()> {
    let keys = || table.indexes.iter().flat_map(|index| index.key.all());
    for attribute in keys() {
        if let Some(kind) = constant(update, attribute.name).and_then(empty_kind_of) {
            return Err(updated_to_empty(kind));
        }
    }
    table.indexes.iter().try_for_each(|index| check_updated(update, index))
}

/// Checks what a query compares the key of the table, or of an index, to.
pub(super) fn check_condition(condition: &KeyCondition, key: &KeyAttributes) -> Result<()> {
    check_condition_values(condition, names(key.pk), names(key.sk))
}

fn check_updated(update: &Update, index: &IndexSchema) -> Result<()> {
    let size = |name: &str| constant(update, name).map_or(0, Value::size);
    check_key_sizes(names(index.key.pk), names(index.key.sk), size)
        .map_err(|error| updated_beyond_limits(&error))
}

/// Returns what an update sets an attribute to, if it is a constant.
fn constant<'u>(update: &'u Update, name: &str) -> Option<&'u Value> {
    constants(update).find(|(own, _)| *own == name).map(|(_, value)| value)
}

fn check_filled(
    item: ItemRef<'_>,
    key: &KeyAttributes,
    refused: impl Fn(&str, &str) -> crate::Error,
) -> Result<()> {
    let empty =
        key.all().find_map(|attribute| Some((attribute.name, empty_kind(item.get(attribute.name)?)?)));
    empty.map_or(Ok(()), |(name, kind)| Err(refused(name, kind)))
}

fn check_sizes(item: ItemRef<'_>, key: &KeyAttributes) -> Result<()> {
    // Values that are not as long all together are not too long: few items need a look at each.
    if item.as_bytes().len() <= LONGEST_SORT_VALUES {
        return Ok(());
    }
    check_key_sizes(names(key.pk), names(key.sk), |name| item.get(name).map_or(0, |value| value.size()))
}

fn names(attributes: &'static [KeyAttribute]) -> impl Iterator<Item = &'static str> + Clone {
    attributes.iter().map(|attribute| attribute.name)
}
