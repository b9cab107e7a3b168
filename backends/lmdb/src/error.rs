//! LMDB's errors in the family's terms.

use std::io;

use dynamo_model::{Error, ErrorKind};
use heed::MdbError;

/// The number of an input or output error, on Unix and on Windows' C runtime alike.
const EIO: i32 = 5;

/// Says what failed and what to do about it.
pub(crate) fn storage(error: heed::Error) -> Error {
    let advice = match &error {
        heed::Error::Mdb(MdbError::MapFull) => {
            "the database has reached its maximum size; raise it with `Options::max_size`"
        }
        heed::Error::Mdb(MdbError::ReadersFull) => "too many reads at once; retry",
        heed::Error::Mdb(MdbError::Corrupted | MdbError::PageNotFound) => {
            "the database is damaged; restore it from a backup"
        }
        heed::Error::Mdb(MdbError::Panic) => {
            "an earlier write failed halfway; close the database and open it again: nothing acknowledged is lost"
        }
        heed::Error::Io(io) => io_advice(io),
        _ => OTHERWISE,
    };
    Error::new(ErrorKind::Storage, format!("{advice} ({error})"))
}

const OTHERWISE: &str = "the database could not be read or written";

fn io_advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full; free some space",
        io::ErrorKind::QuotaExceeded => "the disk quota is used up; free some space, or have it raised",
        // LMDB marks the numbers of the processes that read; containers count theirs apart.
        io::ErrorKind::WouldBlock => {
            "a process that has this one's number, in another container, has the database open; do it in that container"
        }
        io::ErrorKind::FileTooLarge => "the file may not grow any further; raise the limit (`ulimit -f`)",
        // LMDB says so of every write that is cut short.
        _ if error.raw_os_error() == Some(EIO) => {
            "the disk is full, or fails; free some space, and see what the system says of the disk"
        }
        _ => OTHERWISE,
    }
}

/// Says that a write has no room.
pub(crate) fn full() -> Error {
    storage(heed::Error::Mdb(MdbError::MapFull))
}

/// Says what is wrong with a database directory.
pub(crate) fn directory(path: &std::path::Path, what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Storage, format!("cannot open database `{}`: {what}", path.display()))
}
