//! Where temporary databases are: in memory, where the system has a file system for that.

#[cfg(unix)]
mod leftovers;

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::env::{DATA_FILE, READERS_FILE};

const PREFIX: &str = "dynamo-";
/// What Linux has in memory. Writes to it cost half of what they cost on a disk that nobody waits for.
#[cfg(target_os = "linux")]
const MEMORY: &str = "/dev/shm";
/// What has to be free there; containers often have less. A database that gets larger than what is free is refused writes.
#[cfg(target_os = "linux")]
const ROOM: u64 = 1 << 30;

/// Makes a directory: where `TMPDIR` says, or else in memory if there is room, or else where the system has such things.
pub(crate) fn directory() -> io::Result<TempDir> {
    let directory = match in_memory() {
        Some(directory) => directory,
        None => TempDir::with_prefix_in(PREFIX, system())?,
    };
    #[cfg(unix)]
    leftovers::clear_once(directory.path());
    Ok(directory)
}

/// Returns the system's directory for such things. A `TMPDIR` of nothing would be the current directory.
fn system() -> PathBuf {
    let directory = std::env::temp_dir();
    if directory.as_os_str().is_empty() { PathBuf::from("/tmp") } else { directory }
}

#[cfg(target_os = "linux")]
fn in_memory() -> Option<TempDir> {
    if std::env::var_os("TMPDIR").is_some_and(|directory| !directory.is_empty()) {
        return None;
    }
    let memory = rustix::fs::statvfs(MEMORY).ok()?;
    let has_room = memory.f_bavail.saturating_mul(memory.f_frsize) >= ROOM;
    has_room.then(|| TempDir::with_prefix_in(PREFIX, MEMORY).ok())?
}

#[cfg(not(target_os = "linux"))]
fn in_memory() -> Option<TempDir> {
    None
}

/// Takes the files of an open database out of its directory, so that they go with the process, however it ends. Where open
/// files cannot be, they go with the directory. The lock stays, and with a process that is killed, so does the directory.
pub(crate) fn let_go(directory: &Path) {
    for file in [DATA_FILE, READERS_FILE] {
        let _ = std::fs::remove_file(directory.join(file));
    }
}

#[cfg(test)]
mod tests {
    use crate::Lmdb;

    #[test]
    fn nothing_of_a_temporary_database_outlives_a_process_that_is_killed() {
        let db = Lmdb::temporary().unwrap();
        let files = std::fs::read_dir(db.path()).unwrap().map(|file| file.unwrap());
        let bytes: u64 = files.map(|file| file.metadata().unwrap().len()).sum();
        assert_eq!(bytes, 0);
    }
}
