use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{BatchGetItem, BatchGetItemOutput, KeysToGet};
use dynamo_model::value::Item;

use super::lookup::{copied, lookup};
use super::meter::{Meter, Meters};
use crate::codec::key::partition_of;
use crate::table::TableDef;
use crate::worker::Shared;
use crate::{capacity, rules};

/// The most bytes one answer holds.
const ANSWER_BYTES: usize = 16 << 20;
/// The most bytes one answer holds of one partition.
const PARTITION_BYTES: usize = 1 << 20;

/// Reads items of several tables by their keys. A table that is named, and the same one by its ARN, are two.
pub(crate) fn batch_get(shared: &Shared, request: BatchGetItem) -> Result<BatchGetItemOutput> {
    request.check()?;
    let catalog = shared.catalog();
    let tables: Vec<&Arc<TableDef>> =
        request.tables.keys().map(|name| catalog.table(name)).collect::<Result<_>>()?;
    for (wanted, table) in request.tables.values().zip(&tables) {
        rules::batch_get::check_table(wanted, table)?;
    }
    let mut answer = Answer { shared, room: ANSWER_BYTES, partitions: BTreeMap::new(), processed: 0 };
    let mut meters = Meters::new(request.return_capacity);
    let mut output = BatchGetItemOutput::default();
    for ((name, mut wanted), table) in request.tables.into_iter().zip(&tables) {
        let (items, left) = answer.read(&wanted, table, meters.of(&name))?;
        output.items.insert(name.clone(), items);
        if !left.is_empty() {
            wanted.keys = left;
            output.unprocessed.insert(name, wanted);
        }
    }
    shared.simulator.check_progress(answer.processed, tables.first().copied())?;
    output.consumed_capacity = meters.report();
    Ok(output)
}

/// An answer while it fills.
struct Answer<'s> {
    shared: &'s Shared,
    /// The bytes still free; none once an item did not fit.
    room: usize,
    /// The bytes read of each partition.
    partitions: BTreeMap<Vec<u8>, usize>,
    /// The keys that were looked up.
    processed: usize,
}

impl Answer<'_> {
    /// Reads what there is room for: the items found, and the keys left.
    fn read(
        &mut self,
        wanted: &KeysToGet,
        table: &TableDef,
        meter: &mut Meter,
    ) -> Result<(Vec<Item>, Vec<Item>)> {
        let simulator = &self.shared.simulator;
        let age = simulator.staleness(wanted.consistent_read, None);
        self.shared.read(age, |txn| {
            let (mut items, mut left) = (Vec::new(), Vec::new());
            for key in &wanted.keys {
                if self.room == 0 || simulator.leaves_unprocessed(table, key.view()) {
                    left.push(key.clone());
                    continue;
                }
                let row = lookup(&self.shared.store, txn, table, key.view())?;
                let size = row.map_or(0, |row| row.size);
                if !self.has_room(table, key, size)? {
                    left.push(key.clone());
                    continue;
                }
                self.processed += 1;
                meter.table(capacity::read_units(size, wanted.consistent_read));
                items.extend(row.map(|row| copied(row.item, wanted.projection.as_ref())));
            }
            Ok((items, left))
        })
    }

    /// Takes room for an item, if there is any in the answer and for its partition. One item of a partition always fits.
    fn has_room(&mut self, table: &TableDef, key: &Item, size: usize) -> Result<bool> {
        if size > self.room {
            self.room = 0;
            return Ok(false);
        }
        let partition = self.partitions.entry(partition_of(table.id, &table.key, key.view())?).or_default();
        if *partition > 0 && *partition + size > PARTITION_BYTES {
            return Ok(false);
        }
        *partition += size;
        self.room -= size;
        Ok(true)
    }
}
