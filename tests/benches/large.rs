//! A large table, from the first item to the last: `cargo bench -p dynamo-tests --bench large`.
//!
//! Loads small items by batches, opens the database again, queries, scans, and deletes the table. Prints how long each
//! took and how much memory the process holds that is not the page cache's (Linux only). `ITEMS` sets how many items,
//! a million unless set.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and fails by panicking"
)]

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Instant;

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{
    BatchWriteItem, CreateTable, IndexDefinition, KeyKind, KeySchema, Query, Scan, TableName, Write as Put,
};
use dynamo_model::value::{Item, Value};
use tokio::task::JoinSet;

const PER_PARTITION: u64 = 1000;
const WRITERS: u64 = 64;
const PER_BATCH: u64 = 25;
const QUERIES: u64 = 10_000;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let items = std::env::var("ITEMS").map_or(1_000_000, |text| text.parse().unwrap());
    let directory = tempfile::tempdir().unwrap();
    println!("{items} items");
    step("open", directory.path(), || async { open(directory.path()) }).await;

    let db = open(directory.path());
    db.create_table(table()).await.unwrap();
    step("load", directory.path(), || load(db.clone(), items)).await;
    drop(db);

    let db = step("open again", directory.path(), || async { open(directory.path()) }).await;
    let described = db.describe_table(TableName::from("events")).await.unwrap();
    assert_eq!((described.item_count, described.global_indexes.first().unwrap().item_count), (items, items));
    step("query", directory.path(), || query(&db, items)).await;
    let found = step("scan", directory.path(), || scan(&db)).await;
    assert_eq!(found, items);
    step("delete the table", directory.path(), || async {
        db.delete_table(TableName::from("events")).await.unwrap();
    })
    .await;
    step("remove what is left of it", directory.path(), || async { db.settle().await.unwrap() }).await;
    db.create_table(table()).await.unwrap();
    assert_eq!(scan(&db).await, 0);
    step("load a tenth again, into freed pages", directory.path(), || load(db.clone(), items / 10)).await;
}

fn open(path: &Path) -> Lmdb {
    Options::new(path).durability(Durability::Async).open().unwrap()
}

fn table() -> CreateTable {
    CreateTable::new("events", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("day", KeyKind::N)
        .with_global_index(IndexDefinition::new("by-day", KeySchema::new("day").with_sort("sk")))
}

fn event(number: u64) -> Item {
    let mut item = Item::new();
    item.insert("pk", format!("device#{}", number / PER_PARTITION));
    item.insert("sk", number % PER_PARTITION);
    item.insert("day", number % 365);
    item.insert("reading", Value::from(number.wrapping_mul(2_654_435_761) % 1_000_000));
    item
}

async fn load(db: Lmdb, items: u64) {
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let db = db.clone();
        writers.spawn(async move {
            let mut start = writer * PER_BATCH;
            while start < items {
                let batch = (start..items.min(start + PER_BATCH))
                    .fold(BatchWriteItem::new(), |batch, number| {
                        batch.with_write("events", Put::Put(event(number)))
                    });
                assert!(db.batch_write_item(batch).await.unwrap().unprocessed.is_empty());
                start += WRITERS * PER_BATCH;
            }
        });
    }
    let mut done = 0;
    while let Some(writer) = writers.join_next().await {
        writer.unwrap();
        done += 1;
        progress(done, WRITERS);
    }
}

async fn query(db: &Lmdb, items: u64) {
    for at in 0..QUERIES {
        let partition = at.wrapping_mul(2_654_435_761) % items.div_ceil(PER_PARTITION);
        let condition = KeyCondition::partition("pk", format!("device#{partition}"));
        let page = db.query(Query::new("events", condition).with_limit(20)).await.unwrap();
        assert!(!page.items.is_empty());
    }
}

async fn scan(db: &Lmdb) -> u64 {
    let mut found = 0;
    let mut next = Scan::new("events");
    loop {
        let page = db.scan(next.clone()).await.unwrap();
        found += u64::try_from(page.count).unwrap();
        match page.last_evaluated_key {
            Some(last) => next.exclusive_start_key = Some(last),
            None => return found,
        }
    }
}

/// Runs a step and prints what it took.
async fn step<T, F: Future<Output = T>>(what: &str, path: &Path, work: impl FnOnce() -> F) -> T {
    let started = Instant::now();
    let done = work().await;
    let elapsed = started.elapsed();
    let file = std::fs::metadata(path.join("data.mdb")).map_or(0, |file| file.len());
    println!("{what}: {elapsed:.2?}; file {} MiB, memory {}", file >> 20, memory());
    done
}

/// The memory that is the process's own, not mapped from the file.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let own = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    own.map_or("unknown".to_owned(), |own| own.trim().to_owned())
}

fn progress(done: u64, of: u64) {
    if std::io::stdout().is_terminal() {
        print!("\r{done} of {of} writers are done");
        std::io::stdout().flush().unwrap();
        if done == of {
            println!();
        }
    }
}
