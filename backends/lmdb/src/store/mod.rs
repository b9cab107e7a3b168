//! The named databases: tables, items, index entries, counters and tokens.

mod catalog;
mod entries;
mod items;
mod stats;
mod tokens;

pub(crate) use catalog::Catalog;
pub(crate) use entries::changes;
pub(crate) use items::{KeyRange, Source};
pub(crate) use stats::StatsDelta;
pub(crate) use tokens::Done;

use dynamo_model::{ErrorKind, Result};
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, RoTxn, WithoutTls};

use crate::error::storage;

/// The version of the bytes on disk; see `docs/format.md`.
const FORMAT: u32 = 1;
const FORMAT_KEY: &[u8] = b"format";

/// A named database: bytes by bytes.
type Rows = Database<'static, Bytes, Bytes>;

/// Handles to the databases of one environment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Store {
    /// Format, counters: small rows that change together.
    meta: Rows,
    tables: Rows,
    items: Rows,
    entries: Rows,
    tokens: Rows,
}

impl Store {
    /// Opens the databases, making them in a new environment. Refuses a newer format, and what is not ours, before
    /// anything is written.
    pub(crate) fn open(env: &Env<WithoutTls>) -> Result<Self> {
        let is_new = env.unnamed_database_stat().entries == 0;
        if !is_new {
            check_format(env)?;
        }
        let txn = env.write_txn().map_err(storage)?;
        let names = ["meta", "tables", "items", "entries", "tokens"];
        let databases = env.create_databases_and_commit(txn, |opener, txn| {
            let create = |name: &str| opener.create_database::<Bytes, Bytes>(txn, Some(name));
            let [meta, tables, items, entries, tokens] = names.map(create);
            let meta = meta?;
            if is_new {
                meta.put(txn, FORMAT_KEY, &FORMAT.to_le_bytes())?;
            }
            Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit((meta, tables?, items?, entries?, tokens?)))
        });
        let (meta, tables, items, entries, tokens) = databases.map_err(storage)?.unwrap_commit();
        Ok(Self { meta, tables, items, entries, tokens })
    }

    /// Counts the bytes of the pages in use.
    pub(crate) fn used(&self, txn: &RoTxn<'_>) -> Result<usize> {
        [self.meta, self.tables, self.items, self.entries, self.tokens]
            .iter()
            .map(|database| Ok(database.stat(txn).map_err(storage)?.non_free_page_size()))
            .sum()
    }
}

fn check_format(env: &Env<WithoutTls>) -> Result<()> {
    let txn = env.read_txn().map_err(storage)?;
    let meta = env.open_databases_and_commit(txn, |opener, txn| {
        let meta = opener.open_database::<Bytes, Bytes>(txn, Some("meta"))?;
        let found =
            meta.map(|meta| meta.get(txn, FORMAT_KEY).map(|row| row.map(<[u8]>::to_vec))).transpose()?;
        Ok::<_, heed::Error>(CommitOrAbort::<Option<Rows>, _>::Abort(found.flatten()))
    });
    let CommitOrAbort::Abort(found) = meta.map_err(storage)? else { return Ok(()) };
    let refuse = |what: String| Err(dynamo_model::Error::new(ErrorKind::Storage, what));
    match found.as_deref().map(<[u8; 4]>::try_from) {
        Some(Ok(bytes)) if u32::from_le_bytes(bytes) == FORMAT => Ok(()),
        Some(Ok(bytes)) => refuse(format!(
            "it has format {}, and this version reads format {FORMAT}; open it with the version that wrote it",
            u32::from_le_bytes(bytes)
        )),
        Some(Err(_)) => refuse("its format number is damaged; restore it from a backup".to_owned()),
        None => refuse("its `data.mdb` belongs to another program; use another directory".to_owned()),
    }
}
