//! What an update makes of an item.

use dynamo_model::Result;
use dynamo_model::expr::{Path, Update};
use dynamo_model::value::{Item, ItemRef, Value, Writer};

use super::edits::{Change, Edits};
use super::path::{check_target, resolve};
use super::{rhs, wrong_type};

/// Returns the item after the update; `None` if there is nothing to store.
///
/// An update that only removes creates no item; one without any clause creates an item of just the key.
///
/// # Errors
///
/// A validation error, in the service's words, if a right-hand side has no value, an operand has the wrong type,
/// a number overflows, or the parent of a target is not there.
pub(crate) fn apply(update: &Update, old: Option<ItemRef<'_>>, key: ItemRef<'_>) -> Result<Option<Item>> {
    if old.is_none() && only_removes(update) {
        return Ok(None);
    }
    // Where there is no item, the key is there all the same.
    let before = old.unwrap_or(key);
    let edits = edits(update, before, old.is_some())?;
    rewrite(before, edits).map(Some)
}

fn only_removes(update: &Update) -> bool {
    update.sets().is_empty() && update.adds().is_empty() && !update.is_empty()
}

/// Computes every right-hand side from what was there and gathers the clauses by target.
fn edits<'u>(update: &'u Update, before: ItemRef<'_>, is_stored: bool) -> Result<Edits<'u>> {
    check_types(update, before)?;
    let mut edits = Edits::default();
    for set in update.sets() {
        // Where to put a value is looked at before the value.
        check_target(before, &set.path)?;
        edits.insert(&set.path, Change::Put(rhs::evaluate(&set.value, before)?));
    }
    // Where there is no item there is nothing to remove, not even a parent to miss.
    let removes = if is_stored { update.removes() } else { &[] };
    for path in removes {
        edits.insert(path, Change::Remove);
    }
    for (path, value) in update.adds() {
        edits.insert(path, Change::Add(value));
    }
    for (path, members) in update.deletes() {
        edits.insert(path, Change::Take(members));
    }
    Ok(edits)
}

/// Checks that what is added to, or taken from, is of the type that it must be. Whatever place another clause misses, this is
/// told first.
fn check_types(update: &Update, before: ItemRef<'_>) -> Result<()> {
    let fits = |(path, operand): &(Path, Value)| {
        resolve(before, path).is_none_or(|found| found.kind() == operand.kind())
    };
    if update.adds().iter().chain(update.deletes()).all(fits) { Ok(()) } else { Err(wrong_type()) }
}

/// Writes the item anew: attributes without edits are copied as they are, in their places.
fn rewrite(item: ItemRef<'_>, mut edits: Edits<'_>) -> Result<Item> {
    let mut writer = Writer::with_capacity(item.as_bytes().len() + SPARE);
    for (name, value) in item {
        let new = match edits.take(name) {
            None => {
                writer.name(name);
                writer.value(value);
                continue;
            }
            Some(edit) if edit.needs_old_value() => edit.apply(Some(value.to_value()))?,
            Some(edit) => edit.apply(None)?,
        };
        if let Some(new) = new {
            writer.name(name);
            writer.owned(&new);
        }
    }
    for (name, edit) in edits.into_entries() {
        if let Some(new) = edit.apply(None)? {
            writer.name(name);
            writer.owned(&new);
        }
    }
    Ok(writer.into_item())
}

/// Room for what a typical update adds, so that the bytes need not move.
const SPARE: usize = 64;

#[cfg(test)]
mod tests;
