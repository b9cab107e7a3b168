//! Opening databases for work that is not serving them.

use std::path::Path;
use std::time::Duration;

use dynamo_lmdb::{Lmdb, Options};

use crate::failure::{Failure, Outcome};

/// What the engine calls the file of a database.
const FILE: &str = "data.mdb";

/// Opens a database that is there, and deletes nothing that has expired.
pub(crate) fn open(directory: &Path) -> Outcome<Lmdb> {
    if !directory.join(FILE).is_file() {
        let directory = directory.display();
        return Err(Failure::new(format_args!("there is no database in `{directory}` (no `{FILE}`)")));
    }
    Ok(unswept(directory).open()?)
}

/// Opens a database as it is: looking at one must not change it.
pub(crate) fn unswept(directory: &Path) -> Options {
    Options::new(directory).sweep_interval(Duration::MAX)
}
