//! The named databases: tables, items, what is made of them, counters and tokens.

mod catalog;
mod changes;
mod collections;
mod entries;
mod expiries;
mod format;
mod items;
mod rows;
mod snapshot;
mod stats;
mod tokens;

pub(crate) use catalog::{Catalog, dropped_id, read_stream, read_table};
pub(crate) use changes::{Change, ChangeRow};
pub(crate) use entries::{entry, index_changes};
pub(crate) use expiries::expires_at;
pub(crate) use items::{KeyRange, Source};
pub(crate) use snapshot::{Part, Snapshot};
pub(crate) use stats::{Stats, StatsDelta, counted_id};
pub(crate) use tokens::{Done, TokenRow};

use dynamo_model::Result;
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
            let mut open = |name: &str| opener.create_database::<Bytes, Bytes>(txn, Some(name));
            let databases = [
                open("meta")?,
                open("tables")?,
                open("streams")?,
                open("items")?,
                open("entries")?,
                open("expiries")?,
                open("collections")?,
                open("changes")?,
                open("tokens")?,
            ];
            let [meta, ..] = databases;
            format::stamp(meta, txn)?;
            Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit(databases))
        });
        let [meta, tables, streams, items, entries, expiries, collections, changes, tokens] =
            opened.map_err(storage)?.unwrap_commit();
        Ok(Self { meta, tables, streams, items, entries, expiries, collections, changes, tokens })
    }

    /// Counts the bytes of the pages in use.
    pub(crate) fn used(&self, txn: &RoTxn<'_>) -> Result<usize> {
        let used = |database: &Rows| Ok(database.stat(txn).map_err(storage)?.non_free_page_size());
        self.all().iter().map(used).sum()
    }

    /// The databases whose rows belong to a table, index, stream or expiry, whose id their keys start with.
    fn owned(&self) -> [Rows; 5] {
        [self.items, self.entries, self.expiries, self.collections, self.changes]
    }

    fn all(&self) -> [Rows; 9] {
        let [items, entries, expiries, collections, changes] = self.owned();
        let (meta, tables, streams, tokens) = (self.meta, self.tables, self.streams, self.tokens);
        [meta, tables, streams, items, entries, expiries, collections, changes, tokens]
    }
}
