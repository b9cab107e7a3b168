//! What is damaged holds up no write, and no upkeep but its own.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options, Swept};
use dynamo_model::Backend;
use dynamo_model::request::{
    CreateTable, IndexDefinition, KeyKind, KeySchema, PutItem, StreamView, TableName, TableStatus,
    UpdateTable, UpdateTimeToLive,
};
use dynamo_model::value::{Item, Value};

#[path = "support/raw.rs"]
mod raw;

const NOW: u64 = 1_700_000_000;
const DAY: u64 = 24 * 60 * 60;

fn open(path: &Path, now: u64) -> Lmdb {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(now));
    // Sweeps are the test's.
    Options::new(path).clock(clock).sweep_interval(Duration::from_secs(DAY)).open().unwrap()
}

async fn create(db: &Lmdb, name: &str) {
    let table = CreateTable::new(name, KeySchema::new("id")).with_attribute("id", KeyKind::N);
    db.create_table(table.with_stream(StreamView::NewImage)).await.unwrap();
}

async fn put(db: &Lmdb, table: &str, id: u64) {
    let item =
        Item::from_iter([("id", Value::from(id)), ("expires", (NOW + 10).into()), ("group", "g".into())]);
    db.put_item(PutItem::new(table, item)).await.unwrap();
}

/// Flips a bit at the end of the first row of a database.
fn damage(path: &Path, database: &str) {
    let (key, mut row) = raw::rows(path, Some(database)).pop_first().unwrap();
    *row.last_mut().unwrap() ^= 1;
    raw::put(path, Some(database), &key, &row);
}

#[tokio::test]
async fn a_damaged_item_keeps_no_other_from_expiring() {
    let directory = tempfile::tempdir().unwrap();
    let db = open(directory.path(), NOW);
    create(&db, "sessions").await;
    db.update_time_to_live(UpdateTimeToLive::enable("sessions", "expires")).await.unwrap();
    for id in 0..3 {
        put(&db, "sessions", id).await;
    }
    drop(db);
    damage(directory.path(), "items");

    let db = open(directory.path(), NOW + 11);
    // The engine sweeps once when it is opened.
    assert!(db.sweep().await.unwrap().items <= 2);
    assert_eq!(db.sweep().await.unwrap(), Swept::default());
    assert_eq!(db.describe_table(TableName::from("sessions")).await.unwrap().item_count, 1);
    let found = db.verify().unwrap();
    assert_eq!(found.items, 1, "it is not deleted: {:?}", found.problems);
}

#[tokio::test]
async fn a_damaged_counter_keeps_no_write_from_happening() {
    let directory = tempfile::tempdir().unwrap();
    let db = open(directory.path(), NOW);
    create(&db, "sessions").await;
    put(&db, "sessions", 1).await;
    drop(db);
    let counters = raw::rows(directory.path(), Some("meta"));
    let (key, mut row) = counters.into_iter().find(|(key, _)| key.starts_with(b"n:")).unwrap();
    *row.last_mut().unwrap() ^= 1;
    raw::put(directory.path(), Some("meta"), &key, &row);

    let db = open(directory.path(), NOW);
    put(&db, "sessions", 2).await;
    let found = db.verify().unwrap();
    assert_eq!(found.items, 2);
    assert!(!found.is_sound(), "the counter cannot be right");
}

#[tokio::test]
async fn a_damaged_record_keeps_no_other_stream_from_being_trimmed() {
    let directory = tempfile::tempdir().unwrap();
    let db = open(directory.path(), NOW);
    for table in ["first", "second"] {
        create(&db, table).await;
        put(&db, table, 1).await;
        put(&db, table, 2).await;
    }
    drop(db);
    damage(directory.path(), "changes");

    let db = open(directory.path(), NOW + DAY);
    let error = db.sweep().await.unwrap_err();
    assert!(error.is_storage(), "{error}");
    assert!(error.to_string().contains("the stream of table first"), "{error}");
    let found = db.verify().unwrap();
    assert_eq!(found.records, 2, "those behind the damage stay, the other stream's are gone");
}

#[tokio::test]
async fn a_damaged_table_keeps_no_other_from_getting_its_index() {
    let directory = tempfile::tempdir().unwrap();
    let db = open(directory.path(), NOW);
    for table in ["first", "second"] {
        create(&db, table).await;
        put(&db, table, 1).await;
    }
    drop(db);
    damage(directory.path(), "items");

    let db = open(directory.path(), NOW);
    for (table, works) in [("first", false), ("second", true)] {
        let by_group = IndexDefinition::new("by-group", KeySchema::new("group"));
        let request = UpdateTable::new(table).with_attribute("group", KeyKind::S).creating_index(by_group);
        assert_eq!(db.update_table(request).await.is_ok(), works, "{table}");
    }
    let error = db.settle().await.unwrap_err();
    assert!(error.is_storage() && error.to_string().contains("table first"), "{error}");
    for (table, status) in [("first", TableStatus::Creating), ("second", TableStatus::Active)] {
        let described = db.describe_table(TableName::from(table)).await.unwrap();
        assert_eq!(described.global_indexes.first().unwrap().status, status, "{table}");
    }
}
