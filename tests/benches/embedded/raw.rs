//! LMDB by itself: the same packed items under keys of the same make, in the same order, without checks, checksums or
//! expressions.

use std::io::Write;

use dynamo_model::Record;
use dynamo_model::value::Item;
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, EnvFlags, EnvOpenOptions, RwTxn, WithoutTls};

use crate::data::Order;

type Rows = Database<'static, Bytes, Bytes>;

/// An environment of its own: items, and the entries of one index.
pub(crate) struct Raw {
    pub(crate) env: Env<WithoutTls>,
    pub(crate) items: Rows,
    entries: Rows,
    _directory: tempfile::TempDir,
}

impl Raw {
    /// Opens an empty environment; every commit reaches the disk if `sync`.
    #[allow(unsafe_code, reason = "a memory map can only be opened so")]
    pub(crate) fn open(sync: bool) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut options = EnvOpenOptions::new().read_txn_without_tls();
        options.map_size(1 << 32).max_dbs(2);
        // SAFETY: the directory is this process's own, and nothing else opens the file in it.
        let env = unsafe {
            if !sync {
                options.flags(EnvFlags::NO_SYNC);
            }
            options.open(directory.path()).unwrap()
        };
        let txn = env.write_txn().unwrap();
        let (items, entries) = env
            .create_databases_and_commit(txn, |opener, txn| {
                let [items, entries] =
                    ["items", "entries"].map(|name| opener.create_database::<Bytes, Bytes>(txn, Some(name)));
                Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit((items?, entries?)))
            })
            .unwrap()
            .unwrap_commit();
        Self { env, items, entries, _directory: directory }
    }

    /// Stores orders in one commit.
    pub(crate) fn load(&self, orders: impl Iterator<Item = Order>) {
        let mut txn = self.env.write_txn().unwrap();
        for order in orders {
            self.write(&mut txn, &key(order.customer, order.number), &order.to_item().unwrap());
        }
        txn.commit().unwrap();
    }

    pub(crate) fn write(&self, txn: &mut RwTxn<'_>, key: &[u8], item: &Item) {
        self.items.put(txn, key, item.as_bytes()).unwrap();
    }

    /// Stores an item, and a copy of it in the index if `entry` says where, and commits.
    pub(crate) fn put(&self, key: &[u8], entry: Option<&[u8]>, item: &Item) {
        let mut txn = self.env.write_txn().unwrap();
        self.write(&mut txn, key, item);
        if let Some(entry) = entry {
            self.entries.put(&mut txn, entry, item.as_bytes()).unwrap();
        }
        txn.commit().unwrap();
    }
}

/// Makes the key of an order.
pub(crate) fn key(customer: u32, number: u32) -> Vec<u8> {
    let mut key = partition(0, &format!("CUSTOMER#{customer:010}"));
    write!(key, "ORDER#{number:010}").unwrap();
    key
}

/// Makes the key of an order's entry in the index.
pub(crate) fn entry(status: &str, placed_at: &str, customer: u32, number: u32) -> Vec<u8> {
    let mut entry = partition(1, status);
    entry.extend_from_slice(placed_at.as_bytes());
    entry.extend_from_slice(&[0, 0]);
    entry.extend_from_slice(&key(customer, number));
    entry
}

/// Makes what all keys of a partition start with. Partitions in the order of their hashes fill pages less than rows
/// that only ever go to the end would.
fn partition(id: u32, value: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(64);
    key.extend_from_slice(&id.to_be_bytes());
    key.extend_from_slice(&crc32fast::hash(value.as_bytes()).to_be_bytes());
    key.extend_from_slice(&[0, 0, u8::try_from(value.len()).unwrap()]);
    key.extend_from_slice(value.as_bytes());
    key
}
