//! The named databases: tables, items, index entries and counters.

mod catalog;
mod entries;
mod items;
mod stats;

pub(crate) use catalog::Catalog;
pub(crate) use entries::changes;
pub(crate) use items::{KeyRange, Source};
pub(crate) use stats::StatsDelta;

use dynamo_model::{ErrorKind, Result};
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, RwTxn, WithoutTls};

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
}

impl Store {
    /// Opens the databases, making them in a new environment; refuses a newer format.
    pub(crate) fn open(env: &Env<WithoutTls>) -> Result<Self> {
        let txn = env.write_txn().map_err(storage)?;
        let names = ["meta", "tables", "items", "entries"];
        let databases = env.create_databases_and_commit(txn, |opener, txn| {
            let create = |name: &str| opener.create_database::<Bytes, Bytes>(txn, Some(name));
            let [meta, tables, items, entries] = names.map(create);
            Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit((meta?, tables?, items?, entries?)))
        });
        let (meta, tables, items, entries) = databases.map_err(storage)?.unwrap_commit();
        let store = Self { meta, tables, items, entries };
        let mut txn = env.write_txn().map_err(storage)?;
        store.check_format(&mut txn)?;
        txn.commit().map_err(storage)?;
        Ok(store)
    }

    fn check_format(&self, txn: &mut RwTxn<'_>) -> Result<()> {
        let found = self.meta.get(txn, FORMAT_KEY).map_err(storage)?;
        match found.map(<[u8; 4]>::try_from) {
            None => self.meta.put(txn, FORMAT_KEY, &FORMAT.to_le_bytes()).map_err(storage),
            Some(Ok(bytes)) if u32::from_le_bytes(bytes) == FORMAT => Ok(()),
            Some(Ok(bytes)) => Err(dynamo_model::Error::new(
                ErrorKind::Storage,
                format!(
                    "the database has format {}, this version reads format {FORMAT}; open it with the newer version \
                     that wrote it",
                    u32::from_le_bytes(bytes)
                ),
            )),
            Some(Err(_)) => {
                Err(dynamo_model::Error::new(ErrorKind::Storage, "the database's format number is damaged"))
            }
        }
    }
}
