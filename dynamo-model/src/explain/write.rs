//! Writes: by the size of the item before and after, and by the entries that indexes have of it.

use super::cost::{GUARD, ITEM, write_units};
use super::{Cost, Explain, Explanation, Step};
use crate::entity::has_primary_key;
use crate::expr::{Renderer, Update};
use crate::request::{Action, DeleteItem, PutItem, TransactWriteItems, UpdateItem};
use crate::schema::{EntitySchema, IndexSchema, ProjectionSchema, TableSchema};
use crate::value::Item;

/// The most units of an entry that holds keys only: four of them, with their names.
const KEYS: u64 = 7;

impl Explain for PutItem {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let step = Step::new("PutItem", &self.table, put(table, &self.item)).of_item(table, &self.item);
        Explanation { steps: vec![step.expressing(|all| all.condition(self.condition.as_ref()))] }
    }
}

impl Explain for UpdateItem {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let step = Step::new("UpdateItem", &self.table, update(table, &self.key)).of_item(table, &self.key);
        let step = step.expressing(|all| {
            all.add("UpdateExpression", written(Some(&self.update)), Renderer::update);
            all.condition(self.condition.as_ref());
        });
        Explanation { steps: vec![step] }
    }
}

impl Explain for DeleteItem {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let step = Step::new("DeleteItem", &self.table, delete(table, &self.key)).of_item(table, &self.key);
        Explanation { steps: vec![step.expressing(|all| all.condition(self.condition.as_ref()))] }
    }
}

impl Explain for TransactWriteItems {
    fn explain(&self, table: &TableSchema) -> Explanation {
        explain_transaction(self, table, self.writes.len())
    }
}

/// Explains a transaction, knowing that what comes after so many writes are guards; others may be, too.
pub(crate) fn explain_transaction(
    request: &TransactWriteItems,
    table: &TableSchema,
    others: usize,
) -> Explanation {
    let steps = request.writes.iter().enumerate().map(|(place, write)| {
        let is_guard = place >= others || table.is_guard(write.action.subject().view());
        let (operation, item, costs, changes) = match &write.action {
            Action::Put(item) => ("Put in TransactWriteItems", item, put(table, item), None),
            Action::Update(key, changes) => {
                ("Update in TransactWriteItems", key, update(table, key), Some(changes))
            }
            Action::Delete(key) => ("Delete in TransactWriteItems", key, delete(table, key), None),
            Action::Check(key) => ("ConditionCheck in TransactWriteItems", key, check(), None),
        };
        let costs = match &write.action {
            Action::Check(_) if is_guard => vec![guard_alone()],
            _ if is_guard => guard(table),
            _ => costs,
        };
        let step = Step::new(operation, &write.table, costs.into_iter().map(in_transaction).collect());
        step.of_item(table, item).expressing(|all| {
            all.add("UpdateExpression", written(changes), Renderer::update);
            all.condition(write.condition.as_ref());
        })
    });
    Explanation { steps: steps.collect() }
}

fn written(update: Option<&Update>) -> Option<&Update> {
    update.filter(|update| !update.is_empty())
}

pub(super) fn put(table: &TableSchema, item: &Item) -> Vec<Cost> {
    let size = item.size();
    let least = write_units(u64::try_from(size).unwrap_or(u64::MAX));
    let reason = format!("an item of {size} bytes, and one of at most 400 KB that it replaces");
    let own = Cost::write(None, least, write_units(ITEM).max(least), reason);
    with_indexes(own, table, item, 2)
}

fn update(table: &TableSchema, key: &Item) -> Vec<Cost> {
    with_indexes(updated(), table, key, 2)
}

/// An update of some item of an entity.
pub(super) fn update_of(table: &TableSchema, entity: &EntitySchema) -> Vec<Cost> {
    with_entries(updated(), table.indexes.iter().filter(|index| holds(table, index, entity)), 2)
}

fn updated() -> Cost {
    Cost::write(None, 1, write_units(ITEM), "an item of at most 400 KB, before and after")
}

pub(super) fn delete(table: &TableSchema, key: &Item) -> Vec<Cost> {
    let own = Cost::write(None, 1, write_units(ITEM), "an item of at most 400 KB");
    with_indexes(own, table, key, 1)
}

/// A guard of a unique value, that comes or goes: its key and that of its entity, mostly.
pub(super) fn guard(table: &TableSchema) -> Vec<Cost> {
    let own = guard_alone();
    let has = |name: &str| table.key.has(name) || table.entity_type == Some(name) || table.ttl == Some(name);
    let has_all = |index: &&IndexSchema| index.key.all().all(|key| has(key.name));
    let holding = table.indexes.iter().filter(|index| index.vector.is_none()).filter(has_all);
    let entries = holding.map(|index| match index.key.all().any(|key| table.ttl == Some(key.name)) {
        // A guard that is written over may have expired at another time.
        true => {
            Cost::write(Some(index.name), 0, 2 * write_units(GUARD), "an entry that comes, and one that goes")
        }
        false => Cost::write(Some(index.name), 0, write_units(GUARD), "its entry"),
    });
    std::iter::once(own).chain(entries).collect()
}

fn guard_alone() -> Cost {
    Cost::write(None, 1, write_units(GUARD), "a guard of at most 8 KB")
}

pub(super) fn check() -> Vec<Cost> {
    vec![Cost::write(None, 1, write_units(ITEM), "an item of at most 400 KB")]
}

/// A transaction writes the table twice, and its indexes once.
pub(super) fn in_transaction(cost: Cost) -> Cost {
    if cost.index.is_some() {
        return cost;
    }
    let reason = format!("{}, twice in a transaction", cost.reason);
    Cost { reason, ..cost.times(2) }
}

/// Adds what becomes of the entries of an item in each index that may have one; with `entries`, how many may be written.
fn with_indexes(own: Cost, table: &TableSchema, key: &Item, entries: u64) -> Vec<Cost> {
    with_entries(own, table.indexes.iter().filter(|index| may_hold(table, index, key)), entries)
}

fn with_entries<'t>(own: Cost, touched: impl Iterator<Item = &'t IndexSchema>, entries: u64) -> Vec<Cost> {
    let reason = match entries {
        1 => "an entry that goes",
        _ => "an entry that comes, and one that goes",
    };
    // What indexes of vectors consume is no write units.
    let touched = touched.filter(|index| index.vector.is_none());
    let costs = touched.map(|index| Cost::write(Some(index.name), 0, entries * largest(index), reason));
    std::iter::once(own).chain(costs).collect()
}

fn largest(index: &IndexSchema) -> u64 {
    match index.projection {
        ProjectionSchema::KeysOnly => KEYS,
        ProjectionSchema::All | ProjectionSchema::Include(_) => write_units(ITEM),
    }
}

/// Whether an index may have an entry of the item with this key: one of an entity that the key is of, or of any if none.
fn may_hold(table: &TableSchema, index: &IndexSchema, key: &Item) -> bool {
    let mut owners =
        table.entities.iter().filter(|entity| has_primary_key(entity, &table.key, key.view())).peekable();
    owners.peek().is_none() || owners.any(|entity| holds(table, index, entity))
}

/// Whether an index may have an entry of an item of the entity.
fn holds(table: &TableSchema, index: &IndexSchema, entity: &EntitySchema) -> bool {
    entity.on_index(index.name).is_some()
        || index.key.all().all(|key| entity.stored_as(key.name).is_some() || table.key.has(key.name))
}
