//! What an update may ask, and what it may make of an item.

use dynamo_model::expr::{Condition, Update};
use dynamo_model::request::check::check_updated_size;
use dynamo_model::value::{ItemRef, ValueError};
use dynamo_model::{Error, Result};

use super::{index_key, key, key_paths, vectors};
use crate::table::TableDef;

/// Checks an update against its table: the key's schema, paths below keys, and that no key is written.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(
    key: ItemRef<'_>,
    update: &Update,
    condition: Option<&Condition>,
    table: &TableDef,
) -> Result<()> {
    key::check_lookup(key, table)?;
    key_paths::check_update(update, table)?;
    key_paths::check_condition(condition, table)?;
    check_keys_untouched(update, table)
}

/// Checks what the update made: its nesting, the index keys it wrote, its size.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_result(
    update: &Update,
    old: Option<ItemRef<'_>>,
    new: ItemRef<'_>,
    table: &TableDef,
) -> Result<()> {
    // A value ends up too deep below an attribute, or if a transaction has let it pass.
    let may_be_deep = || update.values().any(|value| value.check().is_err());
    if update.targets().any(|path| !path.rest().is_empty()) || may_be_deep() {
        new.check().map_err(unfit)?;
    }
    index_key::check_update(update, old, new, table)?;
    vectors::check_update(update, old, new, table)?;
    check_updated_size(new)
}

/// What an update makes too deep is told in fewer words than what is put so.
fn unfit(fault: ValueError) -> Error {
    match fault {
        ValueError::Nesting => Error::validation("Nesting Levels have exceeded supported limits"),
        other => other.into(),
    }
}

fn check_keys_untouched(update: &Update, table: &TableDef) -> Result<()> {
    let in_key = |name: &str| table.key.attributes().any(|key| key == name);
    match update.targets().find(|path| in_key(path.root())) {
        None => Ok(()),
        Some(path) => Err(Error::validation(format!(
            "One or more parameter values were invalid: Cannot update attribute {}. This attribute is part of the key",
            path.root()
        ))),
    }
}
