//! The built-in engine against dynoxide, the fastest other DynamoDB in a Rust process, on the same items in the same
//! run: `cargo run --release --manifest-path tests/peers/Cargo.toml`.
//!
//! Each side does what its users do. Ours builds typed requests and, where the typed layer reads, decodes structs; its
//! database is a temporary one, in a file that nothing syncs. The peer takes and returns maps of attribute values. Its
//! database is SQLite: once in memory, which nothing of ours is, and once in a file whose commits nothing syncs, as
//! ours. Requests are made anew each time.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and fails by panicking")]

#[path = "../../benches/embedded/data.rs"]
mod data;
#[path = "../../benches/embedded/load.rs"]
mod load;
#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../../benches/embedded/measure.rs"]
mod measure;
mod peer;

use std::hint::black_box;

use dynamo_model::Db;
use dynamo_model::expr::{Condition, Path};
use dynamo_model::request::Scan;
use tokio::runtime::{Builder, Runtime};

use data::{Bench, FOUND, Order, QUERIED, SCANNED, place};
use load::loaded;
use measure::{Target, compare, time};
use peer::{Orders, Peer};

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let db = runtime.block_on(loaded(Order::all()));
    for (place, make) in [("in memory", Peer::in_memory as fn(Orders) -> Peer), ("in a file", Peer::in_file)]
    {
        println!("dynoxide {place}:");
        let peer = make(Box::new(Order::all()));
        gets(&runtime, &db, &peer);
        queries(&runtime, &db, &peer);
        conditional_updates(&runtime, &db, &peer);
        filtered_scans(&runtime, make);
    }
}

fn gets(runtime: &Runtime, db: &Db<Bench>, peer: &Peer) {
    compare("get", Target::Throughput(5.0), 5_000, |count| {
        let ours = time(|| {
            runtime.block_on(async {
                for (customer, number) in (0..count).map(place) {
                    black_box(db.get(Order::key(customer, number)).await.unwrap().unwrap());
                }
            });
        });
        let theirs = time(|| {
            for (customer, number) in (0..count).map(place) {
                black_box(peer.get(customer, number));
            }
        });
        (ours, theirs)
    });
}

fn queries(runtime: &Runtime, db: &Db<Bench>, peer: &Peer) {
    compare("query of 20", Target::Throughput(9.0), 3_000, |count| {
        let ours = time(|| {
            runtime.block_on(async {
                for (customer, _) in (0..count).map(place) {
                    let query = db.query(Order::of_customer(customer)).limit(QUERIED);
                    assert_eq!(black_box(query.await.unwrap()).len(), QUERIED);
                }
            });
        });
        let theirs = time(|| {
            for (customer, _) in (0..count).map(place) {
                assert_eq!(black_box(peer.query(customer)).len(), QUERIED);
            }
        });
        (ours, theirs)
    });
}

fn filtered_scans(runtime: &Runtime, make: fn(Orders) -> Peer) {
    let orders = || (0..SCANNED).map(|number| Order::new(number / 100, number));
    let db = runtime.block_on(loaded(orders()));
    let peer = make(Box::new(orders()));
    let below = u64::from(SCANNED) / 10 * 100;
    compare("filtered scan of 1,000", Target::Throughput(20.0), 10, |count| {
        let ours = time(|| {
            for _ in 0..count {
                let scan = Scan::new(db.table_name().clone())
                    .with_filter(Condition::lt(Path::attribute("total"), below));
                let output = runtime.block_on(db.backend().scan(scan)).unwrap();
                assert_eq!(black_box(output.items).len(), FOUND);
            }
        });
        let theirs = time(|| {
            for _ in 0..count {
                assert_eq!(black_box(peer.scan(below)).len(), FOUND);
            }
        });
        (ours, theirs)
    });
}

fn conditional_updates(runtime: &Runtime, db: &Db<Bench>, peer: &Peer) {
    compare("conditional update", Target::Throughput(5.0), 1_000, |count| {
        let ours = time(|| {
            runtime.block_on(async {
                for (customer, number) in (0..count).map(place) {
                    let update = db.update(Order::key(customer, number));
                    update.set(|o| o.total.plus(1)).only_if(|o| o.status.eq("open")).await.unwrap();
                }
            });
        });
        let theirs = time(|| {
            for (customer, number) in (0..count).map(place) {
                peer.update(customer, number);
            }
        });
        (ours, theirs)
    });
}
