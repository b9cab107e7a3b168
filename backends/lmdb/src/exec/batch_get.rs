use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{BatchGetItem, BatchGetItemOutput, KeysToGet};
use dynamo_model::value::Item;
use heed::RoTxn;

use super::lookup::{copied, lookup};
use super::meter::{Meter, Meters};
use crate::error::storage;
use crate::store::Store;
use crate::table::TableDef;
use crate::worker::Shared;
use crate::{capacity, rules};

/// The most bytes one answer holds.
const ANSWER_BYTES: usize = 16 << 20;

/// Reads items of several tables by their keys.
pub(crate) fn batch_get(shared: &Shared, request: BatchGetItem) -> Result<BatchGetItemOutput> {
    rules::batch_get::check(&request)?;
    let catalog = shared.catalog();
    let tables: Vec<&Arc<TableDef>> =
        request.tables.keys().map(|name| catalog.table(name)).collect::<Result<_>>()?;
    for (wanted, table) in request.tables.values().zip(&tables) {
        rules::batch_get::check_table(wanted, table)?;
    }
    let txn = shared.env.read_txn().map_err(storage)?;
    let mut answer = Answer { store: &shared.store, txn: &txn, room: ANSWER_BYTES };
    let mut meters = Meters::new(request.return_capacity);
    let mut output = BatchGetItemOutput::default();
    for ((name, mut wanted), table) in request.tables.into_iter().zip(tables) {
        let (items, left) = answer.read(&wanted, table, meters.of(&name))?;
        output.items.insert(name.clone(), items);
        if !left.is_empty() {
            wanted.keys = left;
            output.unprocessed.insert(name, wanted);
        }
    }
    output.consumed_capacity = meters.report();
    Ok(output)
}

/// An answer while it fills.
struct Answer<'t> {
    store: &'t Store,
    txn: &'t RoTxn<'t>,
    /// The bytes still free; none once an item did not fit.
    room: usize,
}

impl Answer<'_> {
    /// Reads what there is room for: the items found, and the keys left.
    fn read(
        &mut self,
        wanted: &KeysToGet,
        table: &TableDef,
        meter: &mut Meter,
    ) -> Result<(Vec<Item>, Vec<Item>)> {
        let mut items = Vec::new();
        for (place, key) in wanted.keys.iter().enumerate() {
            let row = if self.room == 0 { None } else { lookup(self.store, self.txn, table, key.view())? };
            let size = row.map_or(0, |row| row.size);
            if self.room == 0 || size > self.room {
                self.room = 0;
                return Ok((items, wanted.keys.get(place..).unwrap_or_default().to_vec()));
            }
            self.room -= size;
            meter.table(capacity::read_units(size, wanted.consistent_read));
            items.extend(row.map(|row| copied(row.item, wanted.projection.as_ref())));
        }
        Ok((items, Vec::new()))
    }
}
