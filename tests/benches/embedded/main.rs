//! The built-in engine against raw LMDB on the same bytes, in the same run: `cargo bench -p dynamo-tests`.
//!
//! Absolute times say little on a shared machine; the ratios of short, interleaved rounds do.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and fails by panicking"
)]

mod data;
mod group;
mod listing;
mod load;
mod measure;
mod raw;
mod reads;
mod start;
mod writes;

use dynamo_model::Record;
use tokio::runtime::Builder;

use data::{Order, PARTITIONS, PER_PARTITION};

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let db = runtime.block_on(load::loaded(Order::all()));
    let raw = raw::Raw::open(false);
    raw.load(Order::all());
    let item = Order::new(1, 1).to_item().unwrap();
    println!("{} items of {} attributes, {} bytes", PARTITIONS * PER_PARTITION, item.len(), item.size());
    reads::gets(&runtime, &db, &raw);
    reads::queries(&runtime, &db, &raw);
    reads::filtered_scans(&runtime);
    writes::conditional_updates(&runtime, &db, &raw);
    writes::durable_puts(&runtime);
    writes::durable_puts_indexed(&runtime);
    group::durable_puts(&runtime);
    start::temporary(&runtime);
}
