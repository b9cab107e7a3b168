//! The named databases: tables, items, what is made of them, counters and tokens.

mod catalog;
mod changes;
mod collections;
mod entries;
mod expiries;
mod format;
mod items;
mod part;
mod rows;
mod snapshot;
mod stats;
mod tokens;
mod vectors;

pub(crate) use catalog::{Catalog, dropped_id, missing, read_stream, read_table};
pub(crate) use changes::{Change, ChangeRow};
pub(crate) use entries::{IndexChange, entry, index_changes};
pub(crate) use expiries::expires_at;
pub(crate) use items::{KeyRange, Source};
pub(crate) use part::Part;
pub(crate) use snapshot::Snapshot;
pub(crate) use stats::{Stats, StatsDelta, counted_id};
pub(crate) use tokens::{Done, TokenRow};
pub(crate) use vectors::{
    LONGEST_FILTER, VectorChange, projected_size, same_others, vector_changes, vector_entry,
};

use dynamo_model::{Error, ErrorKind, Result};
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, RoTxn, WithoutTls};

use crate::error::storage;

/// A named database: bytes by bytes.
type Rows = Database<'static, Bytes, Bytes>;

/// Handles to the databases of one environment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Store {
    /// Format, counters: small rows that change together.
    meta: Rows,
    tables: Rows,
    streams: Rows,
    items: Rows,
    /// Of indexes.
    entries: Rows,
    /// When items expire.
    expiries: Rows,
    /// The sizes of item collections.
    collections: Rows,
    /// Records of streams.
    changes: Rows,
    tokens: Rows,
}

impl Store {
    /// Opens the databases, making them in a new environment. Brings an older format up to date; refuses a newer one, and
    /// what is not ours, before anything is written.
    pub(crate) fn open(env: &Env<WithoutTls>) -> Result<Self> {
        if env.unnamed_database_stat().entries != 0 {
            format::check(env)?;
        }
        let txn = env.write_txn().map_err(storage)?;
        let opened = env.create_databases_and_commit(txn, |opener, txn| {
            let [meta, tables, streams, items, entries, expiries, collections, changes, tokens] =
                Part::ALL.map(|part| opener.create_database::<Bytes, Bytes>(txn, Some(part.name())));
            let meta = meta?;
            format::stamp(meta, txn)?;
            let databases =
                [meta, tables?, streams?, items?, entries?, expiries?, collections?, changes?, tokens?];
            Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit(databases))
        });
        Ok(Self::of(opened.map_err(storage)?.unwrap_commit()))
    }

    /// Opens the databases of an environment that cannot be written: whoever can has made them.
    pub(crate) fn open_read(env: &Env<WithoutTls>) -> Result<Self> {
        let unmade = || Error::new(ErrorKind::Storage, "another process is about to make it; try again");
        if env.unnamed_database_stat().entries == 0 {
            return Err(unmade());
        }
        format::check(env)?;
        let txn = env.read_txn().map_err(storage)?;
        let opened = env.open_databases_and_commit(txn, |opener, txn| {
            let databases =
                Part::ALL.map(|part| opener.open_database::<Bytes, Bytes>(txn, Some(part.name())));
            let databases = databases.into_iter().collect::<heed::Result<Option<Vec<_>>>>()?;
            let databases = databases.and_then(|databases| <[_; Part::ALL.len()]>::try_from(databases).ok());
            Ok::<_, heed::Error>(databases.map_or(CommitOrAbort::Abort(()), CommitOrAbort::Commit))
        });
        match opened.map_err(storage)? {
            CommitOrAbort::Commit(databases) => Ok(Self::of(databases)),
            CommitOrAbort::Abort(()) => Err(unmade()),
        }
    }

    fn of(databases: [Rows; Part::ALL.len()]) -> Self {
        let [meta, tables, streams, items, entries, expiries, collections, changes, tokens] = databases;
        Self { meta, tables, streams, items, entries, expiries, collections, changes, tokens }
    }

    /// Counts the bytes of the pages in use.
    pub(crate) fn used(&self, txn: &RoTxn<'_>) -> Result<usize> {
        let used = |part| Ok(self.rows(part).stat(txn).map_err(storage)?.non_free_page_size());
        Part::ALL.into_iter().map(used).sum()
    }

    fn rows(&self, part: Part) -> Rows {
        match part {
            Part::Meta => self.meta,
            Part::Tables => self.tables,
            Part::Streams => self.streams,
            Part::Items => self.items,
            Part::Entries => self.entries,
            Part::Expiries => self.expiries,
            Part::Collections => self.collections,
            Part::Changes => self.changes,
            Part::Tokens => self.tokens,
        }
    }
}
