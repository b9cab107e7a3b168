//! A process killed while it writes, again and again: what it acknowledged is there, and everything agrees.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests are not recognised as tests"
)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use dynamo_lmdb::{Durability, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{
    CreateTable, DeleteItem, IndexDefinition, KeyKind, KeySchema, PutItem, Query, TableName, UpdateItem,
};
use dynamo_model::value::{Item, Value};

#[path = "support/child.rs"]
mod child;

const ROUNDS: u64 = 20;
const WRITERS: u64 = 6;
const GROUPS: u64 = 3;
const SIGKILL: i32 = 9;

/// What a writer does at one step of its work. It only touches items of its own partition.
enum Step {
    Put { place: u64, group: u64 },
    Move { place: u64, group: u64 },
    Delete { place: u64 },
}

/// Puts two items, moves the second one within the index, deletes the first; then on to the next two.
fn step(number: u64) -> Step {
    let (block, place) = (number / 4, number / 4 * 2);
    match number % 4 {
        0 => Step::Put { place, group: block % GROUPS },
        1 => Step::Put { place: place + 1, group: block % GROUPS },
        2 => Step::Move { place: place + 1, group: (block + 1) % GROUPS },
        _ => Step::Delete { place },
    }
}

fn group(number: u64) -> String {
    format!("group {number}")
}

fn key(partition: &str, place: u64) -> Item {
    Item::from_iter([("partition", Value::from(partition)), ("place", Value::from(place))])
}

fn item(partition: &str, place: u64, in_group: u64) -> Item {
    let mut item = key(partition, place);
    item.insert("group", group(in_group));
    // Now and then larger than a page.
    item.insert("padding", "x".repeat(if place.is_multiple_of(7) { 6000 } else { 100 }));
    item
}

/// What a partition holds after so many steps.
fn after(partition: &str, steps: u64) -> BTreeMap<u64, Item> {
    let mut items = BTreeMap::new();
    for number in 0..steps {
        match step(number) {
            Step::Put { place, group } | Step::Move { place, group } => {
                items.insert(place, item(partition, place, group));
            }
            Step::Delete { place } => drop(items.remove(&place)),
        }
    }
    items
}

async fn run(db: &Lmdb, partition: &str, number: u64) -> dynamo_model::Result<()> {
    match step(number) {
        Step::Put { place, group } => {
            db.put_item(PutItem::new("events", item(partition, place, group))).await.map(drop)
        }
        Step::Move { place, group: to } => {
            let update = Update::new().set("group", Value::from(group(to)));
            db.update_item(UpdateItem::new("events", key(partition, place)).with_update(update))
                .await
                .map(drop)
        }
        Step::Delete { place } => {
            db.delete_item(DeleteItem::new("events", key(partition, place))).await.map(drop)
        }
    }
}

fn open(path: impl AsRef<Path>, durability: &str) -> Lmdb {
    let durability = if durability == "sync" { Durability::Sync } else { Durability::Async };
    Options::new(path.as_ref()).durability(durability).open().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs as the process that is killed"]
async fn writes_until_killed() {
    let (Ok(path), Ok(durability), Ok(round)) =
        (std::env::var("CRASH_PATH"), std::env::var("CRASH_DURABILITY"), std::env::var("CRASH_ROUND"))
    else {
        return;
    };
    let db = open(path, &durability);
    let table = CreateTable::new("events", KeySchema::new("partition").with_sort("place"))
        .with_attribute("partition", KeyKind::S)
        .with_attribute("place", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-group", KeySchema::new("group").with_sort("place")));
    if let Err(error) = db.create_table(table).await {
        assert!(error.is_in_use(), "{error}");
    }
    println!();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (db, partition) = (db.clone(), format!("{round}/{writer}"));
        writers.spawn(async move {
            for number in 0.. {
                run(&db, &partition, number).await.unwrap();
                println!("done {partition} {}", number + 1);
            }
        });
    }
    writers.join_next().await.unwrap().unwrap();
}

/// Starts the process, kills it once it has acknowledged `patience` steps, and returns the steps of each partition.
fn kill_after(patience: usize, path: &Path, durability: &str, round: u64) -> BTreeMap<String, u64> {
    let round = round.to_string();
    let settings =
        [("CRASH_PATH", path.to_str().unwrap()), ("CRASH_DURABILITY", durability), ("CRASH_ROUND", &round)];
    let mut process = child::command("writes_until_killed", &settings).spawn().unwrap();
    let mut acknowledged: BTreeMap<String, u64> =
        (0..WRITERS).map(|writer| (format!("{round}/{writer}"), 0)).collect();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut seen = 0;
    loop {
        if seen == patience {
            process.kill().unwrap();
        }
        // What it said before it died counts, too.
        let Some(line) = lines.next() else { break };
        if let Some((partition, steps)) =
            line.unwrap().strip_prefix("done ").and_then(|said| said.split_once(' '))
        {
            acknowledged.insert(partition.to_owned(), steps.parse().unwrap());
        }
        seen += 1;
    }
    let mut complaint = String::new();
    process.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    let status = process.wait().unwrap();
    assert_eq!(status.signal(), Some(SIGKILL), "round {round} ended by itself: {status}, {complaint}");
    acknowledged
}

async fn read(db: &Lmdb, mut query: Query) -> Vec<Item> {
    let mut items = Vec::new();
    loop {
        let page = db.query(query.clone()).await.unwrap();
        items.extend(page.items);
        match page.last_evaluated_key {
            Some(last) => query.exclusive_start_key = Some(last),
            None => return items,
        }
    }
}

/// Reads a partition, and returns how far its writer got.
async fn check_partition(db: &Lmdb, partition: &str, acknowledged: u64) -> (u64, Vec<Item>) {
    let stored = read(db, Query::new("events", KeyCondition::partition("partition", partition))).await;
    // One step may have been on its way when the process died.
    let steps = [acknowledged, acknowledged + 1]
        .into_iter()
        .find(|steps| after(partition, *steps).values().eq(&stored))
        .unwrap_or_else(|| panic!("{partition}: {acknowledged} steps acknowledged, found {stored:?}"));
    (steps, stored)
}

async fn check(db: &Lmdb, history: &mut BTreeMap<String, u64>) {
    let mut stored = Vec::new();
    for (partition, steps) in history.iter_mut() {
        let (found, items) = check_partition(db, partition, *steps).await;
        *steps = found;
        stored.extend(items);
    }
    let mut indexed = Vec::new();
    for number in 0..GROUPS {
        let condition = KeyCondition::partition("group", group(number));
        indexed.extend(read(db, Query::new("events", condition).on_index("by-group")).await);
    }
    let order = |item: &Item| {
        let place = item.get("place").unwrap().to_value().as_n().unwrap();
        (item.get("partition").unwrap().to_value().as_s().unwrap().to_owned(), place)
    };
    stored.sort_by_key(order);
    indexed.sort_by_key(order);
    assert_eq!(indexed, stored, "the index holds what the table holds");

    let description = db.describe_table(TableName::from("events")).await.unwrap();
    let index = &description.global_indexes[0];
    let bytes: u64 = stored.iter().map(|item| item.size() as u64).sum();
    assert_eq!((description.item_count, description.size_bytes), (stored.len() as u64, bytes));
    assert_eq!((index.item_count, index.size_bytes), (stored.len() as u64, bytes));
}

/// Another number each time, the same in every run.
fn scattered(round: u64) -> u64 {
    round.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

async fn survives(durability: &str) {
    let directory = tempfile::tempdir().unwrap();
    let mut history = BTreeMap::new();
    for round in 0..ROUNDS {
        // Sometimes at once, while the database is being made or opened.
        let patience = if round % 5 == 0 { 0 } else { scattered(round) as usize % 150 };
        history.extend(kill_after(patience, directory.path(), durability, round));
        let db = open(directory.path(), durability);
        if db.describe_table(TableName::from("events")).await.is_ok() {
            check(&db, &mut history).await;
        } else {
            assert!(history.values().all(|steps| *steps == 0), "the table is gone: {history:?}");
        }
    }
    assert!(history.values().sum::<u64>() > 100, "{history:?}");
}

#[tokio::test]
async fn synchronous_writes_survive_a_kill() {
    survives("sync").await;
}

#[tokio::test]
async fn asynchronous_writes_survive_a_kill() {
    survives("async").await;
}
