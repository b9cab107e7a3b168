//! The environment without the engine.

#![allow(dead_code, reason = "every test uses its part")]

use std::collections::BTreeMap;
use std::path::Path;

use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, EnvOpenOptions, RwTxn};

/// Rows by their keys.
pub(crate) type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

/// Opens a directory that nothing has open.
#[allow(unsafe_code, reason = "a memory map can only be opened so")]
pub(crate) fn open(path: &Path) -> Env {
    // SAFETY: the directory is the test's own, and nothing else has it open.
    unsafe { EnvOpenOptions::new().max_dbs(8).map_size(64 << 20).open(path) }.unwrap()
}

/// Reads all rows of a database; none if it is not there.
pub(crate) fn rows(path: &Path, database: Option<&str>) -> Rows {
    let env = open(path);
    let mut rows = Rows::new();
    env.open_databases_and_commit(env.read_txn().unwrap(), |opener, txn| {
        if let Some(database) = opener.open_database::<Bytes, Bytes>(txn, database)? {
            for row in database.iter(txn)? {
                let (key, value) = row?;
                rows.insert(key.to_vec(), value.to_vec());
            }
        }
        Ok::<_, heed::Error>(CommitOrAbort::<(), ()>::Abort(()))
    })
    .unwrap();
    rows
}

/// Writes a row of a database, which is made if it is not there.
pub(crate) fn put(path: &Path, database: Option<&str>, key: &[u8], value: &[u8]) {
    put_all(path, database, &Rows::from([(key.to_vec(), value.to_vec())]));
}

/// Writes rows of a database, which is made if it is not there.
pub(crate) fn put_all(path: &Path, database: Option<&str>, rows: &Rows) {
    change(path, database, |database, txn| {
        rows.iter().for_each(|(key, value)| database.put(txn, key, value).unwrap());
    });
}

/// Removes a row of a database.
pub(crate) fn delete(path: &Path, database: Option<&str>, key: &[u8]) {
    change(path, database, |database, txn| {
        assert!(database.delete(txn, key).unwrap(), "there is no such row");
    });
}

fn change(
    path: &Path,
    database: Option<&str>,
    change: impl FnOnce(Database<'_, Bytes, Bytes>, &mut RwTxn<'_>),
) {
    let env = open(path);
    env.create_databases_and_commit(env.write_txn().unwrap(), |opener, txn| {
        let database = opener.create_database::<Bytes, Bytes>(txn, database)?;
        change(database, txn);
        Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit(database))
    })
    .unwrap();
}

/// Seals content for the key it is put under.
pub(crate) fn sealed(key: &[u8], content: &[u8]) -> Vec<u8> {
    let checksum = crc32fast::hash(&[key, content].concat());
    [&checksum.to_le_bytes()[..], content].concat()
}
