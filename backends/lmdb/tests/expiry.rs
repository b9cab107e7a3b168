//! Items that expire, on a clock the tests control.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options, Swept};
use dynamo_model::Backend;
use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{
    CreateTable, DescribeStream, GetItem, GetRecords, GetShardIterator, IndexDefinition, KeyKind, KeySchema,
    PutItem, Query, Scan, ShardPosition, StreamEvent, StreamRecord, StreamView, TableName, TimeToLiveStatus,
    UpdateItem, UpdateTimeToLive, UserIdentity,
};
use dynamo_model::value::{Item, Value};

/// What the clock says at first, in seconds since 1970.
const NOW: u64 = 1_800_000_000;
const YEAR: u64 = 365 * 24 * 60 * 60;
const HOUR: Duration = Duration::from_secs(60 * 60);

fn opened() -> (Lmdb, Clock) {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW));
    // Only swept when a test says so.
    let options = Options::temporary().clock(clock.clone()).sweep_interval(Duration::MAX);
    (options.open().unwrap(), clock)
}

fn sessions() -> CreateTable {
    CreateTable::new("sessions", KeySchema::new("id"))
        .with_attribute("id", KeyKind::S)
        .with_attribute("user", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-user", KeySchema::new("user")))
        .with_stream(StreamView::OldImage)
}

fn key(id: &str) -> Item {
    Item::from_iter([("id", id)])
}

fn session(id: &str, expires_at: impl Into<Value>) -> Item {
    Item::from_iter([("id", Value::from(id)), ("user", "ada".into()), ("ttl", expires_at.into())])
}

async fn put(db: &Lmdb, item: Item) {
    db.put_item(PutItem::new("sessions", item)).await.unwrap();
}

async fn enable(db: &Lmdb) {
    db.update_time_to_live(UpdateTimeToLive::enable("sessions", "ttl")).await.unwrap();
}

async fn ids(db: &Lmdb) -> Vec<String> {
    let items = db.scan(Scan::new("sessions").consistent()).await.unwrap().items;
    let text = |item: &Item| item.get("id").unwrap().to_value().as_s().unwrap().to_owned();
    let mut ids: Vec<String> = items.iter().map(text).collect();
    ids.sort();
    ids
}

async fn records(db: &Lmdb) -> Vec<StreamRecord> {
    let table = db.describe_table(TableName::from("sessions")).await.unwrap();
    let arn = table.latest_stream_arn.unwrap();
    let shard = db.describe_stream(DescribeStream::new(&*arn)).await.unwrap().shards.remove(0);
    let oldest = GetShardIterator::new(arn, shard.id, ShardPosition::TrimHorizon);
    let iterator = db.get_shard_iterator(oldest).await.unwrap();
    db.get_records(GetRecords::new(iterator)).await.unwrap().records
}

fn items(items: usize) -> Swept {
    Swept { items, records: 0 }
}

#[tokio::test]
async fn expired_items_stay_until_they_are_swept() {
    let (db, clock) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    put(&db, session("a", NOW + 10)).await;
    put(&db, session("b", NOW + 20)).await;
    clock.advance(Duration::from_secs(11));
    let found = db.get_item(GetItem::new("sessions", key("a"))).await.unwrap().item;
    assert_eq!(found, Some(session("a", NOW + 10)));

    assert_eq!(db.sweep().await.unwrap(), items(1));
    assert_eq!(ids(&db).await, ["b"]);
    assert_eq!(db.sweep().await.unwrap(), items(0));
    clock.advance(Duration::from_secs(10));
    assert_eq!(db.sweep().await.unwrap(), items(1));
    assert!(ids(&db).await.is_empty());
}

#[tokio::test]
async fn an_item_is_not_expired_before_its_second_has_passed() {
    let (db, clock) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    put(&db, session("a", NOW)).await;
    assert_eq!(db.sweep().await.unwrap(), items(0));
    clock.advance(Duration::from_millis(1));
    assert_eq!(db.sweep().await.unwrap(), items(1));
}

#[tokio::test]
async fn only_numbers_of_seconds_of_the_last_five_years_count() {
    let (db, _) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    put(&db, session("text", (NOW - 10).to_string())).await;
    put(&db, session("negative", -1)).await;
    put(&db, session("milliseconds", NOW * 1000)).await;
    put(&db, session("too old", NOW - 5 * YEAR - 1)).await;
    put(&db, session("old", NOW - 5 * YEAR + 1)).await;
    put(&db, session("fraction", Value::N("1799999999.5".parse().unwrap()))).await;
    put(&db, key("none")).await;
    assert_eq!(db.sweep().await.unwrap(), items(2));
    assert_eq!(ids(&db).await, ["milliseconds", "negative", "none", "text", "too old"]);
}

#[tokio::test]
async fn an_item_given_more_time_is_not_swept() {
    let (db, clock) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    put(&db, session("a", NOW + 1)).await;
    put(&db, session("b", NOW + 1)).await;
    clock.advance(HOUR);
    let longer = Update::new().set("ttl", NOW + 100_000);
    db.update_item(UpdateItem::new("sessions", key("a")).with_update(longer)).await.unwrap();
    db.update_item(UpdateItem::new("sessions", key("b")).with_update(Update::new().remove("ttl")))
        .await
        .unwrap();
    assert_eq!(db.sweep().await.unwrap(), items(0));
    assert_eq!(ids(&db).await, ["a", "b"]);
}

#[tokio::test]
async fn items_from_before_expiry_was_turned_on_expire_too() {
    let (db, _) = opened();
    db.create_table(sessions()).await.unwrap();
    // More than are looked at in one go.
    for number in 0..1200 {
        put(&db, session(&number.to_string(), NOW - 1)).await;
    }
    enable(&db).await;
    loop {
        let status = db.describe_time_to_live(TableName::from("sessions")).await.unwrap().status;
        if status == TimeToLiveStatus::Enabled {
            break;
        }
        assert_eq!(status, TimeToLiveStatus::Enabling);
        tokio::task::yield_now().await;
    }
    assert_eq!(db.sweep().await.unwrap(), items(1200));
    assert!(ids(&db).await.is_empty());
}

#[tokio::test]
async fn a_swept_item_leaves_indexes_and_is_recorded_as_the_services_doing() {
    let (db, clock) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    put(&db, session("a", NOW + 1)).await;
    clock.advance(HOUR);
    db.sweep().await.unwrap();
    let by_user = Query::new("sessions", KeyCondition::partition("user", "ada")).on_index("by-user");
    assert!(db.query(by_user).await.unwrap().items.is_empty());
    let described = db.describe_table(TableName::from("sessions")).await.unwrap();
    assert_eq!((described.item_count, described.global_indexes[0].item_count), (0, 0));

    let records = records(&db).await;
    assert_eq!(records.len(), 2);
    assert_eq!(records[0].user_identity, None);
    assert_eq!((records[1].event, &records[1].keys), (StreamEvent::Remove, &key("a")));
    assert_eq!(records[1].old_image, Some(session("a", NOW + 1)));
    assert_eq!(records[1].user_identity, Some(UserIdentity::time_to_live()));
}

#[tokio::test]
async fn nothing_expires_once_expiry_is_off() {
    let (db, clock) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    put(&db, session("a", NOW + 1)).await;
    clock.advance(HOUR);
    db.update_time_to_live(UpdateTimeToLive::disable("sessions", "ttl")).await.unwrap();
    assert_eq!(db.sweep().await.unwrap(), items(0));
    assert_eq!(ids(&db).await, ["a"]);
}

#[tokio::test]
async fn expiry_is_changed_once_an_hour_at_the_most() {
    let (db, clock) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    let disable = || db.update_time_to_live(UpdateTimeToLive::disable("sessions", "ttl"));
    clock.advance(HOUR - Duration::from_secs(1));
    assert_eq!(
        disable().await.unwrap_err().message(),
        "Time to live has been modified multiple times within a fixed interval"
    );
    clock.advance(Duration::from_secs(1));
    disable().await.unwrap();
}

#[tokio::test]
async fn the_engine_sweeps_by_itself() {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(NOW));
    let often = Duration::from_millis(5);
    let db = Options::temporary().clock(clock).sweep_interval(often).open().unwrap();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    put(&db, session("a", NOW - 1)).await;
    while !ids(&db).await.is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn any_sweep_interval_leaves_the_database_usable() {
    for interval in [Duration::ZERO, Duration::MAX] {
        let db = Options::temporary().sweep_interval(interval).open().unwrap();
        db.create_table(sessions()).await.unwrap();
        enable(&db).await;
        put(&db, session("a", NOW * 10)).await;
        assert_eq!(ids(&db).await, ["a"]);
    }
}

#[tokio::test]
async fn an_engine_with_an_endless_interval_sweeps_only_when_it_is_told() {
    let (db, _) = opened();
    db.create_table(sessions()).await.unwrap();
    enable(&db).await;
    for id in ["a", "b", "c"] {
        put(&db, session(id, NOW - 1)).await;
    }
    db.settle().await.unwrap();
    assert_eq!(ids(&db).await, ["a", "b", "c"]);
    assert_eq!(db.sweep().await.unwrap(), items(3));
}
