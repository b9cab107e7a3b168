//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use crate::work::Work;

const EXAMPLES: &str = "\
Examples:
  wire                                         everything; ten minutes on two cores
  wire --peer dynoxide --work get --work query
  wire --peer build --against ./before         one build of dynamo-local against another

Every figure is the median of short rounds in which the servers take turns, and every ratio the median of the ratios of
single rounds: absolute figures drift with the machine, ratios hardly do. On a busy one the processor time of the server
that a request takes says more. DynamoDB Local needs Java and npm; see
`.ci/dynamodb-local.sh`. Progress is on standard error. The exit status tells whether every request was answered, and
nothing about targets.";

/// Measures `dynamo-local` over HTTP against its peers.
#[derive(Debug, Parser)]
#[command(name = "wire", after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) serve: Option<Serve>,
    #[command(flatten)]
    pub(crate) arguments: Arguments,
}

/// What the bench starts itself as.
#[derive(Debug, Subcommand)]
pub(crate) enum Serve {
    /// Serve dynoxide, in memory, until the standard input ends
    #[command(hide = true)]
    ServeDynoxide,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Whom to compare with (again for more; all but `build` unless given)
    #[arg(long = "peer", value_enum)]
    peers: Vec<Peer>,
    /// What to measure (again for more; everything unless given)
    #[arg(long = "work", value_enum)]
    works: Vec<Kind>,
    /// How many connections (again for more; 32 and 1 unless given)
    #[arg(long, value_parser = at_least_one)]
    connections: Vec<usize>,
    /// The command to measure; built from this repository unless given
    #[arg(long, value_name = "PATH")]
    pub(crate) dynamo_local: Option<PathBuf>,
    /// Another build of the command, which is the peer `build`
    #[arg(long, value_name = "PATH", required_if_eq("peers", "build"))]
    pub(crate) against: Option<PathBuf>,
    /// How many rounds
    #[arg(long, default_value = "9", value_parser = at_least_one)]
    pub(crate) rounds: usize,
    /// How long each server is asked in each round
    #[arg(long, value_name = "MILLISECONDS", default_value = "400", value_parser = milliseconds)]
    pub(crate) time: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Peer {
    /// Amazon's DynamoDB Local
    DynamodbLocal,
    /// The fastest other DynamoDB in Rust, built from its source into this bench
    Dynoxide,
    /// The build named by `--against`
    Build,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// GetItem
    Get,
    /// Query, 20 items
    Query,
    /// PutItem, not synced
    Put,
    /// PutItem, answered once it is on the disk
    DurablePut,
    /// UpdateItem with a condition
    Update,
    /// TransactWriteItems, 4 puts
    Transact,
    /// BatchWriteItem, 25 puts
    Batch,
}

impl Arguments {
    pub(crate) fn has(&self, peer: Peer) -> bool {
        match peer {
            Peer::Build => self.against.is_some() && (self.peers.is_empty() || self.peers.contains(&peer)),
            _ => self.peers.is_empty() || self.peers.contains(&peer),
        }
    }

    pub(crate) fn works(&self) -> Vec<Work> {
        let kinds = if self.works.is_empty() { Kind::value_variants() } else { &self.works };
        kinds.iter().copied().map(Work::of).collect()
    }

    pub(crate) fn connections(&self) -> &[usize] {
        if self.connections.is_empty() { &[32, 1] } else { &self.connections }
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("there has to be one".to_owned()),
        Ok(number) => Ok(number),
        Err(error) => Err(format!("{error}")),
    }
}

fn milliseconds(text: &str) -> Result<Duration, std::num::ParseIntError> {
    text.parse().map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;

    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Arguments, ErrorKind> {
        let line = CommandLine::try_parse_from([&["wire"], arguments].concat());
        line.map(|line| line.arguments).map_err(|error| error.kind())
    }

    #[test]
    fn a_build_to_compare_with_has_to_be_named() {
        let missing = Some(ErrorKind::MissingRequiredArgument);
        assert_eq!(parsed(&["--peer", "build"]).err(), missing);
        assert_eq!(parsed(&["--peer", "dynoxide", "--peer", "build"]).err(), missing);
        assert!(parsed(&["--peer", "build", "--against", "./before"]).unwrap().has(Peer::Build));
    }

    #[test]
    fn nobody_compares_with_a_build_unless_it_is_named() {
        assert!(!parsed(&[]).unwrap().has(Peer::Build));
        assert!(!parsed(&["--peer", "dynoxide"]).unwrap().has(Peer::Build));
        assert!(parsed(&["--against", "./before"]).unwrap().has(Peer::Build));
    }
}
