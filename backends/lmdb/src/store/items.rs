use std::ops::{Bound, RangeBounds};

use dynamo_model::Result;
use dynamo_model::value::{Item, ItemRef};
use heed::{RoTxn, RwTxn};

use super::Store;
use crate::codec::{Row, row};
use crate::error::storage;

/// The ends of a range of keys.
pub(crate) type KeyRange = (Bound<Vec<u8>>, Bound<Vec<u8>>);

impl Store {
    /// Reads the item with this key.
    pub(crate) fn item<'t>(&self, txn: &'t RoTxn<'_>, key: &[u8]) -> Result<Option<Row<'t>>> {
        self.items.get(txn, key).map_err(storage)?.map(|bytes| row::decode(key, bytes)).transpose()
    }

    /// Stores an item of `size` bytes, as the service counts them.
    pub(crate) fn put_item(
        &self,
        txn: &mut RwTxn<'_>,
        key: &[u8],
        item: ItemRef<'_>,
        size: usize,
    ) -> Result<()> {
        self.items.put(txn, key, &row::encode(key, item, size)?).map_err(storage)
    }

    /// Deletes the item with this key.
    pub(crate) fn delete_item(&self, txn: &mut RwTxn<'_>, key: &[u8]) -> Result<()> {
        self.items.delete(txn, key).map(|_| ()).map_err(storage)
    }

    /// Stores an entry of an index.
    pub(crate) fn put_entry(&self, txn: &mut RwTxn<'_>, key: &[u8], item: &Item) -> Result<()> {
        self.entries.put(txn, key, &row::encode(key, item.view(), item.size())?).map_err(storage)
    }

    /// Deletes an entry of an index.
    pub(super) fn delete_entry(&self, txn: &mut RwTxn<'_>, key: &[u8]) -> Result<()> {
        self.entries.delete(txn, key).map(|_| ()).map_err(storage)
    }

    /// Walks rows in key order, or against it, until `each` says to stop.
    pub(crate) fn walk(
        &self,
        txn: &RoTxn<'_>,
        source: Source,
        range: &KeyRange,
        forward: bool,
        mut each: impl FnMut(&[u8], Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let database = match source {
            Source::Items => self.items,
            Source::Entries => self.entries,
        };
        let (low, high) = (range.0.as_ref().map(Vec::as_slice), range.1.as_ref().map(Vec::as_slice));
        // LMDB finds the near end; the far one is noticed here, since heed would compare keys byte by byte.
        let far = if forward { (Bound::Unbounded, high) } else { (low, Bound::Unbounded) };
        let mut visit = |found: heed::Result<(&[u8], &[u8])>| -> Result<bool> {
            let (key, bytes) = found.map_err(storage)?;
            Ok(RangeBounds::<[u8]>::contains(&far, key) && each(key, row::decode(key, bytes)?)?)
        };
        if forward {
            for found in database.range(txn, &(low, Bound::Unbounded)).map_err(storage)? {
                if !visit(found)? {
                    break;
                }
            }
        } else {
            for found in database.rev_range(txn, &(Bound::Unbounded, high)).map_err(storage)? {
                if !visit(found)? {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// Where a walk reads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// Items, by primary key.
    Items,
    /// Entries of indexes, by index key.
    Entries,
}
