//! What a transaction of writes may ask.

use std::collections::BTreeSet;

use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};
use dynamo_model::value::Item;
use dynamo_model::{Error, Result};

use super::expression::{Expressions, Nesting};
use super::table_name::violations_of_existing;
use super::violations::Violations;
use super::{index_key, item, key, key_paths};
use crate::codec::canonical;
use crate::table::{TableDef, name_of};

/// The most actions of a transaction.
pub(super) const MOST_ACTIONS: usize = 100;
/// The most bytes all items of a transaction may have together.
pub(super) const MOST_BYTES: usize = 4 * 1024 * 1024;
const LONGEST_TOKEN: usize = 36;

/// Checks the request alone: members, then action by action, then how large they are together.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &TransactWriteItems) -> Result<()> {
    check_members(request)?;
    request.writes.iter().try_for_each(check_action)?;
    if request.writes.iter().map(size).sum::<usize>() > MOST_BYTES { Err(too_large()) } else { Ok(()) }
}

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
            other => Some(subject(other).clone()),
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
    let item = subject(&write.action).view();
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

/// Requires 1 to 100 actions.
pub(super) fn check_count(found: &mut Violations, actions: usize) {
    match actions {
        0 => found.add("'[]'", "transactItems", "Member must have length greater than or equal to 1"),
        1..=MOST_ACTIONS => {}
        _ => found.add_unshown("transactItems", "Member must have length less than or equal to 100"),
    }
}

/// Makes the error of a transaction that names an item twice.
pub(super) fn repeated() -> Error {
    Error::validation("Transaction request cannot include multiple operations on one item")
}

/// Makes the error of a transaction whose items are too large together. The service documents the limit alone; the
/// words are ours.
pub(super) fn too_large() -> Error {
    Error::validation("The aggregate size of the items in the transaction exceeds the limit of 4 MB")
}

fn check_members(request: &TransactWriteItems) -> Result<()> {
    let mut found = Violations::default();
    if let Some(token) = &request.token {
        check_token(&mut found, token);
    }
    check_count(&mut found, request.writes.len());
    for (position, write) in request.writes.iter().take(MOST_ACTIONS).enumerate() {
        check_required(&mut found, position + 1, write);
    }
    found.into_result()
}

fn check_token(found: &mut Violations, token: &str) {
    let constraint = match token.chars().count() {
        0 => "Member must have length greater than or equal to 1",
        1..=LONGEST_TOKEN => return,
        _ => "Member must have length less than or equal to 36",
    };
    found.add(format_args!("'{token}'"), "clientRequestToken", constraint);
}

/// Checks the name of the table, and that what makes an action is there.
fn check_required(found: &mut Violations, position: usize, write: &TransactWrite) {
    let (kind, missing) = match &write.action {
        Action::Put(_) => ("put", None),
        Action::Delete(_) => ("delete", None),
        Action::Update(_, update) => ("update", update.is_empty().then_some("updateExpression")),
        Action::Check(_) => ("conditionCheck", write.condition.is_none().then_some("conditionExpression")),
    };
    let path = format!("transactItems.{position}.member.{kind}");
    if let Some(member) = missing {
        found.add("null", &format!("{path}.{member}"), "Member must not be null");
    }
    found.extend(violations_of_existing(&write.table, &format!("{path}.tableName")));
}

fn check_action(write: &TransactWrite) -> Result<()> {
    subject(&write.action).check()?;
    if let Action::Put(item) = &write.action {
        item::check_put_size(item.view())?;
    }
    expressions(write).check()
}

fn size(write: &TransactWrite) -> usize {
    subject(&write.action).size() + expressions(write).size()
}

fn expressions(write: &TransactWrite) -> Expressions<'_> {
    let update = match &write.action {
        Action::Update(_, update) => Some(update),
        _ => None,
    };
    Expressions {
        update,
        condition: write.condition.as_ref(),
        written: write.written,
        // The service looks at the items that constants get into, and at no other constants.
        nesting: Nesting::Any,
        ..Expressions::default()
    }
}

/// Returns the item to put, or the key of another action.
fn subject(action: &Action) -> &Item {
    match action {
        Action::Put(item) => item,
        Action::Update(key, _) | Action::Delete(key) | Action::Check(key) => key,
    }
}

#[cfg(test)]
mod tests;
