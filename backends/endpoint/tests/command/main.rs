//! The command `dynamo-local`, started as a process of its own: what it serves, how it stops, and its work on data.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are not recognised as tests")]

mod backups;
mod load;
mod observed;
mod process;
mod server;
mod signatures;
#[cfg(target_os = "linux")]
mod terminal;
mod transfer;
mod usage;
#[path = "../wire/mod.rs"]
mod wire;
