//! Verification: a sound database is found sound, and every kind of damage is found, named and counted.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

mod database;
mod items;
mod rest;
mod streams;
mod vectors;

#[path = "../support/raw.rs"]
mod raw;

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::request::{CreateTable, KeyKind, KeySchema, PutItem, StreamView};
use dynamo_model::value::Item;

use database::{complaints, make, open};

#[tokio::test]
async fn a_database_of_everything_is_sound() {
    let directory = tempfile::tempdir().unwrap();
    make(directory.path()).await;
    let found = open(directory.path()).verify().unwrap();
    assert!(found.is_sound(), "{}", complaints(&found));
    assert_eq!((found.tables, found.items, found.entries), (2, 5, 2 + 2 + 3));
    assert_eq!((found.expiries, found.collections), (2, 2));
    assert_eq!((found.streams, found.records, found.tokens), (2, 8 + 2, 1));
}

#[test]
fn an_empty_database_is_sound() {
    let found = Lmdb::temporary().unwrap().verify().unwrap();
    assert!(found.is_sound(), "{}", complaints(&found));
    assert_eq!(found, dynamo_lmdb::Verification::default());
}

#[test]
fn databases_of_every_format_are_sound() {
    for format in [1, 2] {
        let directory = tempfile::tempdir().unwrap();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let fixture = fixtures.join(format!("format-{format}.mdb"));
        std::fs::copy(fixture, directory.path().join("data.mdb")).unwrap();
        let found = open(directory.path()).verify().unwrap();
        assert!(found.is_sound(), "format {format}: {}", complaints(&found));
        assert_eq!(found.items, if format == 1 { 4 } else { 6 });
    }
}

/// Records of a stream are found by their times.
#[tokio::test]
async fn a_clock_that_goes_back_leaves_a_stream_in_order() {
    let directory = tempfile::tempdir().unwrap();
    for seconds in [1_000, 999, 500, 1_001] {
        let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(seconds));
        let db = Options::new(directory.path()).clock(clock).open().unwrap();
        let table = CreateTable::new("events", KeySchema::new("id")).with_attribute("id", KeyKind::N);
        let created = db.create_table(table.with_stream(StreamView::NewImage)).await;
        assert_eq!(created.is_ok(), seconds == 1_000);
        db.put_item(PutItem::new("events", Item::from_iter([("id", seconds)]))).await.unwrap();
        let found = db.verify().unwrap();
        assert!(found.is_sound(), "{}", complaints(&found));
    }
}
