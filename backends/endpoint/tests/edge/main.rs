//! The edge of the endpoint, by bytes over TCP: HTTP, the order of checks, and clients that are broken or hostile.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod client;
mod encoding;
mod end;
mod hostile;
mod http;
mod http2;
mod limits;
mod order;
mod searches;
mod silence;
mod tables;
mod vector_indexes;
mod vectors;
#[path = "../wire/mod.rs"]
mod wire;
