//! Expiry, when the order in which items expire is damaged: its rows are keys without content, which no checksum covers.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options, Swept};
use dynamo_model::Backend;
use dynamo_model::request::{CreateTable, KeyKind, KeySchema, PutItem, Scan, UpdateTimeToLive};
use dynamo_model::value::{Item, Value};

#[path = "support/raw.rs"]
mod raw;

const NOW: u64 = 1_700_000_000;

fn open(path: &Path) -> Lmdb {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW));
    Options::new(path).clock(clock).open().unwrap()
}

fn session(id: u64, expires: u64) -> Item {
    Item::from_iter([("id", Value::from(id)), ("expires", expires.into())])
}

#[tokio::test]
async fn a_damaged_order_of_expiry_costs_no_item() {
    let directory = tempfile::tempdir().unwrap();
    let db = open(directory.path());
    let table = CreateTable::new("sessions", KeySchema::new("id")).with_attribute("id", KeyKind::N);
    db.create_table(table).await.unwrap();
    db.update_time_to_live(UpdateTimeToLive::enable("sessions", "expires")).await.unwrap();
    db.put_item(PutItem::new("sessions", session(1, NOW + 1000))).await.unwrap();
    drop(db);

    // More places than one piece of work looks at, all in the past: one of the item, the others of none.
    let row = raw::rows(directory.path(), Some("expiries")).into_keys().next().unwrap();
    let past = ((NOW - 1000) * 1000).to_be_bytes();
    let mut places = raw::Rows::new();
    places.insert([&row[..4], &past, &row[12..]].concat(), Vec::new());
    for number in 0..1000_u32 {
        places.insert([&row[..4], &past, &row[12..], &number.to_be_bytes()].concat(), Vec::new());
    }
    raw::put_all(directory.path(), Some("expiries"), &places);

    let db = open(directory.path());
    db.put_item(PutItem::new("sessions", session(2, NOW - 10))).await.unwrap();
    let swept = db.sweep().await.unwrap();
    // The engine may have swept by itself by now.
    assert!(swept == Swept { items: 1, records: 0 } || swept == Swept::default(), "{swept:?}");
    assert_eq!(db.scan(Scan::new("sessions")).await.unwrap().items, [session(1, NOW + 1000)]);
    let found = db.verify().unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
}
