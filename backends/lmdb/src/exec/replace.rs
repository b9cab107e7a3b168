//! Replacing a stored item, and bringing up to date all that is made of it.

use dynamo_model::Result;
use dynamo_model::request::check::check_size_with_entries;
use dynamo_model::request::{Capacity, ReturnCapacity};
use dynamo_model::value::Item;

use super::meter::Meter;
use crate::codec::{expiry, key};
use crate::simulate::Simulator;
use crate::store::{
    Change, IndexChange, VectorChange, expires_at, index_changes, same_others, vector_changes,
};
use crate::table::{Scope, TableDef};
use crate::vector::written_size;
use crate::worker::Batch;
use crate::{capacity, rules};

/// Deletes an item that has expired, found by its place in the order of expiry, and returns its size. A place that is not
/// the item's own is damaged, or the item is: the place goes, so that it holds up no others, and the item stays.
pub(crate) fn expire(batch: &mut Batch<'_, '_>, table: &TableDef, place: &[u8]) -> Result<Option<usize>> {
    let Some(expiry) = &table.expiry else { return Ok(None) };
    let key = &expiry::item_key(table.id, place);
    let old = batch.store.item(batch.txn, key).ok().flatten().map(|row| row.item.to_item());
    let expired = old.filter(|old| {
        expires_at(expiry, old.view()).is_some_and(|at| expiry::key(expiry.id, at, key) == place)
    });
    let Some(old) = expired else {
        tracing::warn!(
            table = table.name,
            "an item that should expire is damaged, or its place; verify says where"
        );
        batch.store.delete_expiry(batch.txn, place)?;
        return Ok(None);
    };
    // Nobody pays for it.
    let mut meter = Meter::new(ReturnCapacity::None, &table.name.as_str().into());
    let gone = Replacement { table, subject: &old, key, old: Some(&old), new: None, cause: Cause::Expiry };
    gone.run(batch, &mut meter)?;
    Ok(Some(old.size()))
}

/// A stored item about to become another one, or to come or go.
pub(super) struct Replacement<'r> {
    pub(super) table: &'r TableDef,
    /// Has the primary key, whether or not there is an item.
    pub(super) subject: &'r Item,
    pub(super) key: &'r [u8],
    pub(super) old: Option<&'r Item>,
    pub(super) new: Option<&'r Item>,
    pub(super) cause: Cause,
}

/// Why an item is replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Write,
    Update,
    Expiry,
}

impl Replacement<'_> {
    /// Replaces the stored item, and brings up to date all that is made of it: indexes, expiry, the size of its collection,
    /// the stream. Returns the larger of both sizes, and the size of the collection if the table keeps it.
    pub(super) fn run(&self, batch: &mut Batch<'_, '_>, meter: &mut Meter) -> Result<(usize, Option<u64>)> {
        let [old_size, new_size] = [self.old, self.new].map(|item| item.map(Item::size));
        let units = self.write_units([old_size, new_size]);
        let size = old_size.max(new_size).unwrap_or(0);
        // Writing what is there already would only dirty pages, and nothing made of it sees a difference.
        if self.old == self.new {
            meter.table(units);
            return Ok((size, self.grow_collection(batch, 0)?));
        }
        let changes = self.index_changes(batch.simulator)?;
        meter.table(units);
        match (self.new, new_size) {
            (Some(new), Some(size)) => batch.store.put_item(batch.txn, self.key, new.view(), size)?,
            _ => batch.store.delete_item(batch.txn, self.key)?,
        }
        batch.stats.change(self.table.id, old_size, new_size);
        let growth = growth([old_size, new_size]) + self.apply_indexes(batch, meter, changes)?;
        self.apply_vectors(batch, meter)?;
        let collection = self.grow_collection(batch, growth)?;
        let views = [self.old, self.new].map(|item| item.map(Item::view));
        batch.store.apply_expiry(batch.txn, self.table, self.key, views)?;
        self.record(batch)?;
        Ok((size, collection))
    }

    /// Charges the table for the larger of the sizes before and after.
    fn write_units(&self, sizes: [Option<usize>; 2]) -> Capacity {
        let [old, new] = if self.table.vectors.is_empty() {
            sizes
        } else {
            let [old_size, new_size] = sizes;
            let of = |(item, size): (&Item, usize)| written_size(self.table, item.view(), size);
            [self.old.zip(old_size).map(of), self.new.zip(new_size).map(of)]
        };
        capacity::write_units(old, new)
    }

    /// Brings every vector index up to date.
    fn apply_vectors(&self, batch: &mut Batch<'_, '_>, meter: &mut Meter) -> Result<()> {
        if self.table.vectors.is_empty() {
            return Ok(());
        }
        let views = [self.old, self.new].map(|item| item.map(Item::view));
        for change in vector_changes(self.table, self.key, views) {
            batch.store.apply_vector(batch.txn, self.key, &change, batch.stats)?;
            meter.vectors(change.index, || self.vector_bytes(&change));
        }
        Ok(())
    }

    /// Charges a vector index for what becomes of the item in it: nothing if it holds the same as before.
    fn vector_bytes(&self, change: &VectorChange<'_>) -> u64 {
        if let (true, Some(old), Some(new)) = (change.keeps_row(), self.old, self.new)
            && same_others(self.table, change.index, old.view(), new.view())
        {
            return 0;
        }
        capacity::vector_write(change.sizes, change.key_changed())
    }

    /// Works out what happens to every index. One without throughput stops the write here, before anything is written.
    fn index_changes(&self, simulator: &Simulator) -> Result<Vec<IndexChange<'_>>> {
        let [old, new] = [self.old, self.new].map(|item| item.map(Item::view));
        let changes = index_changes(self.table, self.key, old, new)?;
        // Nobody asked for what expires.
        if self.cause != Cause::Expiry {
            let mut changed = changes.iter().filter(|change| !change.entry.is_none());
            changed.try_for_each(|change| simulator.admit_to_index(self.table, change.index))?;
        }
        Ok(changes)
    }

    /// Brings every index up to date. Returns by how much the entries of local ones grow.
    fn apply_indexes(
        &self,
        batch: &mut Batch<'_, '_>,
        meter: &mut Meter,
        changes: Vec<IndexChange<'_>>,
    ) -> Result<i64> {
        let (mut growth_of_entries, mut local_bytes) = (0, 0);
        for change in changes {
            batch.store.apply(batch.txn, &change, batch.stats)?;
            let entry = &change.entry;
            if change.index.scope == Scope::Local {
                growth_of_entries += growth(entry.sizes());
                local_bytes += entry.sizes()[1].unwrap_or(0);
            }
            let [old, new] =
                [&entry.old, &entry.new].map(|entry| entry.as_ref().map(|(_, item)| item.view()));
            meter.index(change.index, capacity::index_write(old, new, entry.key_changed()));
        }
        if let Some(new) = self.new.filter(|_| local_bytes > 0) {
            check_size_with_entries(new.view(), local_bytes, self.cause == Cause::Update)?;
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
        rules::collection::check(before, after, batch.simulator.collection_limit())?;
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
        let change = Change { at: batch.now, old, new, expired: self.cause == Cause::Expiry };
        let recorded = batch.store.append(batch.txn, &stream, change)?;
        batch.stats.add(recorded);
        Ok(())
    }
}

fn growth([old, new]: [Option<usize>; 2]) -> i64 {
    let signed = |size: Option<usize>| i64::try_from(size.unwrap_or(0)).unwrap_or(i64::MAX);
    signed(new) - signed(old)
}
