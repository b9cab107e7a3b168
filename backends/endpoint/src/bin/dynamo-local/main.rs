//! The command `dynamo-local`: DynamoDB on this machine, and what is to be done with its data.

mod arguments;
mod backup;
mod database;
mod description;
mod export;
mod failure;
mod import;
mod items;
mod load;
mod logs;
mod progress;
mod restore;
mod serve;
mod signals;
mod signatures;
mod source;
mod stats;
mod verify;
mod workbench;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Command, CommandLine};
use crate::failure::{Failure, Outcome};

fn main() -> ExitCode {
    // Wrong arguments end the process here, with 2.
    let arguments = CommandLine::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // There is nobody left to tell if this fails.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: CommandLine) -> Outcome {
    let command = arguments.command.unwrap_or(Command::Serve(arguments.serve));
    if !matches!(command, Command::Serve(_)) {
        logs::warnings();
    }
    match command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Backup(arguments) => backup::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Export(arguments) => alone(export::run(&arguments)),
        Command::Import(arguments) => alone(import::run(&arguments)),
        Command::Stats(arguments) => alone(stats::run(&arguments)),
    }
}

/// Runs what has a thread for itself.
fn alone(work: impl Future<Output = Outcome>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.map_err(|error| Failure::new(format_args!("cannot start: {error}")))?.block_on(work)
}

/// Says what was done.
fn say(line: impl std::fmt::Display) -> Outcome {
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    written.map_err(|error| Failure::new(format_args!("cannot write to the standard output: {error}")))
}
