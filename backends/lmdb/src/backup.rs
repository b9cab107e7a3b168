//! Copies of a database that is in use.

use std::fmt::Display;
use std::path::Path;

use dynamo_model::{Error, ErrorKind, Result};
use heed::{CompactionOption, Env, WithoutTls};
use tempfile::NamedTempFile;

use crate::env::{DATA_FILE, LOCK_FILE, PARTIAL_FILE, lock};
use crate::error::storage;

/// A copy of a database, made by [`Lmdb::backup`](crate::Lmdb::backup).
///
/// ```
/// use dynamo_lmdb::{Backup, Options};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let db = Options::temporary().open()?;
/// let directory = tempfile::tempdir()?;
/// let copy: Backup = db.backup(directory.path())?;
/// assert_eq!(copy.bytes, directory.path().join("data.mdb").metadata()?.len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Backup {
    /// The size of the copy, in bytes.
    pub bytes: u64,
}

/// Copies what is committed now into a directory. Until the copy is whole and on the disk, it has another name than a
/// database has.
pub(crate) fn backup(env: &Env<WithoutTls>, directory: &Path) -> Result<Backup> {
    let failed = |what: &dyn Display| failed(directory, what);
    if directory.as_os_str().is_empty() {
        return Err(failed(&"the path is empty; give the path of a directory, new or empty"));
    }
    let known = directory.ancestors().find(|path| path.exists()).unwrap_or(Path::new(""));
    std::fs::create_dir_all(directory).map_err(|error| failed(&error))?;
    // Whoever opens the directory meanwhile, or makes another backup there, is refused.
    let _lock = lock(directory).map_err(|what| failed(&what))?;
    clear(directory).map_err(|what| failed(&what))?;
    let copy = copy(env, directory).map_err(|error| failed(&error.message()))?;
    // LMDB has let go of the pages that it copied by now: the wait for the disk keeps no writer from using them again.
    copy.as_file().sync_all().map_err(|error| failed(&error))?;
    let bytes = copy.as_file().metadata().map_err(|error| failed(&error))?.len();
    copy.persist(directory.join(DATA_FILE)).map_err(|error| failed(&error))?;
    sync(directory, known).map_err(|error| failed(&error))?;
    Ok(Backup { bytes })
}

/// Writes the copy, which goes again if it is not kept.
fn copy(env: &Env<WithoutTls>, directory: &Path) -> Result<NamedTempFile> {
    let file = tempfile::Builder::new().prefix(PARTIAL_FILE).rand_bytes(0).tempfile_in(directory);
    let mut file = file.map_err(|error| storage(error.into()))?;
    env.copy_to_file(file.as_file_mut(), CompactionOption::Enabled).map_err(storage)?;
    Ok(file)
}

/// Requires that there is nothing in a directory but what an earlier backup left when it was interrupted, and removes that.
fn clear(directory: &Path) -> std::result::Result<(), String> {
    let entries = std::fs::read_dir(directory).map_err(|error| error.to_string())?;
    for entry in entries {
        let name = entry.map_err(|error| error.to_string())?.file_name();
        if name != LOCK_FILE && name != PARTIAL_FILE {
            let name = name.display();
            return Err(format!(
                "it is not empty (it has `{name}`); give the path of a directory that is, or of a new one"
            ));
        }
    }
    match std::fs::remove_file(directory.join(PARTIAL_FILE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Brings the names in a directory to the disk, and its own name and those above it up to the one that was there before.
#[cfg(unix)]
fn sync(directory: &Path, known: &Path) -> std::io::Result<()> {
    for path in directory.ancestors() {
        let here = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        std::fs::File::open(here)?.sync_all()?;
        if path == known {
            break;
        }
    }
    Ok(())
}

/// Elsewhere, directories are not files.
#[cfg(not(unix))]
fn sync(_directory: &Path, _known: &Path) -> std::io::Result<()> {
    Ok(())
}

fn failed(directory: &Path, what: &dyn Display) -> Error {
    Error::new(ErrorKind::Storage, format!("cannot back up to `{}`: {what}", directory.display()))
}
