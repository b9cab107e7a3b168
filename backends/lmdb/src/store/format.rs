//! The version of the bytes on disk; see `docs/format.md`.

use dynamo_model::{Error, ErrorKind, Result};
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, RwTxn, WithoutTls};

use super::Rows;
use crate::error::storage;

/// The format this version writes.
const CURRENT: u32 = 2;
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
        Some(Ok(bytes)) if (OLDEST..=CURRENT).contains(&u32::from_le_bytes(bytes)) => Ok(()),
        Some(Ok(bytes)) => refuse(format!(
            "it has format {}, and this version reads formats {OLDEST} to {CURRENT}; open it with the version that \
             wrote it",
            u32::from_le_bytes(bytes)
        )),
        Some(Err(_)) => refuse("its format number is damaged; restore it from a backup".to_owned()),
        None => refuse("its `data.mdb` belongs to another program; use another directory".to_owned()),
    }
}

/// Writes the current format's number.
pub(super) fn stamp(meta: Database<'_, Bytes, Bytes>, txn: &mut RwTxn<'_>) -> heed::Result<()> {
    let current = CURRENT.to_le_bytes();
    if meta.get(txn, KEY)? == Some(&current[..]) { Ok(()) } else { meta.put(txn, KEY, &current) }
}
