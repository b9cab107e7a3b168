//! The steps of every write, whichever request it came in.

use std::borrow::Cow;

use dynamo_model::expr::{Condition, Update};
use dynamo_model::request::{CollectionMetrics, ReturnCapacity};
use dynamo_model::value::{Item, ItemRef};
use dynamo_model::{Error, Result};

use super::meter::Meter;
use crate::codec::key;
use crate::store::{Change, index_changes};
use crate::table::{Scope, TableDef};
use crate::worker::Batch;
use crate::{capacity, eval, rules};

/// What becomes of an item.
#[derive(Clone, Copy)]
pub(super) enum Intent<'r> {
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
    pub(super) intent: Intent<'r>,
    pub(super) condition: Option<&'r Condition>,
    pub(super) return_item_on_failure: bool,
}

/// What a write did.
pub(super) struct Written<'r> {
    pub(super) old: Option<Item>,
    pub(super) new: Option<Cow<'r, Item>>,
    /// The larger of the sizes before and after; 0 if there was no item at all.
    pub(super) size: usize,
    /// The size of its collection, in bytes, if the table has local indexes.
    collection: Option<u64>,
}

/// What metrics count in.
const GIGABYTE: u64 = 1 << 30;

impl Written<'_> {
    /// Reports the size of the collection that was written to, if the table has local indexes.
    pub(super) fn collection_metrics(&self, table: &TableDef, subject: &Item) -> Option<CollectionMetrics> {
        let whole = self.collection? / GIGABYTE;
        let mut partition = Item::new();
        for name in table.key.partition() {
            partition.push_ref(name, subject.get(name)?);
        }
        Some(CollectionMetrics::new(partition, [whole, whole + 1]))
    }
}

impl<'r> Write<'r> {
    /// Makes an unconditional write.
    pub(super) fn new(intent: Intent<'r>) -> Self {
        Self { intent, condition: None, return_item_on_failure: false }
    }

    /// Checks the write against its table; the caller has checked the request alone.
    pub(super) fn check(&self, table: &TableDef) -> Result<()> {
        match self.intent {
            Intent::Put(item) => rules::put::check_table(item.view(), self.condition, table),
            Intent::Update(key, update) => {
                rules::update::check_table(key.view(), update, self.condition, table)
            }
            Intent::Delete(key) | Intent::Nothing(key) => {
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
        let new = match self.intent {
            Intent::Put(item) => Some(Cow::Borrowed(item)),
            Intent::Update(key, update) => updated(table, key, update, old.as_ref())?.map(Cow::Owned),
            Intent::Delete(_) => None,
            Intent::Nothing(_) => old.clone().map(Cow::Owned),
        };
        let cause = if matches!(self.intent, Intent::Update(..)) { Cause::Update } else { Cause::Write };
        let (subject, key) = (self.subject(), &key);
        let replacement = Replacement { table, subject, key, old: old.as_ref(), new: new.as_deref(), cause };
        let (size, collection) = replacement.run(batch, meter)?;
        Ok(Written { old, new, size, collection })
    }

    /// Returns the item to put, or the key of another change.
    pub(super) fn subject(&self) -> &'r Item {
        match self.intent {
            Intent::Put(item) => item,
            Intent::Update(key, _) | Intent::Delete(key) | Intent::Nothing(key) => key,
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

/// Deletes an item that has expired, found by its stored key; nothing if it is gone already.
pub(crate) fn expire(batch: &mut Batch<'_, '_>, table: &TableDef, key: &[u8]) -> Result<()> {
    let Some(old) = batch.store.item(batch.txn, key)?.map(|row| row.item.to_item()) else { return Ok(()) };
    // Nobody pays for it.
    let mut meter = Meter::new(ReturnCapacity::None, &table.name.as_str().into());
    let replacement =
        Replacement { table, subject: &old, key, old: Some(&old), new: None, cause: Cause::Expiry };
    replacement.run(batch, &mut meter).map(drop)
}

/// A stored item about to become another one, or to come or go.
struct Replacement<'r> {
    table: &'r TableDef,
    /// Has the primary key, whether or not there is an item.
    subject: &'r Item,
    key: &'r [u8],
    old: Option<&'r Item>,
    new: Option<&'r Item>,
    cause: Cause,
}

/// Why an item is replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    Write,
    Update,
    Expiry,
}

impl Replacement<'_> {
    /// Replaces the stored item, and brings up to date all that is made of it: indexes, expiry, the size of its collection,
    /// the stream. Returns the larger of both sizes, and the size of the collection if the table keeps it.
    fn run(&self, batch: &mut Batch<'_, '_>, meter: &mut Meter) -> Result<(usize, Option<u64>)> {
        let [old_size, new_size] = [self.old, self.new].map(|item| item.map(Item::size));
        meter.table(capacity::write_units(old_size, new_size));
        let size = old_size.max(new_size).unwrap_or(0);
        // Writing what is there already would only dirty pages, and nothing made of it sees a difference.
        if self.old == self.new {
            return Ok((size, self.grow_collection(batch, 0)?));
        }
        match (self.new, new_size) {
            (Some(new), Some(size)) => batch.store.put_item(batch.txn, self.key, new.view(), size)?,
            _ => batch.store.delete_item(batch.txn, self.key)?,
        }
        batch.stats.change(self.table.id, old_size, new_size);
        let growth = growth([old_size, new_size]) + self.apply_indexes(batch, meter)?;
        let collection = self.grow_collection(batch, growth)?;
        let views = [self.old, self.new].map(|item| item.map(Item::view));
        batch.store.apply_expiry(batch.txn, self.table, self.key, views)?;
        self.record(batch)?;
        Ok((size, collection))
    }

    /// Brings every index up to date. Returns by how much the entries of local ones grow.
    fn apply_indexes(&self, batch: &mut Batch<'_, '_>, meter: &mut Meter) -> Result<i64> {
        let [old, new] = [self.old, self.new].map(|item| item.map(Item::view));
        let mut growth_of_entries = 0;
        for change in index_changes(self.table, self.key, old, new)? {
            batch.store.apply(batch.txn, &change, batch.stats)?;
            let entry = &change.entry;
            if change.index.scope == Scope::Local {
                rules::item::check_with_entry(new, entry.sizes()[1], self.cause == Cause::Update)?;
                growth_of_entries += growth(entry.sizes());
            }
            let [old, new] =
                [&entry.old, &entry.new].map(|entry| entry.as_ref().map(|(_, item)| item.view()));
            meter.index(change.index, capacity::index_write(old, new, entry.key_changed()));
        }
        Ok(growth_of_entries)
    }

    /// Brings the size of the item's collection up to date, if its table keeps it.
    fn grow_collection(&self, batch: &mut Batch<'_, '_>, by: i64) -> Result<Option<u64>> {
        if !self.table.has_collections() {
            return Ok(None);
        }
        let partition = key::partition_of(self.table.id, &self.table.key, self.subject.view())?;
        let before = batch.store.collection(batch.txn, &partition)?;
        let after = before.saturating_add_signed(by);
        rules::item::check_collection(before, after)?;
        if after != before {
            batch.store.set_collection(batch.txn, &partition, after)?;
        }
        Ok(Some(after))
    }

    /// Records the change in the table's stream.
    fn record(&self, batch: &mut Batch<'_, '_>) -> Result<()> {
        let Some(stream) = self.table.stream.and_then(|id| batch.catalog.streams().get(&id)).cloned() else {
            return Ok(());
        };
        let [old, new] = [self.old, self.new].map(|item| item.map(Item::view));
        batch.store.append(
            batch.txn,
            &stream,
            Change { at: batch.now, old, new, expired: self.cause == Cause::Expiry },
        )
    }
}

fn growth([old, new]: [Option<usize>; 2]) -> i64 {
    let signed = |size: Option<usize>| i64::try_from(size.unwrap_or(0)).unwrap_or(i64::MAX);
    signed(new) - signed(old)
}
