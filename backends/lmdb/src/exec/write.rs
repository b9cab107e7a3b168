//! The steps of every write, whichever request it came in.

use std::borrow::Cow;

use dynamo_model::expr::{Condition, Update};
use dynamo_model::value::{Item, ItemRef};
use dynamo_model::{Error, Result};

use super::meter::Meter;
use crate::codec::key;
use crate::store::changes;
use crate::table::TableDef;
use crate::worker::Batch;
use crate::{capacity, eval, rules};

/// What becomes of an item.
#[derive(Clone, Copy)]
pub(super) enum Change<'r> {
    /// It is this one.
    Put(&'r Item),
    /// The one with this key changes.
    Update(&'r Item, &'r Update),
    /// The one with this key goes.
    Delete(&'r Item),
    /// The one with this key stays; only the condition counts.
    Nothing(&'r Item),
}

/// A write of one item.
#[derive(Clone, Copy)]
pub(super) struct Write<'r> {
    pub(super) change: Change<'r>,
    pub(super) condition: Option<&'r Condition>,
    pub(super) return_item_on_failure: bool,
}

/// What a write did.
pub(super) struct Written<'r> {
    pub(super) old: Option<Item>,
    pub(super) new: Option<Cow<'r, Item>>,
    /// The larger of the sizes before and after; 0 if there was no item at all.
    pub(super) size: usize,
}

impl<'r> Write<'r> {
    /// Makes an unconditional write.
    pub(super) fn new(change: Change<'r>) -> Self {
        Self { change, condition: None, return_item_on_failure: false }
    }

    /// Checks the write against its table; the caller has checked the request alone.
    pub(super) fn check(&self, table: &TableDef) -> Result<()> {
        match self.change {
            Change::Put(item) => rules::put::check_table(item.view(), self.condition, table),
            Change::Update(key, update) => {
                rules::update::check_table(key.view(), update, self.condition, table)
            }
            Change::Delete(key) | Change::Nothing(key) => {
                rules::delete::check_table(key.view(), self.condition, table)
            }
        }
    }

    /// Does what the write says, if its condition holds of the stored item. The caller has checked it.
    pub(super) fn run(
        &self,
        batch: &mut Batch<'_, '_>,
        table: &TableDef,
        meter: &mut Meter,
    ) -> Result<Written<'r>> {
        let key = key::item(table, self.subject().view())?;
        let old = batch.store.item(batch.txn, &key)?.map(|row| row.item.to_item());
        self.check_condition(old.as_ref())?;
        let new = match self.change {
            Change::Put(item) => Some(Cow::Borrowed(item)),
            Change::Update(key, update) => updated(table, key, update, old.as_ref())?.map(Cow::Owned),
            Change::Delete(_) => None,
            Change::Nothing(_) => old.clone().map(Cow::Owned),
        };
        let size = replace(batch, table, &key, [old.as_ref(), new.as_deref()], meter)?;
        Ok(Written { old, new, size })
    }

    /// Returns the item to put, or the key of another change.
    fn subject(&self) -> &'r Item {
        match self.change {
            Change::Put(item) => item,
            Change::Update(key, _) | Change::Delete(key) | Change::Nothing(key) => key,
        }
    }

    /// Checks the condition against the stored item; a missing one has no attributes.
    fn check_condition(&self, stored: Option<&Item>) -> Result<()> {
        let Some(condition) = self.condition else { return Ok(()) };
        let item = stored.map_or(ItemRef::new(&[]), Item::view);
        if eval::matches(condition, item) {
            return Ok(());
        }
        Err(Error::condition_failed(stored.filter(|_| self.return_item_on_failure).cloned()))
    }
}

/// Works out what an update makes of the stored item, and checks it.
fn updated(table: &TableDef, key: &Item, update: &Update, old: Option<&Item>) -> Result<Option<Item>> {
    let old = old.map(Item::view);
    let new = eval::apply(update, old, key.view())?;
    if let Some(new) = &new {
        rules::update::check_result(update, old, new.view(), table)?;
    }
    Ok(new)
}

/// Replaces the stored item and brings every index up to date. Returns the larger of both sizes.
fn replace(
    batch: &mut Batch<'_, '_>,
    table: &TableDef,
    key: &[u8],
    [old, new]: [Option<&Item>; 2],
    meter: &mut Meter,
) -> Result<usize> {
    let (old_size, new_size) = (old.map(Item::size), new.map(Item::size));
    meter.table(capacity::write_units(old_size, new_size));
    let size = old_size.max(new_size).unwrap_or(0);
    match (new, new_size) {
        // Writing what is there already would only dirty pages, and no index sees a difference.
        _ if old == new => return Ok(size),
        (Some(new), Some(size)) => batch.store.put_item(batch.txn, key, new.view(), size)?,
        _ => batch.store.delete_item(batch.txn, key)?,
    }
    batch.stats.change(table.id, old_size, new_size);
    for change in changes(table, old.map(Item::view), new.map(Item::view))? {
        batch.store.apply(batch.txn, &change, batch.stats)?;
        let entry = &change.entry;
        let (old, new) = (entry.old.as_ref(), entry.new.as_ref());
        let units = capacity::index_write(
            old.map(|(_, item)| item.view()),
            new.map(|(_, item)| item.view()),
            entry.key_changed(),
        );
        meter.index(&change.index.name, units);
    }
    Ok(size)
}
