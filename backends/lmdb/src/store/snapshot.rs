//! Everything that is stored, row by row and as the bytes it is: for whoever goes through all of it.

use std::ops::Bound;

use dynamo_model::Result;
use heed::RoTxn;

use super::{Rows, Stats, Store};
use crate::codec::{Row, row};
use crate::error::storage;

/// One of the named databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Meta,
    Tables,
    Streams,
    Items,
    Entries,
    Expiries,
    Collections,
    Changes,
    Tokens,
}

impl Part {
    /// All of them.
    pub(crate) const ALL: [Self; 9] = [
        Self::Meta,
        Self::Tables,
        Self::Streams,
        Self::Items,
        Self::Entries,
        Self::Expiries,
        Self::Collections,
        Self::Changes,
        Self::Tokens,
    ];

    /// Returns the name it has on disk.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Tables => "tables",
            Self::Streams => "streams",
            Self::Items => "items",
            Self::Entries => "entries",
            Self::Expiries => "expiries",
            Self::Collections => "collections",
            Self::Changes => "changes",
            Self::Tokens => "tokens",
        }
    }
}

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
        let stat = self.rows(part).stat(self.txn).map_err(storage)?;
        Ok(u64::try_from(stat.entries).unwrap_or(u64::MAX))
    }

    /// Reads a row.
    pub(crate) fn get(self, part: Part, key: &[u8]) -> Result<Option<&'t [u8]>> {
        self.rows(part).get(self.txn, key).map_err(storage)
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
        let rows = self.rows(part).range(self.txn, &(low, high)).map_err(storage)?;
        Ok(rows.map(|row| row.map_err(storage)))
    }

    /// Goes through the rows of a range of keys from its end.
    pub(crate) fn rev_range(
        self,
        part: Part,
        low: Bound<&[u8]>,
        high: Bound<&[u8]>,
    ) -> Result<impl Iterator<Item = Result<(&'t [u8], &'t [u8])>>> {
        let rows = self.rows(part).rev_range(self.txn, &(low, high)).map_err(storage)?;
        Ok(rows.map(|row| row.map_err(storage)))
    }

    fn rows(self, part: Part) -> Rows {
        match part {
            Part::Meta => self.store.meta,
            Part::Tables => self.store.tables,
            Part::Streams => self.store.streams,
            Part::Items => self.store.items,
            Part::Entries => self.store.entries,
            Part::Expiries => self.store.expiries,
            Part::Collections => self.store.collections,
            Part::Changes => self.store.changes,
            Part::Tokens => self.store.tokens,
        }
    }
}
