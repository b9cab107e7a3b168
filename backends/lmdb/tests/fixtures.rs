//! Databases that older versions wrote: every format number ever released has one here, and it opens for ever.
//!
//! `cargo test -p dynamo-lmdb --test fixtures -- --ignored` writes the one of the current format.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options};
use dynamo_model::Backend;
use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{
    Action, BillingMode, CreateTable, DeleteItem, DescribeStream, GetItem, GetRecords, GetShardIterator,
    IndexDefinition, IndexProjection, KeyKind, KeySchema, ListTags, PutItem, Query, Scan, ShardPosition,
    StreamView, TableClass, TableName, Throughput, TimeToLiveStatus, TransactWrite, TransactWriteItems,
    UpdateItem, UpdateTimeToLive,
};
use dynamo_model::value::{Item, Value};

/// The format this version writes.
const CURRENT: u32 = 2;

fn fixture(format: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/format-{format}.mdb"))
}

/// A key too long to be kept as it is, one that ends in zeros, and short ones.
fn keys() -> [(String, Vec<u8>); 4] {
    [
        ("a".to_owned(), vec![1]),
        ("a".to_owned(), vec![1, 0, 0]),
        ("p".repeat(2048), vec![9; 1000]),
        ("å".to_owned(), vec![255]),
    ]
}

fn item(place: usize) -> Item {
    let (partition, sort) = keys()[place].clone();
    let text = format!(
        r#"{{"g": {{"N": "-{place}.5"}}, "t": {{"S": "tenant"}}, "x": {{"S": "included"}},
             "big": {{"N": "99999999999999999999999999999999999999"}}, "small": {{"N": "1e-130"}},
             "yes": {{"BOOL": true}}, "no": {{"BOOL": false}}, "null": {{"NULL": true}}, "empty": {{"S": ""}},
             "ss": {{"SS": ["", "b"]}}, "ns": {{"NS": ["1", "-2"]}}, "bs": {{"BS": ["AA=="]}},
             "doc": {{"M": {{"list": {{"L": [{{"S": "z"}}, {{"M": {{}}}}, {{"L": []}}]}}}}}}}}"#
    );
    let mut item = Item::from_dynamodb_json(&text).unwrap();
    item.insert("p", partition);
    item.insert("s", Value::B(sort));
    item
}

fn key_of(item: &Item) -> Item {
    ["p", "s"].into_iter().map(|name| (name, item.get(name).unwrap().to_value())).collect()
}

fn things() -> CreateTable {
    let tenants = KeySchema::new("t").with_partition("x").with_sort("g").with_sort("s");
    let include = IndexProjection::Include(vec!["x".to_owned(), "doc".to_owned()]);
    CreateTable::new("things", KeySchema::new("p").with_sort("s"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("s", KeyKind::B)
        .with_attribute("g", KeyKind::N)
        .with_attribute("t", KeyKind::S)
        .with_attribute("x", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-number", KeySchema::new("g").with_sort("s")))
        .with_global_index(
            IndexDefinition::new("by-tenant", tenants).with_projection(IndexProjection::KeysOnly),
        )
        .with_global_index(IndexDefinition::new("included", KeySchema::new("t")).with_projection(include))
}

fn counters() -> CreateTable {
    CreateTable::new("counters", KeySchema::new("id"))
        .with_attribute("id", KeyKind::N)
        .with_billing(BillingMode::Provisioned(Throughput { read: 5, write: 7 }))
}

/// Opens a database at the time the fixtures were made, so that nothing in them is too old.
fn open(path: &Path) -> Lmdb {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    Options::new(path).clock(clock).open().unwrap()
}

async fn write(path: &Path) {
    let db = open(path);
    db.create_table(things()).await.unwrap();
    db.create_table(counters()).await.unwrap();
    for place in 0..keys().len() {
        db.put_item(PutItem::new("things", item(place))).await.unwrap();
    }
    db.delete_item(DeleteItem::new("things", key_of(&item(3)))).await.unwrap();
    let count = Action::Update(Item::from_iter([("id", 7)]), Update::new().add("count", 1));
    let once = TransactWriteItems::new([TransactWrite::new("counters", count)]).with_token("once");
    db.transact_write_items(once).await.unwrap();
    write_since_2(&db).await;
}

/// Local indexes, streams, expiry and labels came with format 2.
fn events() -> CreateTable {
    CreateTable::new("events", KeySchema::new("p").with_sort("s"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("s", KeyKind::N)
        .with_attribute("l", KeyKind::S)
        .with_local_index(IndexDefinition::new("by-l", KeySchema::new("p").with_sort("l")))
        .with_class(TableClass::InfrequentAccess)
        .with_stream(StreamView::NewAndOldImages)
        .with_tag("team", "orders")
        .protected()
}

fn event(sort: u32, label: &str) -> Item {
    let expires_at = Value::from(4_000_000_000_u64);
    Item::from_iter([("p", Value::from("a")), ("s", sort.into()), ("l", label.into()), ("ttl", expires_at)])
}

async fn write_since_2(db: &Lmdb) {
    db.create_table(events()).await.unwrap();
    db.update_time_to_live(UpdateTimeToLive::enable("events", "ttl")).await.unwrap();
    db.put_item(PutItem::new("events", event(1, "z"))).await.unwrap();
    db.put_item(PutItem::new("events", event(2, "y"))).await.unwrap();
    db.put_item(PutItem::new("events", event(1, "x"))).await.unwrap();
}

async fn check_since_2(db: &Lmdb) {
    let by_label = Query::new("events", KeyCondition::partition("p", "a")).on_index("by-l").consistent();
    assert_eq!(db.query(by_label).await.unwrap().items, [event(1, "x"), event(2, "y")]);

    let described = db.describe_table(TableName::from("events")).await.unwrap();
    assert_eq!(described.class, Some(TableClass::InfrequentAccess));
    assert!(described.deletion_protection);
    let labels = db.list_tags(ListTags::new(described.arn)).await.unwrap();
    assert_eq!(labels.tags["team"], "orders");
    let expiry = db.describe_time_to_live(TableName::from("events")).await.unwrap();
    assert_eq!((expiry.attribute.as_deref(), expiry.status), (Some("ttl"), TimeToLiveStatus::Enabled));

    let arn = described.latest_stream_arn.unwrap();
    let shard = db.describe_stream(DescribeStream::new(&*arn)).await.unwrap().shards.remove(0);
    let third = ShardPosition::At(format!("{:021}", 3));
    let iterator = db.get_shard_iterator(GetShardIterator::new(&*arn, &*shard.id, third)).await.unwrap();
    let records = db.get_records(GetRecords::new(iterator)).await.unwrap().records;
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].old_image, Some(event(1, "z")));
    assert_eq!(records[0].new_image, Some(event(1, "x")));
}

/// Everything that [`write`] stored, read in every way there is; then the database goes on being used.
async fn check(path: &Path, format: u32) {
    let db = open(path);
    if format >= 2 {
        check_since_2(&db).await;
    }
    let mut stored: Vec<Item> = (0..3).map(item).collect();
    for item in &stored {
        let found = db.get_item(GetItem::new("things", key_of(item))).await.unwrap();
        assert_eq!(found.item.as_ref(), Some(item));
    }
    let by_text = |item: &Item| item.to_dynamodb_json();
    let mut scanned = db.scan(Scan::new("things")).await.unwrap().items;
    scanned.sort_by_key(by_text);
    stored.sort_by_key(by_text);
    assert_eq!(scanned, stored);

    let number = KeyCondition::partition("g", Value::N("-1.5".parse().unwrap()));
    let by_number = db.query(Query::new("things", number).on_index("by-number")).await.unwrap();
    assert_eq!(by_number.items, [item(1)]);
    let tenant = KeyCondition::partition("t", "tenant").with_equal("x", "included");
    let by_tenant = db.query(Query::new("things", tenant).on_index("by-tenant")).await.unwrap();
    let names: BTreeMap<usize, usize> =
        by_tenant.items.iter().enumerate().map(|(place, item)| (place, item.len())).collect();
    assert_eq!(names, BTreeMap::from([(0, 5), (1, 5), (2, 5)]));
    let tenant = KeyCondition::partition("t", "tenant");
    let included = db.query(Query::new("things", tenant).on_index("included")).await.unwrap();
    assert!(included.items.iter().all(|item| item.len() == 5 && item.contains("doc")));

    let described = db.describe_table(TableName::from("things")).await.unwrap();
    assert_eq!((described.item_count, described.global_indexes.len()), (3, 3));
    assert_eq!(described.global_indexes[1].definition.key, things().global_indexes[1].key);
    assert_eq!(described.on_demand_at, described.created_at);
    let described = db.describe_table(TableName::from("counters")).await.unwrap();
    assert_eq!(described.billing, counters().billing);
    assert_eq!((described.on_demand_at, described.decreases_today), (None, 0));
    assert_eq!(described.warm_throughput, Some(Throughput { read: 5, write: 7 }));
    let seven = Item::from_iter([("id", 7)]);
    let counted = db.get_item(GetItem::new("counters", seven.clone())).await.unwrap().item.unwrap();
    assert_eq!(counted.get("count").unwrap().to_value(), Value::from(1));

    let more = UpdateItem::new("counters", seven).with_update(Update::new().add("count", 1));
    db.update_item(more).await.unwrap();
    db.put_item(PutItem::new("things", item(3))).await.unwrap();
    assert_eq!(db.scan(Scan::new("things")).await.unwrap().count, 4);
}

#[tokio::test]
async fn databases_of_every_format_open_and_go_on() {
    for format in 1..=CURRENT {
        let directory = tempfile::tempdir().unwrap();
        fs::copy(fixture(format), directory.path().join("data.mdb")).unwrap();
        check(directory.path(), format).await;
    }
}

#[tokio::test]
#[ignore = "writes the fixture of the current format"]
async fn write_the_fixture() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path()).await;
    let bytes = fs::read(directory.path().join("data.mdb")).unwrap();
    // The zeros behind the last page come back when the file is opened.
    let used = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    fs::write(fixture(CURRENT), &bytes[..used.next_multiple_of(4096)]).unwrap();
}
