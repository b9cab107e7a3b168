//! When items expire: rows in that order, without content.

use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::value::{ItemRef, ValueRef};
use heed::RwTxn;

use super::Store;
use crate::codec::expiry;
use crate::error::storage;
use crate::table::{Expiry, TableDef};

impl Store {
    /// Brings the order of expiry up to date with a write of the item stored under `item_key`.
    pub(crate) fn apply_expiry(
        &self,
        txn: &mut RwTxn<'_>,
        table: &TableDef,
        item_key: &[u8],
        [old, new]: [Option<ItemRef<'_>>; 2],
    ) -> Result<()> {
        let Some(expiry) = table.expiry.as_ref().filter(|expiry| expiry.filled.covers(item_key)) else {
            return Ok(());
        };
        let [old, new] = [old, new].map(|item| item.and_then(|item| expires_at(expiry, item)));
        if old == new {
            return Ok(());
        }
        if let Some(old) = old {
            self.delete_expiry(txn, &expiry::key(expiry.id, old, item_key))?;
        }
        match new {
            Some(new) => self.put_expiry(txn, expiry, new, item_key),
            None => Ok(()),
        }
    }

    /// Notes when the item stored under `item_key` expires.
    pub(crate) fn put_expiry(
        &self,
        txn: &mut RwTxn<'_>,
        expiry: &Expiry,
        at: u64,
        item_key: &[u8],
    ) -> Result<()> {
        self.expiries.put(txn, &expiry::key(expiry.id, at, item_key), &[]).map_err(storage)
    }

    /// Removes a row, given by its key.
    pub(crate) fn delete_expiry(&self, txn: &mut RwTxn<'_>, key: &[u8]) -> Result<()> {
        self.expiries.delete(txn, key).map(|_| ()).map_err(storage)
    }

    /// Finds the keys of up to `most` rows of items of a table that expired at or after `from`, and before `until`.
    pub(crate) fn expired(
        &self,
        txn: &RwTxn<'_>,
        table: &TableDef,
        [from, until]: [u64; 2],
        most: usize,
    ) -> Result<Vec<Vec<u8>>> {
        let Some(expiry) = &table.expiry else { return Ok(Vec::new()) };
        let (low, high) = (expiry::first(expiry.id, from), expiry::first(expiry.id, until));
        let range = (Bound::Included(low.as_slice()), Bound::Excluded(high.as_slice()));
        let rows = self.expiries.range(txn, &range).map_err(storage)?.take(most);
        rows.map(|row| Ok(row.map_err(storage)?.0.to_vec())).collect()
    }
}

/// Returns when an item expires, in milliseconds since 1970; `None` if it never does.
pub(crate) fn expires_at(expiry: &Expiry, item: ItemRef<'_>) -> Option<u64> {
    match item.get(&expiry.attribute)? {
        ValueRef::N(seconds) => expiry::milliseconds(seconds),
        _ => None,
    }
}
