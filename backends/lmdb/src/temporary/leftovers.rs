//! What temporary databases leave behind whose processes are killed. Elsewhere than on Unix, files that are open cannot be
//! taken out of their directory: what is left has data, and is the user's to look at.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use super::PREFIX;
use crate::env::{self, LOCK_FILE};

/// Whoever makes a directory has locked it long before it is as old.
const AGE: Duration = Duration::from_secs(60);

/// Does so for the first directory that a process makes.
pub(super) fn clear_once(own: &Path) {
    static CLEARED: Once = Once::new();
    CLEARED.call_once(|| clear(own));
}

/// Deletes, next to a directory, those that temporary databases of killed processes have left: ours, old, with nothing in
/// them but a lock that nobody holds. What cannot be deleted stays.
fn clear(own: &Path) {
    let (Some(root), Ok(about)) = (own.parent(), fs::symlink_metadata(own)) else { return };
    let Ok(entries) = fs::read_dir(root) else { return };
    for entry in entries.flatten() {
        let is_named = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        let is_left = |found: &Metadata| found.is_dir() && found.uid() == about.uid() && is_old(found);
        let path = entry.path();
        if is_named && fs::symlink_metadata(&path).is_ok_and(|found| is_left(&found)) {
            let _ = delete(&path);
        }
    }
}

fn is_old(found: &Metadata) -> bool {
    found.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age >= AGE)
}

fn delete(directory: &Path) -> Option<()> {
    let lock = directory.join(LOCK_FILE);
    let is_lock = fs::symlink_metadata(&lock).ok()?.is_file();
    if !is_lock || fs::read_dir(directory).ok()?.count() != 1 {
        return None;
    }
    let _held = env::lock(directory).ok()?;
    fs::remove_file(lock).ok()?;
    fs::remove_dir(directory).ok()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::SystemTime;

    use super::*;

    /// Makes a directory with a file in it that was last changed so long ago.
    fn left(root: &Path, name: &str, file: &str, age: Duration) {
        let directory = root.join(name);
        fs::create_dir(&directory).unwrap();
        fs::write(directory.join(file), []).unwrap();
        File::open(directory).unwrap().set_modified(SystemTime::now() - age).unwrap();
    }

    #[test]
    fn what_killed_processes_have_left_is_deleted_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        left(root.path(), "dynamo-left", LOCK_FILE, 2 * AGE);
        left(root.path(), "dynamo-held", LOCK_FILE, 2 * AGE);
        left(root.path(), "dynamo-young", LOCK_FILE, Duration::ZERO);
        left(root.path(), "dynamo-data", "data.mdb", 2 * AGE);
        left(root.path(), "other-left", LOCK_FILE, 2 * AGE);
        let _held = env::lock(&root.path().join("dynamo-held")).unwrap();
        clear(&root.path().join("dynamo-young"));
        let mut names: Vec<_> =
            fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["dynamo-data", "dynamo-held", "dynamo-young", "other-left"]);
    }
}
