//! `dynamo-local` over HTTP against Amazon's DynamoDB Local and dynoxide, on the same items (of which DynamoDB Local
//! has a tenth on disk, as it would load for minutes), with the same client, in the same run:
//! `cargo run --release --manifest-path tests/peers/Cargo.toml --bin wire`.
//!
//! The client has its requests ready before the clock starts, and does no more with an answer than to look at its
//! status, so that what is compared are servers. It has a thread of its own, and takes part of the machine: how much, the
//! table tells.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints, and fails by panicking"
)]

mod arguments;
mod client;
#[path = "../../command.rs"]
mod command;
#[allow(dead_code, reason = "the other benches use the rest")]
#[path = "../../../../benches/embedded/data.rs"]
mod data;
mod peer;
mod report;
mod rounds;
mod server;
mod work;

use clap::Parser as _;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

use arguments::{Arguments, CommandLine};
use rounds::compare;
use server::Servers;

fn main() {
    let CommandLine { serve, arguments } = CommandLine::parse();
    match serve {
        Some(_) => Builder::new_multi_thread().enable_all().build().unwrap().block_on(peer::serve()),
        // One thread, so that the servers have the rest of the machine.
        None => {
            Builder::new_current_thread().enable_all().build().unwrap().block_on(unless_stopped(&arguments))
        }
    }
}

/// Compares until that is done or somebody has enough of it; the servers stop either way.
async fn unless_stopped(arguments: &Arguments) {
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt()).unwrap(), signal(SignalKind::terminate()).unwrap());
    tokio::select! {
        () = run(arguments) => {}
        _ = interrupt.recv() => panic!("interrupted"),
        _ = terminate.recv() => panic!("terminated"),
    }
}

async fn run(arguments: &Arguments) {
    let works = arguments.works();
    let servers = Servers::start(arguments, works.iter().any(|work| work.durable)).await;
    println!("{}", report::HEADER);
    for connections in arguments.connections() {
        for work in &works {
            let sides = servers.of(work.durable);
            let sides = compare(arguments, work, *connections, &sides).await;
            report::lines(work, *connections, &sides).for_each(|line| println!("{line}"));
        }
    }
}
