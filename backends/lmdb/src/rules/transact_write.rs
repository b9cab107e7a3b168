//! What a transaction of writes may ask.

use std::collections::BTreeSet;

use dynamo_model::Result;
use dynamo_model::request::check::{canonical, repeated};
use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};

use super::{index_key, key, key_paths};
use crate::table::{TableDef, name_of};

/// Checks that no item comes twice; `tables` are those of the writes, in order, where they exist.
///
/// # Errors
///
/// A validation error in the service's words.
pub(crate) fn check_targets<'t>(
    request: &TransactWriteItems,
    tables: impl Iterator<Item = Option<&'t TableDef>>,
) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (write, table) in request.writes.iter().zip(tables) {
        let key = match &write.action {
            // Without its table nobody knows what the key of an item is, and without a key it fails on its own.
            Action::Put(item) => table.and_then(|table| key::of(item.view(), table)),
            other => Some(other.subject().clone()),
        };
        if key.is_some_and(|key| !seen.insert((name_of(&write.table), canonical(&key)))) {
            return Err(repeated());
        }
    }
    Ok(())
}

/// Checks what is the request's fault, once its table is known: empty keys, and paths below keys. What else is wrong with
/// keys cancels the transaction instead.
///
/// # Errors
///
/// A validation error in the service's words.
pub(crate) fn check_written(write: &TransactWrite, table: &TableDef) -> Result<()> {
    let item = write.action.subject().view();
    table.key.attributes().try_for_each(|name| key::check_not_empty(name, item.get(name)))?;
    match &write.action {
        Action::Put(_) => index_key::check_not_empty(item, table)?,
        Action::Update(_, update) => {
            key_paths::check_update(update, table)?;
            index_key::check_constants(update, table)?;
        }
        Action::Delete(_) | Action::Check(_) => {}
    }
    key_paths::check_condition(write.condition.as_ref(), table)
}

#[cfg(test)]
mod tests;
