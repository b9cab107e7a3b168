use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{export, import, restore, serve};

const EXAMPLES: &str = "\
Examples:
  dynamo-local                              a database in memory at http://127.0.0.1:8000
  dynamo-local --data ./shop                one that is kept, in the directory `shop`
  dynamo-local --port 0 --in-memory         at any free port, which the first line printed tells
  dynamo-local import --data ./shop model.json
  dynamo-local verify --data ./shop

Any access key does, without --verify-signatures:
  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1
  aws dynamodb list-tables --endpoint-url http://127.0.0.1:8000

SIGTERM and SIGINT stop the server once the requests under way are answered; a second one stops it at once.

Exit status: 0 done; 1 failed, or problems were found; 2 wrong arguments.";

/// DynamoDB on this machine: its protocol, its rules and its messages, on a directory or in memory.
///
/// Without a command it serves.
#[derive(Debug, Parser)]
#[command(name = "dynamo-local", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) serve: serve::Arguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve a database (what happens without a command).
    #[command(after_help = serve::EXAMPLES)]
    Serve(serve::Arguments),
    /// Copy a database into a new directory, without the room that deletes have left.
    #[command(after_help = "\
Example:
  dynamo-local backup --data ./shop ./backups/monday

The copy is a database: it can be served, verified, and restored. A server that runs on the data meanwhile goes on; the copy
is of when it was begun.")]
    Backup(Backup),
    /// Copy a backup into an empty data directory, after it was verified.
    #[command(after_help = restore::EXAMPLES)]
    Restore(restore::Arguments),
    /// Check every row of a database against every other.
    #[command(after_help = "\
Example:
  dynamo-local verify --data ./shop

Problems are listed, one a line, and the exit status is 1 if there are any. A server may run on the data; what it writes
meanwhile is not looked at.")]
    Verify(Existing),
    /// Write tables as files: a description and DynamoDB JSON, one item a line.
    #[command(after_help = export::EXAMPLES)]
    Export(export::Arguments),
    /// Read tables and items: exports, lines of DynamoDB JSON, NoSQL Workbench models.
    #[command(after_help = import::EXAMPLES)]
    Import(import::Arguments),
    /// Show what tables there are, and how large they are.
    #[command(after_help = "\
Example:
  dynamo-local stats --data ./shop")]
    Stats(Existing),
}

/// A database that is there.
#[derive(Args, Debug)]
pub(crate) struct Existing {
    /// The directory of the database
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) existing: Existing,
    /// The directory of the copy, new or empty
    #[arg(value_name = "BACKUP")]
    pub(crate) backup: PathBuf,
}

/// When a write is answered.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Durability {
    /// Once it is on the disk
    #[default]
    Sync,
    /// Once the operating system has it: a power cut can lose the last second or damage the database
    Async,
}

impl From<Durability> for dynamo_lmdb::Durability {
    fn from(durability: Durability) -> Self {
        match durability {
            Durability::Sync => Self::Sync,
            Durability::Async => Self::Async,
        }
    }
}
