//! Fills a new index, or a new order of expiry, with the items that were there before it.

use std::ops::Bound;
use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::value::Item;

use super::MOST_BYTES;
use crate::codec::segment::Rows;
use crate::store::{Source, entry, expires_at, projected_size, vector_entry};
use crate::table::{Filled, TableDef};
use crate::worker::Batch;

/// What of a table is being filled.
enum Target {
    /// The index at this place.
    Index(usize),
    /// The vector index at this place.
    Vectors(usize),
    Expiry,
}

/// Fills in some items, and says whether there was anything to fill.
pub(super) fn step(batch: &mut Batch<'_, '_>) -> Result<bool> {
    let Some((table, target, piece)) = next_piece(batch)? else { return Ok(false) };
    for (key, item) in &piece.items {
        fill_in(batch, &table, &target, key, item)?;
    }
    let filled = match piece.items.into_iter().next_back() {
        Some((last, _)) if !piece.is_last => Filled::UpTo(last),
        _ => Filled::Whole,
    };
    let mut table = TableDef::clone(&table);
    match target {
        Target::Index(place) => {
            table.indexes.iter_mut().skip(place).take(1).for_each(|i| i.filled = filled.clone())
        }
        Target::Vectors(place) => {
            table.vectors.iter_mut().skip(place).take(1).for_each(|i| i.filled = filled.clone())
        }
        Target::Expiry => table.expiry.iter_mut().for_each(|expiry| expiry.filled = filled.clone()),
    }
    batch.store.save_table(batch.txn, Arc::make_mut(batch.catalog), table)?;
    Ok(true)
}

/// Finds some items to fill in. A table whose items cannot be read holds up no other.
fn next_piece(batch: &Batch<'_, '_>) -> Result<Option<(Arc<TableDef>, Target, Piece)>> {
    let mut fault = None;
    for table in batch.catalog.tables().values() {
        let Some((target, done)) = unfilled(table) else { continue };
        match items_after(batch, table, &done) {
            Ok(piece) => return Ok(Some((table.clone(), target, piece))),
            Err(error) => fault = Some(error.context(format_args!("table {}", table.name))),
        }
    }
    fault.map_or(Ok(None), Err)
}

fn unfilled(table: &TableDef) -> Option<(Target, Vec<u8>)> {
    let indexes =
        table.indexes.iter().enumerate().map(|(place, index)| (Target::Index(place), &index.filled));
    let expiry = table.expiry.iter().map(|expiry| (Target::Expiry, &expiry.filled));
    let vectors =
        table.vectors.iter().enumerate().map(|(place, index)| (Target::Vectors(place), &index.filled));
    indexes.chain(vectors).chain(expiry).find_map(|(target, filled)| match filled {
        Filled::Whole => None,
        Filled::UpTo(done) => Some((target, done.clone())),
    })
}

/// Some items with their stored keys.
struct Piece {
    items: Vec<(Vec<u8>, Item)>,
    is_last: bool,
}

/// Reads some items after a stored key.
fn items_after(batch: &Batch<'_, '_>, table: &TableDef, done: &[u8]) -> Result<Piece> {
    let rows = Rows::of(table.id, None);
    let start = if done.is_empty() { rows.low.to_vec() } else { done.to_vec() };
    let range = (Bound::Excluded(start), Bound::Excluded(rows.high.to_vec()));
    let mut piece = Piece { items: Vec::new(), is_last: true };
    let mut bytes = 0;
    batch.store.walk(batch.txn, Source::Items, &range, true, |key, row| {
        bytes += row.size;
        piece.items.push((key.to_vec(), row.item.to_item()));
        piece.is_last = piece.items.len() < batch.piece && bytes < MOST_BYTES;
        Ok(piece.is_last)
    })?;
    Ok(piece)
}

fn fill_in(
    batch: &mut Batch<'_, '_>,
    table: &TableDef,
    target: &Target,
    key: &[u8],
    item: &Item,
) -> Result<()> {
    match target {
        Target::Index(place) => {
            let Some(index) = table.indexes.get(*place) else { return Ok(()) };
            let Some((entry_key, entry)) = entry(table, index, item.view())? else { return Ok(()) };
            batch.stats.change(index.id, None, Some(entry.size()));
            batch.store.put_entry(batch.txn, &entry_key, &entry)
        }
        Target::Vectors(place) => {
            let Some(index) = table.vectors.get(*place) else { return Ok(()) };
            let Some(entry) = vector_entry(table, index, key, item.view()) else { return Ok(()) };
            batch.stats.change(index.id, None, Some(projected_size(table, index, item.view())));
            batch.store.put_vector(batch.txn, key, &entry)
        }
        Target::Expiry => {
            let Some(expiry) = &table.expiry else { return Ok(()) };
            match expires_at(expiry, item.view()) {
                Some(at) => {
                    batch.stats.add(key.len());
                    batch.store.put_expiry(batch.txn, expiry, at, key)
                }
                None => Ok(()),
            }
        }
    }
}
