use std::path::PathBuf;

use dynamo_model::Result;

use crate::Lmdb;

/// When a write is acknowledged.
///
/// ```
/// use dynamo_lmdb::Durability;
///
/// assert_eq!(Durability::default(), Durability::Sync);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Durability {
    /// After it has reached the disk: it survives a power cut.
    #[default]
    Sync,
    /// After it has reached the operating system: it survives the end of this process, however abrupt. The disk
    /// follows within about a second; a power cut before that can lose the last writes or damage the database.
    Async,
}

/// How to open a database.
///
/// ```
/// use dynamo_lmdb::{Durability, Options};
///
/// let dir = tempfile::tempdir()?;
/// let lmdb = Options::new(dir.path().join("shop")).durability(Durability::Async).open()?;
/// assert!(dir.path().join("shop").is_dir());
/// # drop(lmdb);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) path: PathBuf,
    pub(crate) durability: Durability,
    pub(crate) max_size: usize,
}

/// Address space is reserved for it; the file grows only as far as it is filled.
const MAX_SIZE: usize = match 1_usize.checked_shl(40) {
    Some(size) => size,
    None => 1 << 30,
};

impl Options {
    /// Opens the database in a directory, which is made if it does not exist.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), durability: Durability::default(), max_size: MAX_SIZE }
    }

    /// Sets when a write is acknowledged.
    #[must_use]
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Limits how much the database holds, in bytes; 1 TiB unless set, 1 MiB at least. A write that would exceed it
    /// fails; reads, deletes and smaller items go on. The file can become up to 64 MiB larger, for the sake of deletes.
    #[must_use]
    pub fn max_size(mut self, bytes: usize) -> Self {
        self.max_size = bytes.max(1 << 20);
        self
    }

    /// Opens the database.
    ///
    /// # Errors
    ///
    /// [`is_storage`](dynamo_model::Error::is_storage) if the directory cannot be made or read, is open already, is
    /// damaged, or was written by a newer version.
    pub fn open(&self) -> Result<Lmdb> {
        Lmdb::open_with(self)
    }
}
