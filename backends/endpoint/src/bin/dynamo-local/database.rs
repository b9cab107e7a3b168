//! Opening databases for work that is not serving them.

use std::path::Path;
use std::time::Duration;

use dynamo_lmdb::{Lmdb, Options};

use crate::failure::Outcome;

/// Opens a database that is there as it is now; a server may have it open, and go on.
pub(crate) fn open(directory: &Path) -> Outcome<Lmdb> {
    Ok(Options::new(directory).open_snapshot()?)
}

/// Opens a database to write into it, and to delete nothing that has expired.
pub(crate) fn unswept(directory: &Path) -> Options {
    Options::new(directory).sweep_interval(Duration::MAX)
}
