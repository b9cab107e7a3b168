//! AWS's published online shop: nine kinds of items, two overloaded indexes, sixteen access patterns.
//!
//! `cargo run --example shop` runs it on the built-in engine; `-- --help` shows the rest.

use std::process::ExitCode;

use clap::Parser as _;
use dynamo_examples::{cli, shop};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match shop::main(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::fail(&error),
    }
}
