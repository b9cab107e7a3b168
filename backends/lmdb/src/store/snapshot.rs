//! Everything that is stored, row by row and as the bytes it is: for whoever goes through all of it.

use std::ops::Bound;

use dynamo_model::Result;
use heed::RoTxn;

use super::{Part, Stats, Store};
use crate::codec::{Row, row};
use crate::error::storage;

/// What is stored as of one transaction.
#[derive(Clone, Copy)]
pub(crate) struct Snapshot<'t> {
    store: &'t Store,
    txn: &'t RoTxn<'t>,
}

impl<'t> Snapshot<'t> {
    pub(crate) fn new(store: &'t Store, txn: &'t RoTxn<'t>) -> Self {
        Self { store, txn }
    }

    /// Returns how many rows there are, as LMDB counts them.
    pub(crate) fn count(self, part: Part) -> Result<u64> {
        let stat = self.store.rows(part).stat(self.txn).map_err(storage)?;
        Ok(u64::try_from(stat.entries).unwrap_or(u64::MAX))
    }

    /// Reads a row.
    pub(crate) fn get(self, part: Part, key: &[u8]) -> Result<Option<&'t [u8]>> {
        self.store.rows(part).get(self.txn, key).map_err(storage)
    }

    /// Reads a row that holds an item.
    pub(crate) fn row(self, part: Part, key: &[u8]) -> Result<Option<Row<'t>>> {
        self.get(part, key)?.map(|bytes| row::decode(key, bytes)).transpose()
    }

    /// Returns the counters of a table or index.
    pub(crate) fn stats(self, id: u32) -> Result<Stats> {
        self.store.stats(self.txn, id)
    }

    /// Returns the bytes of a collection.
    pub(crate) fn collection(self, partition: &[u8]) -> Result<u64> {
        self.store.collection(self.txn, partition)
    }

    /// Returns the number that the next table, index, stream or expiry gets.
    pub(crate) fn next_id(self) -> Result<u32> {
        self.store.next_id(self.txn)
    }

    /// Goes through the rows of a range of keys; after an error there are no more.
    pub(crate) fn range(
        self,
        part: Part,
        low: Bound<&[u8]>,
        high: Bound<&[u8]>,
    ) -> Result<impl Iterator<Item = Result<(&'t [u8], &'t [u8])>>> {
        let rows = self.store.rows(part).range(self.txn, &(low, high)).map_err(storage)?;
        Ok(rows.map(|row| row.map_err(storage)))
    }

    /// Goes through the rows of a range of keys from its end.
    pub(crate) fn rev_range(
        self,
        part: Part,
        low: Bound<&[u8]>,
        high: Bound<&[u8]>,
    ) -> Result<impl Iterator<Item = Result<(&'t [u8], &'t [u8])>>> {
        let rows = self.store.rows(part).rev_range(self.txn, &(low, high)).map_err(storage)?;
        Ok(rows.map(|row| row.map_err(storage)))
    }
}
