//! The version of the bytes on disk; see `docs/format.md`.

use dynamo_model::{Error, ErrorKind, Result};
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, RwTxn, WithoutTls};

use super::Rows;
use crate::error::storage;

/// The format this version writes, unless there are vector indexes.
const USUAL: u32 = 2;
/// The format of a database that has had vector indexes: whoever does not know them would not keep them up to date.
const WITH_VECTORS: u32 = 3;
/// The oldest format this version reads. What came later is absent in it, and means the same as when it is empty.
const OLDEST: u32 = 1;
const KEY: &[u8] = b"format";

/// Refuses an environment that is not ours, or whose format this version does not know.
pub(super) fn check(env: &Env<WithoutTls>) -> Result<()> {
    let txn = env.read_txn().map_err(storage)?;
    let meta = env.open_databases_and_commit(txn, |opener, txn| {
        let meta = opener.open_database::<Bytes, Bytes>(txn, Some("meta"))?;
        let found = meta.map(|meta| meta.get(txn, KEY).map(|row| row.map(<[u8]>::to_vec))).transpose()?;
        Ok::<_, heed::Error>(CommitOrAbort::<Option<Rows>, _>::Abort(found.flatten()))
    });
    let CommitOrAbort::Abort(found) = meta.map_err(storage)? else { return Ok(()) };
    let refuse = |what: String| Err(Error::new(ErrorKind::Storage, what));
    match found.as_deref().map(<[u8; 4]>::try_from) {
        Some(Ok(bytes)) if (OLDEST..=WITH_VECTORS).contains(&u32::from_le_bytes(bytes)) => Ok(()),
        Some(Ok(bytes)) => refuse(format!(
            "it has format {}, and this version reads formats {OLDEST} to {WITH_VECTORS}; open it with the version that \
             wrote it",
            u32::from_le_bytes(bytes)
        )),
        Some(Err(_)) => refuse("its format number is damaged; restore it from a backup".to_owned()),
        None => refuse("its `data.mdb` belongs to another program; use another directory".to_owned()),
    }
}

/// Brings the format's number up to what this version writes.
pub(super) fn stamp(meta: Database<'_, Bytes, Bytes>, txn: &mut RwTxn<'_>) -> heed::Result<()> {
    raise(meta, txn, USUAL)
}

/// Says that there are vector indexes.
pub(super) fn raise_for_vectors(meta: Database<'_, Bytes, Bytes>, txn: &mut RwTxn<'_>) -> heed::Result<()> {
    raise(meta, txn, WITH_VECTORS)
}

fn raise(meta: Database<'_, Bytes, Bytes>, txn: &mut RwTxn<'_>, to: u32) -> heed::Result<()> {
    let found = meta.get(txn, KEY)?.and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    if found.is_some_and(|found| found >= to) { Ok(()) } else { meta.put(txn, KEY, &to.to_le_bytes()) }
}
