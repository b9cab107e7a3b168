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

#[path = "../support/raw.rs"]
mod raw;

use std::path::Path;

use dynamo_lmdb::Lmdb;

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
