//! Index key attributes in items: an item may lack them, but not have them wrong.

use dynamo_model::expr::{SetOperand, SetValue, Update};
use dynamo_model::request::KeyKind;
use dynamo_model::request::check::{
    empty_in_index, empty_kind, empty_kind_of, updated_beyond_limits, updated_to_empty,
};
use dynamo_model::value::{ItemRef, ValueRef};
use dynamo_model::{Error, Result};

use super::key::{check_sizes, check_sizes_by, has_kind};
use crate::table::{IndexDef, TableDef};

/// Checks the index keys of an item to put; their sizes apart.
pub(super) fn check_put(item: ItemRef<'_>, table: &TableDef) -> Result<()> {
    each_value(item, table, |index, name, value| {
        if !has_kind(value, table.kind(name)) {
            return Err(mismatch(table, index, name, value));
        }
        check_value_not_empty(index, name, value)
    })
}

/// Checks that no index key of an item to put is empty, whatever their types.
pub(super) fn check_not_empty(item: ItemRef<'_>, table: &TableDef) -> Result<()> {
    each_value(item, table, check_value_not_empty)
}

fn check_value_not_empty(index: &IndexDef, name: &str, value: ValueRef<'_>) -> Result<()> {
    empty_kind(value).map_or(Ok(()), |kind| Err(empty_in_index(&index.name, name, kind)))
}

/// Checks that an update sets no index key to an empty constant.
pub(super) fn check_constants(update: &Update, table: &TableDef) -> Result<()> {
    let empty = update.sets().iter().find_map(|set| match &set.value {
        SetValue::Operand(SetOperand::Value(value)) if set.path.rest().is_empty() => {
            empty_kind_of(value).filter(|_| table.is_index_key(set.path.root()))
        }
        _ => None,
    });
    empty.map_or(Ok(()), |kind| Err(updated_to_empty(kind)))
}

/// Checks how long the index keys of an item to put are.
pub(super) fn check_put_sizes(item: ItemRef<'_>, table: &TableDef) -> Result<()> {
    table.indexes.iter().try_for_each(|index| check_sizes(item, &index.key))
}

/// Checks the index keys an update wrote; a bad value it left alone stays. A new item is written whole.
pub(super) fn check_update(
    update: &Update,
    old: Option<ItemRef<'_>>,
    new: ItemRef<'_>,
    table: &TableDef,
) -> Result<()> {
    let written = |name: &str| old.is_none() || update.targets().any(|path| path.root() == name);
    each_value(new, table, |index, name, value| {
        if !written(name) {
            return Ok(());
        }
        if !has_kind(value, table.kind(name)) {
            return Err(if is_constant(update, name) {
                mismatch(table, index, name, value)
            } else {
                Error::validation(
                    "The update expression attempted to update the secondary index key to unsupported type",
                )
            });
        }
        match empty_kind(value) {
            None => Ok(()),
            Some(kind) => Err(updated_to_empty(kind)),
        }
    })?;
    check_updated_sizes(table, new, written)
}

fn check_updated_sizes(table: &TableDef, new: ItemRef<'_>, written: impl Fn(&str) -> bool) -> Result<()> {
    let size = |name: &str| new.get(name).map_or(0, |value| value.size());
    let check = |index: &IndexDef| {
        // The sort key is as long as all its attributes together.
        let sort = index.key.sort().iter().any(|name| written(name));
        let counts = |name: &str| written(name) || sort && index.key.sort().iter().any(|key| key == name);
        check_sizes_by(&index.key, |name| if counts(name) { size(name) } else { 0 })
    };
    table.indexes.iter().try_for_each(check).map_err(|error| updated_beyond_limits(&error))
}

/// Calls `check` with every index key attribute the item has.
fn each_value(
    item: ItemRef<'_>,
    table: &TableDef,
    check: impl Fn(&IndexDef, &str, ValueRef<'_>) -> Result<()>,
) -> Result<()> {
    table.indexes.iter().try_for_each(|index| {
        index.key.attributes().try_for_each(|name| match item.get(name) {
            Some(value) => check(index, name, value),
            None => Ok(()),
        })
    })
}

/// Whether the update sets the attribute to a constant, as against a value it finds or computes.
fn is_constant(update: &Update, name: &str) -> bool {
    let constant = |value: &SetValue| matches!(value, SetValue::Operand(SetOperand::Value(_)));
    let set = update.sets().iter().any(|set| set.path.root() == name && constant(&set.value));
    set || update.adds().iter().any(|(path, _)| path.root() == name)
}

fn mismatch(table: &TableDef, index: &IndexDef, name: &str, value: ValueRef<'_>) -> Error {
    Error::validation(format!(
        "One or more parameter values were invalid: Type mismatch for Index Key {name} Expected: {} Actual: {} \
         IndexName: {}",
        table.kind(name).map_or("", KeyKind::as_str),
        value.kind().as_str(),
        index.name
    ))
}
