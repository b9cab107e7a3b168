use std::path::PathBuf;

use clap::Args;

use crate::failure::Outcome;
use crate::{backup, database, verify};

pub(crate) const EXAMPLES: &str = "\
Example:
  dynamo-local restore --data ./shop ./backups/monday

Nothing is copied if the backup has a problem, and nothing is overwritten: a directory that holds anything is refused.";

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The directory of the restored database, new or empty
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The directory of the backup
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let backup = database::open(&arguments.backup)?;
    verify::check(&backup)?;
    backup::copy(&backup, &arguments.data)
}
