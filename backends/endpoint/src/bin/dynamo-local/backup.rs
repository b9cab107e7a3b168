use std::path::Path;

use dynamo_lmdb::Lmdb;
use indicatif::HumanBytes;

use crate::arguments::Backup;
use crate::failure::Outcome;
use crate::{database, progress, say};

pub(crate) fn run(arguments: &Backup) -> Outcome {
    let database = database::open(&arguments.existing.data)?;
    copy(&database, &arguments.backup)
}

/// Copies a database into a directory that is new or empty, and says so.
pub(crate) fn copy(database: &Lmdb, directory: &Path) -> Outcome {
    let spinner = progress::spinner("copying");
    let copied = database.backup(directory);
    spinner.finish_and_clear();
    say(format_args!("copied {} to {}", HumanBytes(copied?.bytes), directory.display()))
}
