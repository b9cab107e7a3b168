//! LMDB's errors in the family's terms.

use dynamo_model::{Error, ErrorKind};
use heed::MdbError;

/// Says what failed and what to do about it.
pub(crate) fn storage(error: heed::Error) -> Error {
    let advice = match &error {
        heed::Error::Mdb(MdbError::MapFull) => {
            "the database has reached its maximum size; raise it with `Options::max_size`"
        }
        heed::Error::Mdb(MdbError::ReadersFull) => "too many reads at once; retry",
        heed::Error::Mdb(MdbError::Corrupted | MdbError::PageNotFound | MdbError::Panic) => {
            "the database is damaged; restore it from a backup"
        }
        heed::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => {
            "the disk is full; free some space"
        }
        _ => "the database could not be read or written",
    };
    Error::new(ErrorKind::Storage, format!("{advice} ({error})"))
}

/// Says that a write has no room.
pub(crate) fn full() -> Error {
    storage(heed::Error::Mdb(MdbError::MapFull))
}

/// Says what is wrong with a database directory.
pub(crate) fn directory(path: &std::path::Path, what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Storage, format!("cannot open database `{}`: {what}", path.display()))
}
