//! What single writes and those of transactions have in common.

use dynamo_model::expr::{Condition, Update};

use super::check::Nesting;
use super::key::Key;
use super::table::Table;
use super::{Answer, Attributes, Refusal, check, collection, condition, index_key, path_rules, update};

const CONDITION: &str = "ConditionExpression";

/// Checks a condition before its table is known.
pub(super) fn check_condition(condition: Option<&Condition>, nesting: Nesting) -> Answer<()> {
    condition.map_or(Ok(()), |condition| condition::check(CONDITION, condition, nesting))
}

/// Checks a condition against the keys of its table.
pub(super) fn check_condition_on(table: &Table, condition: Option<&Condition>) -> Answer<()> {
    let paths = condition.map(path_rules::of_condition).unwrap_or_default();
    path_rules::refuse_below_keys(table, paths.into_iter())
}

/// Requires the condition to be true of the stored item.
pub(super) fn require(
    condition: Option<&Condition>,
    stored: Option<&Attributes>,
    return_item: bool,
) -> Answer<()> {
    let nothing = Attributes::new();
    let holds = condition.is_none_or(|one| condition::holds(one, stored.unwrap_or(&nothing)));
    if holds { Ok(()) } else { Err(Refusal::condition_failed(stored.filter(|_| return_item))) }
}

/// Checks that no path of an update leads below a key.
pub(super) fn check_paths_of_update(table: &Table, update: &Update) -> Answer<()> {
    path_rules::refuse_below_keys(table, path_rules::of_update(update).into_iter())
}

/// Checks an update against the keys of its table.
pub(super) fn check_update_on(table: &Table, update: &Update) -> Answer<()> {
    check_paths_of_update(table, update)?;
    let of_key = update.targets().map(|path| path.root()).filter(|name| table.key.has(name));
    let faults: Vec<String> = of_key
        .map(|name| {
            format!(
                "One or more parameter values were invalid: Cannot update attribute {name}. This attribute is part of \
                 the key"
            )
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}

/// Works out the item an update makes, if it makes one.
pub(super) fn updated(
    table: &Table,
    key: &Attributes,
    stored: Option<&Attributes>,
    update: &Update,
) -> Answer<Option<Attributes>> {
    let Some(new) = update::apply(update, key, stored)? else { return Ok(None) };
    check::updated_depth(&new)?;
    index_key::check_updated(table, &new, update, stored.is_none())?;
    check::updated_size(&new)?;
    collection::check_size(table, &new)?;
    Ok(Some(new))
}

/// Returns the key of an item that is put, after checking what its keys must be.
pub(super) fn key_to_put(table: &Table, item: &Attributes) -> Answer<Key> {
    table.key.check_types_of_put(item)?;
    table.key.refuse_empty(item)?;
    index_key::check_types_of_put(table, item)?;
    index_key::check_emptiness_of_put(table, item)?;
    table.key.refuse_long(item)?;
    index_key::check_sizes(table, item)?;
    table.key.key_of(item).ok_or_else(Refusal::invalid)
}
