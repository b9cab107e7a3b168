//! The built-in engine against raw LMDB on the same bytes, in the same run: `cargo bench -p dynamo-tests`.
//!
//! Absolute times say little on a shared machine; the ratios of short, interleaved rounds do.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and fails by panicking"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dynamo_lmdb::{Durability, Options};
use dynamo_model::value::ItemRef;
use dynamo_model::{Db, Entity, Record, Table};
use heed::types::Bytes;
use heed::{CommitOrAbort, Database, Env, EnvFlags, EnvOpenOptions, WithoutTls};
use serde::{Deserialize, Serialize};
use tokio::runtime::{Builder, Runtime};

const PARTITIONS: u32 = 200;
const PER_PARTITION: u32 = 100;
const ROUNDS: usize = 15;

#[derive(Table)]
#[table(name = "bench")]
enum Bench {
    Order(Order),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Bench, pk = "CUSTOMER#{customer}", sk = "ORDER#{number}")]
#[access(name = of_customer)]
struct Order {
    customer: u32,
    number: u32,
    status: String,
    placed_at: String,
    total: u64,
    currency: String,
    paid: bool,
    note: String,
    city: String,
}

fn order(customer: u32, number: u32) -> Order {
    Order {
        customer,
        number,
        status: "open".to_owned(),
        placed_at: "2026-11-20T09:30:00Z".to_owned(),
        total: u64::from(number) * 100 + 99,
        currency: "SEK".to_owned(),
        paid: number.is_multiple_of(2),
        note: "x".repeat(180),
        city: "Goteborg".to_owned(),
    }
}

/// The same packed bytes in an LMDB environment of its own.
struct Raw {
    env: Env<WithoutTls>,
    rows: Database<'static, Bytes, Bytes>,
    _directory: tempfile::TempDir,
}

impl Raw {
    #[allow(unsafe_code, reason = "a memory map can only be opened so")]
    fn open(sync: bool) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut options = EnvOpenOptions::new().read_txn_without_tls();
        options.map_size(1 << 32).max_dbs(2);
        // SAFETY: the directory is this process's own, and nothing else opens the file in it.
        let env = unsafe {
            if !sync {
                options.flags(EnvFlags::NO_SYNC);
            }
            options.open(directory.path()).unwrap()
        };
        let txn = env.write_txn().unwrap();
        let rows = env
            .create_databases_and_commit(txn, |opener, txn| {
                Ok::<_, heed::Error>(CommitOrAbort::<_, ()>::Commit(
                    opener.create_database(txn, Some("rows"))?,
                ))
            })
            .unwrap()
            .unwrap_commit();
        Self { env, rows, _directory: directory }
    }

    fn key(customer: u32, number: u32) -> Vec<u8> {
        format!("0000bench{customer:010}ORDER#{number:010}").into_bytes()
    }

    fn put(&self, order: &Order) {
        let item = order.to_item().unwrap();
        let mut txn = self.env.write_txn().unwrap();
        self.rows.put(&mut txn, &Self::key(order.customer, order.number), item.as_bytes()).unwrap();
        txn.commit().unwrap();
    }
}

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let options = Options::new(directory.path().join("async")).durability(Durability::Async);
    let db = Bench::on(options.open().unwrap());
    let raw = Raw::open(false);
    runtime.block_on(async {
        db.ensure_table().await.unwrap();
        for customer in 0..PARTITIONS {
            for number in 0..PER_PARTITION {
                let order = order(customer, number);
                db.put(&order).await.unwrap();
                raw.put(&order);
            }
        }
    });
    println!("{} items of {} bytes", PARTITIONS * PER_PARTITION, order(1, 1).to_item().unwrap().size());
    gets(&runtime, &db, &raw);
    queries(&runtime, &db, &raw);
    durable_puts(&runtime);
}

fn gets(runtime: &Runtime, db: &Db<Bench>, raw: &Raw) {
    compare("typed get / raw get", 20_000, |count| {
        let started = Instant::now();
        runtime.block_on(async {
            for at in 0..count {
                let (customer, number) = place(at);
                black_box(db.get(Order::key(customer, number)).await.unwrap().unwrap());
            }
        });
        let ours = started.elapsed();
        let started = Instant::now();
        for at in 0..count {
            let (customer, number) = place(at);
            let txn = raw.env.read_txn().unwrap();
            black_box(raw.rows.get(&txn, &Raw::key(customer, number)).unwrap().unwrap().len());
        }
        (ours, started.elapsed())
    });
}

fn queries(runtime: &Runtime, db: &Db<Bench>, raw: &Raw) {
    compare("typed query of 20 / raw scan and decode of 20", 2_000, |count| {
        let started = Instant::now();
        runtime.block_on(async {
            for at in 0..count {
                let query = db.query(Order::of_customer(place(at).0)).limit(20);
                assert_eq!(query.await.unwrap().len(), 20);
            }
        });
        let ours = started.elapsed();
        let started = Instant::now();
        for at in 0..count {
            let txn = raw.env.read_txn().unwrap();
            let start = Raw::key(place(at).0, 0);
            let range = (std::ops::Bound::Included(start.as_slice()), std::ops::Bound::Unbounded);
            let rows = raw.rows.range(&txn, &range).unwrap().take(20);
            let orders: Vec<Order> =
                rows.map(|row| Order::from_item(ItemRef::new(row.unwrap().1)).unwrap()).collect();
            assert_eq!(black_box(orders).len(), 20);
        }
        (ours, started.elapsed())
    });
}

fn durable_puts(runtime: &Runtime) {
    let directory = tempfile::tempdir().unwrap();
    let db = Bench::on(Options::new(directory.path().join("sync")).open().unwrap());
    let raw = Raw::open(true);
    runtime.block_on(db.ensure_table()).unwrap();
    // A new total every time: writing what is there already costs the engine no commit.
    let mut total = 0;
    let mut orders = |count: u32| -> Vec<Order> {
        let changed = |at| {
            total += 1;
            let (customer, number) = place(at);
            Order { total, ..order(customer, number) }
        };
        (0..count).map(changed).collect()
    };
    compare("durable put, one caller / raw commit", 60, |count| {
        let orders = orders(count);
        let started = Instant::now();
        runtime.block_on(async {
            for order in &orders {
                db.put(order).await.unwrap();
            }
        });
        let ours = started.elapsed();
        let started = Instant::now();
        orders.iter().for_each(|order| raw.put(order));
        (ours, started.elapsed())
    });
}

/// Spreads reads over the data.
fn place(at: u32) -> (u32, u32) {
    let scattered = at.wrapping_mul(2_654_435_761) % (PARTITIONS * PER_PARTITION);
    (scattered / PER_PARTITION, scattered % PER_PARTITION)
}

/// Prints the median of the ratios of interleaved rounds.
fn compare(what: &str, count: u32, mut round: impl FnMut(u32) -> (Duration, Duration)) {
    round(count);
    let mut rounds: Vec<(f64, Duration, Duration)> = (0..ROUNDS)
        .map(|_| {
            let (ours, theirs) = round(count);
            (ours.as_secs_f64() / theirs.as_secs_f64(), ours / count, theirs / count)
        })
        .collect();
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((ratio, ours, theirs)) = rounds.get(ROUNDS / 2) {
        println!("{what}: {ratio:.2} x  ({ours:?} / {theirs:?})");
    }
}
