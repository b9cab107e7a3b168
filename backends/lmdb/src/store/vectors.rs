//! What a write does to vector indexes.

use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::request::VectorIndex;
use dynamo_model::request::check::{LONGEST_PARTITION_VALUE, empty_kind};
use dynamo_model::value::{Item, ItemRef, ValueRef};
use heed::{RoTxn, RwTxn};

use super::{StatsDelta, Store};
use crate::codec::vector::VectorRow;
use crate::codec::{key, vector};
use crate::error::storage;
use crate::table::TableDef;
use crate::vector::{VectorDef, elements_size, read};

/// The longest value of a filter attribute, in bytes as the service counts them.
pub(crate) const LONGEST_FILTER: usize = 10_240;

/// What a vector index holds of an item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct VectorEntry {
    pub(crate) key: Vec<u8>,
    elements: Vec<f32>,
    filters: Item,
}

/// What a write does to one vector index.
pub(crate) struct VectorChange<'t> {
    pub(crate) index: &'t VectorDef,
    old: Option<VectorEntry>,
    new: Option<VectorEntry>,
    /// The bytes that the index holds of the item before and after.
    pub(crate) sizes: [Option<usize>; 2],
}

impl VectorChange<'_> {
    /// Whether the row of the index stays as it is.
    pub(crate) fn keeps_row(&self) -> bool {
        self.old == self.new
    }

    /// Whether the item moves to another partition of the index.
    pub(crate) fn key_changed(&self) -> bool {
        self.old.as_ref().zip(self.new.as_ref()).is_some_and(|(old, new)| old.key != new.key)
    }
}

/// Works out what replacing `old` by `new`, stored under `item_key`, does to every vector index of the table.
pub(crate) fn vector_changes<'t>(
    table: &'t TableDef,
    item_key: &[u8],
    [old, new]: [Option<ItemRef<'_>>; 2],
) -> Vec<VectorChange<'t>> {
    let covered = table.vectors.iter().filter(|index| index.filled.covers(item_key));
    let change = |index| {
        let of = |item: Option<ItemRef<'_>>| {
            let item = item?;
            Some((vector_entry(table, index, item_key, item)?, projected_size(table, index, item)))
        };
        let [(old, old_size), (new, new_size)] = [of(old).unzip(), of(new).unzip()];
        VectorChange { index, old, new, sizes: [old_size, new_size] }
    };
    covered.map(change).collect()
}

/// Makes an item's entry in a vector index; `None` if the item is not in the index. One that was there before the index
/// may have anything where others have a vector.
pub(crate) fn vector_entry(
    table: &TableDef,
    index: &VectorDef,
    item_key: &[u8],
    item: ItemRef<'_>,
) -> Option<VectorEntry> {
    let VectorIndex { attribute, dimensions, schema, .. } = &index.definition;
    let elements = read(item.get(attribute)?, *dimensions).ok()?;
    let fits = |name: &str, value: ValueRef<'_>, longest: usize| {
        let has_kind = table.kind(name).is_some_and(|kind| kind.as_str() == value.kind().as_str());
        has_kind && value.size() <= longest
    };
    let partition = match schema.partition().first() {
        None => None,
        Some(name) => {
            let is_key = |value: &ValueRef<'_>| {
                fits(name, *value, LONGEST_PARTITION_VALUE) && empty_kind(*value).is_none()
            };
            Some(item.get(name).filter(is_key)?)
        }
    };
    let mut filters = Item::new();
    for name in schema.filters() {
        let Some(value) = item.get(name) else { continue };
        if !fits(name, value, LONGEST_FILTER) {
            return None;
        }
        filters.push_ref(name, value);
    }
    Some(VectorEntry { key: key::vector(index.id, partition, item_key), elements, filters })
}

/// Counts what an index holds of an item.
pub(crate) fn projected_size(table: &TableDef, index: &VectorDef, item: ItemRef<'_>) -> usize {
    let VectorIndex { attribute, dimensions, .. } = &index.definition;
    let others = others(table, index, item).map(|(name, value)| name.len() + value.size());
    attribute.len() + elements_size(*dimensions) + others.sum::<usize>()
}

/// Whether an index holds the same of two items besides their vectors.
pub(crate) fn same_others(table: &TableDef, index: &VectorDef, old: ItemRef<'_>, new: ItemRef<'_>) -> bool {
    let of = |item| others(table, index, item);
    of(old).count() == of(new).count() && of(old).all(|(name, value)| new.get(name) == Some(value))
}

/// Iterates over what an index holds of an item besides the vector.
fn others<'i>(
    table: &TableDef,
    index: &VectorDef,
    item: ItemRef<'i>,
) -> impl Iterator<Item = (&'i str, ValueRef<'i>)> {
    item.iter().filter(|(name, _)| *name != index.definition.attribute && index.holds(name, &table.key))
}

impl VectorEntry {
    /// Makes the row that is under its key.
    pub(crate) fn row(&self, item_key: &[u8]) -> Vec<u8> {
        vector::encode(&self.key, key::without_id(item_key), &self.elements, &self.filters)
    }
}

impl Store {
    /// Brings a vector index up to date; the item is stored under `item_key`.
    pub(crate) fn apply_vector(
        &self,
        txn: &mut RwTxn<'_>,
        item_key: &[u8],
        change: &VectorChange<'_>,
        stats: &mut StatsDelta,
    ) -> Result<()> {
        let [old_size, new_size] = change.sizes;
        if !change.keeps_row() || old_size != new_size {
            stats.change(change.index.id, old_size, new_size);
        }
        if change.keeps_row() {
            return Ok(());
        }
        if let Some(old) = change.old.as_ref().filter(|_| change.new.is_none() || change.key_changed()) {
            self.delete_entry(txn, &old.key)?;
        }
        change.new.as_ref().map_or(Ok(()), |new| self.put_vector(txn, item_key, new))
    }

    /// Stores an entry of a vector index.
    pub(crate) fn put_vector(&self, txn: &mut RwTxn<'_>, item_key: &[u8], entry: &VectorEntry) -> Result<()> {
        self.entries.put(txn, &entry.key, &entry.row(item_key)).map_err(storage)
    }

    /// Goes through the rows of a vector index whose keys start with `prefix`, in the order of keys.
    pub(crate) fn vectors<'t>(
        &self,
        txn: &'t RoTxn<'_>,
        index: &VectorDef,
        prefix: &'t [u8],
    ) -> Result<impl Iterator<Item = Result<(&'t [u8], VectorRow<'t>)>>> {
        let elements = elements_size(index.definition.dimensions);
        let range = (Bound::Included(prefix), Bound::Unbounded);
        let rows = self.entries.range(txn, &range).map_err(storage)?;
        let is_inside = |row: &heed::Result<(&'t [u8], &'t [u8])>| {
            row.as_ref().map_or(true, |(key, _)| key.starts_with(prefix))
        };
        Ok(rows.take_while(is_inside).map(move |row| {
            let (key, bytes) = row.map_err(storage)?;
            Ok((key, vector::decode(key, bytes, elements)?))
        }))
    }
}
