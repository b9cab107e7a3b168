//! Opens the memory map: the only unsafe code of the crate.

use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use dynamo_model::Result;
use heed::{Env, EnvFlags, EnvOpenOptions, MdbError, WithoutTls};

use crate::codec::sealed::LONGEST;
use crate::config::{Durability, Options};
use crate::error::directory;

/// Reads in flight at once; each holds a slot only while it runs.
const MAX_READERS: u32 = 1024;
/// What LMDB's table of so many readers takes at the most, and what it is called.
const READERS_SIZE: u64 = 68 << 10;
pub(crate) const READERS_FILE: &str = "lock.mdb";
/// The named databases and some room for later formats.
const MAX_DATABASES: u32 = 16;
/// How far from where it points to a damaged page or row can lead: a row of the longest length, which starts as far
/// behind its page as two bytes can say, key and all.
const MARGIN: u64 = LONGEST as u64 + 4 * 65_536;
/// Address space beyond what the database may hold.
const RESERVE: usize = 64 << 20;
/// A map consists of whole pages, whichever size the system's have.
const STEP: usize = 1 << 16;
pub(crate) const LOCK_FILE: &str = "dynamo.lock";
pub(crate) const DATA_FILE: &str = "data.mdb";
/// What a backup is called until it is whole.
pub(crate) const PARTIAL_FILE: &str = "data.mdb.partial";

/// Held while an environment is opened: see [`check_closed`].
static OPENING: Mutex<()> = Mutex::new(());

/// Keeps other handles that write out of the directory while it lives: LMDB would let several processes write by turns, and
/// each knows the tables as it left them itself.
#[derive(Debug)]
pub(crate) struct DirLock {
    file: File,
}

impl Drop for DirLock {
    fn drop(&mut self) {
        // Closing the file would not do: a process that is being started elsewhere in the program has a copy of it
        // for a moment. What cannot be unlocked goes with the last copy.
        let _ = self.file.unlock();
    }
}

/// Locks the directory, which is made if need be, and opens the environment in it.
pub(crate) fn open(path: &Path, options: &Options) -> Result<(Env<WithoutTls>, DirLock)> {
    // Taken for the current directory by some calls and for nothing by others.
    if path.as_os_str().is_empty() {
        return Err(directory(path, "the path is empty; give the path of a directory, new or of a database"));
    }
    if path.exists() && !path.is_dir() {
        return Err(directory(
            path,
            "it is not a directory; give the path of a directory, new or of a database",
        ));
    }
    std::fs::create_dir_all(path).map_err(|error| {
        directory(path, format_args!("cannot make the directory ({error}); give a path that can be written"))
    })?;
    let lock = lock(path).map_err(|what| directory(path, what))?;
    Ok((open_locked(path, options)?, lock))
}

/// Opens the environment in a directory that somebody else may have open. Without the lock it can only be read.
pub(crate) fn open_shared(path: &Path, options: &Options) -> Result<(Env<WithoutTls>, Option<DirLock>)> {
    if !path.join(DATA_FILE).is_file() {
        return Err(directory(path, format_args!("there is none (no `{DATA_FILE}`)")));
    }
    let lock = try_lock(path).map_err(|error| directory(path, error))?;
    let env = match lock {
        Some(_) => open_locked(path, options)?,
        // What a file needs that was cut off, whoever has the lock has seen to.
        None => {
            let _opening = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
            map(path, options, EnvFlags::READ_ONLY).map_err(|error| directory(path, explained(&error)))?
        }
    };
    Ok((env, lock))
}

fn open_locked(path: &Path, options: &Options) -> Result<Env<WithoutTls>> {
    if !path.join(DATA_FILE).exists() && path.join(PARTIAL_FILE).exists() {
        return Err(directory(
            path,
            "it holds a backup that was interrupted; make it again, or delete the directory",
        ));
    }
    let _opening = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
    check_closed(path).map_err(|error| directory(path, explained(&error)))?;
    reserve_readers(path).map_err(|error| directory(path, error))?;
    let flags = match options.durability {
        Durability::Sync => EnvFlags::empty(),
        Durability::Async => EnvFlags::NO_SYNC,
    };
    let env = map(path, options, flags).map_err(|error| directory(path, explained(&error)))?;
    extend(&env).map_err(|error| directory(path, error))?;
    Ok(env)
}

/// Locks a directory, or says why it cannot be.
pub(crate) fn lock(path: &Path) -> std::result::Result<DirLock, String> {
    let advice = "share that handle (it is cheap to clone), stop the other process (`dynamo-local` with SIGTERM), or use \
                  another directory";
    try_lock(path)
        .map_err(|error| error.to_string())?
        .ok_or_else(|| format!("it is open already, in this process or another; {advice}"))
}

/// Locks a directory unless somebody has locked it.
fn try_lock(path: &Path) -> std::io::Result<Option<DirLock>> {
    let file = File::options().create(true).truncate(false).write(true).open(path.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(DirLock { file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Requires that this process does not have an environment open. LMDB notes which processes read by locks of their own on its
/// table of readers, and the system takes all of them from a process that closes the file but once, as below.
fn check_closed(path: &Path) -> heed::Result<()> {
    match heed::env_closing_event(path.canonicalize()?) {
        Some(_) => Err(heed::Error::EnvAlreadyOpened),
        None => Ok(()),
    }
}

/// Gives LMDB's table of readers all of its room on the disk.
///
/// LMDB would leave holes in it. It is mapped: where the disk is full, the first reader to come to a hole would end the
/// process (SIGBUS).
fn reserve_readers(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path.join(READERS_FILE))?;
    let length = file.metadata()?.len();
    let missing = usize::try_from(READERS_SIZE.saturating_sub(length)).unwrap_or_default();
    let written = file.write_all(&vec![0; missing]);
    if written.is_err() {
        // What got there has holes behind it once LMDB makes it longer.
        file.set_len(length)?;
    }
    written
}

#[allow(unsafe_code, reason = "a memory map can only be opened so")]
fn map(path: &Path, options: &Options, flags: EnvFlags) -> heed::Result<Env<WithoutTls>> {
    let mut env = EnvOpenOptions::new().read_txn_without_tls();
    env.map_size(map_size(options.max_size)).max_readers(MAX_READERS).max_dbs(MAX_DATABASES);
    // SAFETY: READ_ONLY and NO_SYNC leave the map valid; the latter only leaves it to the operating system when pages reach
    // the disk.
    unsafe { env.flags(flags) };
    // SAFETY: nothing here writes to the file except through LMDB, and through one handle, which holds the directory's lock.
    // LMDB keeps the pages that others read, in this process and in others, so the map cannot change under its readers.
    // It would lose sight of them if one process opened the file twice, which heed refuses, or closed its table of readers
    // while it reads, before which it is checked that the process does not.
    unsafe { env.open(path) }
}

/// Adds room for deletes: they write changed pages anew before they free any.
fn map_size(max_size: usize) -> usize {
    let size = max_size.saturating_add(RESERVE);
    size.checked_next_multiple_of(STEP).unwrap_or(usize::MAX - (STEP - 1))
}

/// Makes the file longer than its last page says.
///
/// Reading the map behind the end of the file would end the process (SIGBUS): a file that was cut off leads there, and
/// so does a damaged length. Zeros there are noticed as damage instead, and take no space on disk.
fn extend(env: &Env<WithoutTls>) -> std::io::Result<()> {
    let file = File::options().read(true).write(true).open(env.path().join(DATA_FILE))?;
    let page = u64::from(env.unnamed_database_stat().page_size);
    let pages = u64::try_from(env.info().last_page_number).unwrap_or(u64::MAX).saturating_add(1);
    let used = pages.saturating_mul(page);
    let (length, wanted) = (file.metadata()?.len(), used.saturating_add(MARGIN));
    if length >= wanted {
        return Ok(());
    }
    match file.set_len(wanted) {
        // A file that is whole needs no more: it can be read where the system lets it grow no further.
        Err(error) if length >= used => {
            tracing::warn!(%error, "the database file cannot be made longer; damage to it could end the process");
            Ok(())
        }
        outcome => outcome,
    }
}

fn explained(error: &heed::Error) -> String {
    match error {
        heed::Error::Mdb(MdbError::Invalid) => {
            "its `data.mdb` is not a database of this program; move the file away, or use another directory"
                .to_owned()
        }
        heed::Error::Mdb(MdbError::VersionMismatch) => {
            "its `data.mdb` was written by an incompatible LMDB; open it with the program that wrote it"
                .to_owned()
        }
        heed::Error::Mdb(MdbError::Corrupted | MdbError::PageNotFound) => {
            "its `data.mdb` is damaged; restore it from a backup".to_owned()
        }
        heed::Error::EnvAlreadyOpened => {
            "this process has it open already; share that handle (it is cheap to clone)".to_owned()
        }
        heed::Error::Io(io) if io.kind() == ErrorKind::OutOfMemory => format!(
            "the system does not let it reserve the address space of a database of the maximum size ({io}); lower that \
             with `Options::max_size`, or raise the limit (`ulimit -v`)"
        ),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_asynchronous_writes_leave_it_to_the_system_when_they_reach_the_disk() {
        for (durability, flags) in
            [(Durability::Sync, EnvFlags::empty()), (Durability::Async, EnvFlags::NO_SYNC)]
        {
            let directory = tempfile::tempdir().unwrap();
            let (env, _lock) = open(directory.path(), &Options::new("").durability(durability)).unwrap();
            let not_awaited = EnvFlags::NO_SYNC | EnvFlags::NO_META_SYNC | EnvFlags::MAP_ASYNC;
            assert_eq!(env.flags().unwrap().unwrap() & not_awaited, flags, "{durability:?}");
        }
    }
}
