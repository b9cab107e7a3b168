//! What `dynamo-local` takes before anybody asks much of it: the time until it answers, its memory, and its binary, each
//! against its target: `cargo run --release --manifest-path tests/peers/Cargo.toml --bin footprint`.
//!
//! The time is from before the process is made until the answer to a first request is read. The binary is in the page
//! cache by then, as that of a command that is used often is. Memory is all that is resident, pages of the binary among it.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and fails by panicking")]

#[path = "../../command.rs"]
mod command;
mod figure;
mod server;

use std::ffi::{OsStr, OsString};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Parser;

use figure::Figure;
use server::Server;

/// How long a server is left alone before its memory is looked at: what it does of itself at first is done by then.
const IDLE: Duration = Duration::from_secs(1);
const TABLE: &str = r#"{
    "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]
}"#;

/// Measures what `dynamo-local` takes: time to start, memory while idle, and the size of its binary.
///
/// The exit status tells whether it could be started, and nothing about targets.
#[derive(Debug, Parser)]
#[command(name = "footprint")]
struct Arguments {
    /// The command to measure; built from this repository unless given
    #[arg(long, value_name = "PATH")]
    dynamo_local: Option<PathBuf>,
    /// How often it is started
    #[arg(long, default_value = "21")]
    starts: NonZero<usize>,
}

fn main() {
    let Arguments { dynamo_local, starts } = Arguments::parse();
    let command = dynamo_local.unwrap_or_else(command::build);
    let directory = tempfile::tempdir().unwrap();
    let kept = [OsStr::new("--data"), directory.path().as_os_str()].map(OsString::from);
    Server::start(&command, &kept).ask("CreateTable", TABLE);

    let in_memory = [OsString::from("--in-memory")];
    let start = |name, arguments: &[OsString]| Figure {
        name,
        measured: Some(median((0..starts.get()).map(|_| first_answer(&command, arguments)).collect())),
        target: 20.0,
        unit: "ms",
    };
    println!("{}", start("first answer, in memory", &in_memory));
    println!("{}", start("first answer, of a directory with a table", &kept));
    for (name, arguments) in
        [("idle memory, in memory", &in_memory[..]), ("idle memory, of a directory", &kept)]
    {
        let measured = idle_memory(&command, arguments).map(|bytes| bytes / 1e6);
        println!("{}", Figure { name, measured, target: 15.0, unit: "MB" });
    }
    let measured = stripped_size(&command).map(|bytes| bytes as f64 / 1e6);
    println!("{}", Figure { name: "binary, stripped", measured, target: 15.0, unit: "MB" });
}

/// Returns the milliseconds from the start to the first answer.
fn first_answer(command: &Path, arguments: &[OsString]) -> f64 {
    let started = Instant::now();
    let server = Server::start(command, arguments);
    server.ask("ListTables", "{}");
    let took = started.elapsed();
    drop(server);
    took.as_secs_f64() * 1e3
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Returns the bytes that are resident after one request and a while of nothing.
fn idle_memory(command: &Path, arguments: &[OsString]) -> Option<f64> {
    let server = Server::start(command, arguments);
    server.ask("ListTables", "{}");
    std::thread::sleep(IDLE);
    server.memory("VmRSS")
}

/// Returns the size of the binary without its symbols, where there is a `strip` to take them out.
fn stripped_size(command: &Path) -> Option<u64> {
    let directory = tempfile::tempdir().unwrap();
    let stripped = directory.path().join("stripped");
    let done = Command::new("strip").arg("-o").arg(&stripped).arg(command).status().ok()?;
    done.success().then(|| stripped.metadata().unwrap().len())
}
