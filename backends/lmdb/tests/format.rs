//! The bytes on disk are those of `docs/format.md`. A change here that an older version cannot read needs a new format
//! number.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::path::Path;

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::expr::Update;
use dynamo_model::request::{
    CreateTable, Distance, IndexDefinition, IndexProjection, KeyKind, KeySchema, PutItem, StreamView,
    UpdateItem, UpdateTimeToLive, VectorIndex,
};
use dynamo_model::value::{Item, Value};

#[path = "support/raw.rs"]
mod raw;

use raw::Rows;

fn rows(path: &Path, database: &str) -> Rows {
    raw::rows(path, Some(database))
}

/// Returns what is sealed, if the checksum is right.
fn content<'r>(key: &[u8], sealed: &'r [u8]) -> &'r [u8] {
    let checksum = crc32fast::hash(&[key, &sealed[4..]].concat());
    assert_eq!(sealed[..4], checksum.to_le_bytes());
    &sealed[4..]
}

/// A table with two indexes and two items, the second with keys that are too long to be kept as they are.
async fn stored(path: &Path) {
    let db = Lmdb::open(path).unwrap();
    let index = |name: &str| IndexDefinition::new(name, KeySchema::new("g").with_sort("s"));
    let include = IndexProjection::Include(vec!["x".to_owned()]);
    let table = CreateTable::new("tab", KeySchema::new("p").with_sort("s"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("s", KeyKind::B)
        .with_attribute("g", KeyKind::N)
        .with_global_index(index("all"))
        .with_global_index(index("some").with_projection(include));
    db.create_table(table).await.unwrap();
    let short =
        [("p", Value::from("ab")), ("s", Value::B(vec![1, 0, 2])), ("g", Value::from(1)), ("y", Value::Null)];
    let long = [("p", Value::from("p".repeat(2048))), ("s", Value::B(vec![9; 1024])), ("g", Value::from(-1))];
    db.put_item(PutItem::new("tab", Item::from_iter(short))).await.unwrap();
    db.put_item(PutItem::new("tab", Item::from_iter(long))).await.unwrap();
}

const ITEM: &[u8] = b"\x01p\x01\x02ab\x01s\x03\x03\x01\0\x02\x01g\x02\x03\0\0\x01\x01y\x06";

/// The hash that partitions are ordered by.
fn hashed(values: &[u8]) -> [u8; 4] {
    crc32fast::hash(values).to_be_bytes()
}

/// The key of the second item, without the table's id.
fn long_item_key() -> Vec<u8> {
    let partition = "p".repeat(2048);
    let hash = blake3::hash(partition.as_bytes());
    [&hashed(partition.as_bytes())[..], b"\x01", &hash.as_bytes()[..], &[9; 1024]].concat()
}

#[tokio::test]
async fn items_are_under_their_partition_and_sort_key() {
    let directory = tempfile::tempdir().unwrap();
    stored(directory.path()).await;
    let rows = rows(directory.path(), "items");
    assert_eq!(rows.len(), 2);

    let key = [&[0, 0, 0, 1], &hashed(b"ab")[..], b"\x00\0\x02ab\x01\0\x02"].concat();
    let row = content(&key, &rows[&key]);
    // p + ab, s + 3 bytes, g + 2, y + 1
    assert_eq!(row[..4], 12_u32.to_le_bytes());
    assert_eq!(&row[4..], ITEM);

    let key = [&[0, 0, 0, 1], &long_item_key()[..]].concat();
    content(&key, &rows[&key]);
}

#[tokio::test]
async fn entries_are_under_their_index_key_and_the_key_of_their_item() {
    let directory = tempfile::tempdir().unwrap();
    stored(directory.path()).await;
    let rows = rows(directory.path(), "entries");
    assert_eq!(rows.len(), 4);

    let one = b"\xC0\x03\xE9\x0B\0";
    let minus_one = b"\x40\xFC\x16\xF4\xFF";
    for (id, item) in [([0, 0, 0, 2], ITEM), ([0, 0, 0, 3], &ITEM[..ITEM.len() - 3])] {
        let sort = b"\x01\0\xFE\x02\0\0";
        let tie = [&b"\0"[..], &hashed(b"ab"), b"\x00\0\x02ab\x01\0\x02"].concat();
        let key = [&id[..], &hashed(one), b"\x00\0\x05", one, sort, &tie].concat();
        assert_eq!(&content(&key, &rows[&key])[4..], item);

        let sort = [&[9; 1024][..], b"\0\0"].concat();
        let tie = [&[1], &blake3::hash(&long_item_key()).as_bytes()[..16]].concat();
        let key = [&id[..], &hashed(minus_one), b"\x00\0\x05", minus_one, &sort, &tie].concat();
        content(&key, &rows[&key]);
    }
}

#[tokio::test]
async fn vectors_are_under_their_partition_and_the_key_of_their_item() {
    let directory = tempfile::tempdir().unwrap();
    let db = Lmdb::open(directory.path()).unwrap();
    let index = |name: &str| VectorIndex::new(name, "v", 2, Distance::Cosine);
    let table = CreateTable::new("tab", KeySchema::new("p"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("g", KeyKind::N)
        .with_attribute("f", KeyKind::S)
        .with_vector_index(index("all"))
        .with_vector_index(index("some").with_partition("g").with_filter("f"));
    db.create_table(table).await.unwrap();
    let vector = Value::L(vec![Value::from(1), Value::N("-0.1".parse().unwrap())]);
    let item = [("p", Value::from("ab")), ("v", vector), ("g", 1.into()), ("f", "x".into())];
    db.put_item(PutItem::new("tab", Item::from_iter(item))).await.unwrap();
    drop(db);
    let rows = rows(directory.path(), "entries");
    assert_eq!(rows.len(), 2);

    let item = [&hashed(b"ab")[..], b"\x00\0\x02ab"].concat();
    let tie = [b"\0", &item[..]].concat();
    let held = [&9_u16.to_le_bytes()[..], &item, &1_f32.to_le_bytes(), &(-0.1_f32).to_le_bytes()].concat();
    let key = [&[0, 0, 0, 2], &hashed(b"")[..], b"\x00\0\0", &tie].concat();
    assert_eq!(content(&key, &rows[&key]), held);

    let one = b"\xC0\x03\xE9\x0B\0";
    let key = [&[0, 0, 0, 3], &hashed(one)[..], b"\x00\0\x05", one, &tie].concat();
    assert_eq!(content(&key, &rows[&key]), [&held[..], b"\x01f\x01\x01x"].concat());
}

#[tokio::test]
async fn meta_holds_the_format_the_next_id_and_the_counters() {
    let directory = tempfile::tempdir().unwrap();
    stored(directory.path()).await;
    let rows = rows(directory.path(), "meta");
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[&b"format"[..]], 2_u32.to_le_bytes());
    assert_eq!(content(b"next id", &rows[&b"next id"[..]]), 4_u32.to_le_bytes());
    let long = 1 + 2048 + 1 + 1024 + 1 + 3;
    for (id, bytes) in [(1, 12 + long), (2, 12 + long), (3, 10 + long)] {
        let key = [b'n', b':', 0, 0, 0, id];
        let counters = [2_u64.to_le_bytes(), u64::to_le_bytes(bytes)].concat();
        assert_eq!(content(&key, &rows[&key[..]]), counters);
    }
}

#[tokio::test]
async fn a_tables_record_is_an_item() {
    let directory = tempfile::tempdir().unwrap();
    stored(directory.path()).await;
    let rows = rows(directory.path(), "tables");
    assert_eq!(rows.len(), 1);
    let mut record = Item::from_bytes(content(b"tab", &rows[&b"tab"[..]]).to_vec()).unwrap();
    assert_eq!(record.get("uuid").unwrap().to_value().as_s().unwrap().len(), 36);
    assert!(record.get("created_at").unwrap().to_value().as_n().unwrap().is_integer());
    assert_eq!(record.get("on_demand_at"), record.get("created_at"));
    assert!(record.remove("uuid") && record.remove("created_at") && record.remove("on_demand_at"));
    let key = r#"{"M":{"partition":{"L":[{"S":"p"}]},"sort":{"L":[{"S":"s"}]}}}"#;
    let index = |id: u32, name: &str, include: &str| {
        let key = key.replace(r#""p""#, r#""g""#);
        format!(r#"{{"M":{{"id":{{"N":"{id}"}},"name":{{"S":"{name}"}},"key":{key}{include}}}}}"#)
    };
    let (all, some) = (index(2, "all", ""), index(3, "some", r#","include":{"L":[{"S":"x"}]}"#));
    let expected = format!(
        r#"{{"id":{{"N":"1"}},"name":{{"S":"tab"}},"key":{key},
            "attributes":{{"M":{{"p":{{"S":"S"}},"s":{{"S":"B"}},"g":{{"S":"N"}}}}}},
            "indexes":{{"L":[{all},{some}]}}}}"#
    );
    assert_eq!(record, Item::from_dynamodb_json(&expected).unwrap());
}

/// A table with a local index, a stream and expiry, and an item that has changed once.
async fn streamed(path: &Path) {
    let db = Lmdb::open(path).unwrap();
    let table = CreateTable::new("tab", KeySchema::new("p").with_sort("s"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("s", KeyKind::S)
        .with_attribute("l", KeyKind::S)
        .with_local_index(
            IndexDefinition::new("by-l", KeySchema::new("p").with_sort("l"))
                .with_projection(IndexProjection::KeysOnly),
        )
        .with_stream(StreamView::NewAndOldImages)
        .with_tag("team", "orders");
    db.create_table(table).await.unwrap();
    db.update_time_to_live(UpdateTimeToLive::enable("tab", "ttl")).await.unwrap();
    let item = [("p", Value::from("ab")), ("s", "x".into()), ("l", "y".into()), ("ttl", 7.into())];
    db.put_item(PutItem::new("tab", Item::from_iter(item))).await.unwrap();
    let key = Item::from_iter([("p", "ab"), ("s", "x")]);
    let change = Update::new().set("l", "z").set("ttl", Value::N("8.0001".parse().unwrap()));
    db.update_item(UpdateItem::new("tab", key).with_update(change)).await.unwrap();
}

#[tokio::test]
async fn expiries_are_under_their_time_and_the_key_of_their_item() {
    let directory = tempfile::tempdir().unwrap();
    streamed(directory.path()).await;
    let rows = rows(directory.path(), "expiries");
    // The table is 1, its index 2, its stream 3.
    let key = [&[0, 0, 0, 4], &8001_u64.to_be_bytes()[..], &hashed(b"ab"), b"\x00\0\x02abx"].concat();
    assert_eq!(rows, Rows::from([(key, Vec::new())]));
}

#[tokio::test]
async fn collections_count_items_and_their_entries_in_local_indexes() {
    let directory = tempfile::tempdir().unwrap();
    streamed(directory.path()).await;
    let rows = rows(directory.path(), "collections");
    let key = [&[0, 0, 0, 1], &hashed(b"ab")[..], b"\x00\0\x02ab"].concat();
    let (item, entry) = (3 + 2 + 2 + (3 + 4), 3 + 2 + 2);
    assert_eq!(content(&key, &rows[&key]), u64::to_le_bytes(item + entry));
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn changes_are_under_their_stream_and_number() {
    let directory = tempfile::tempdir().unwrap();
    streamed(directory.path()).await;
    let rows = rows(directory.path(), "changes");
    assert_eq!(rows.len(), 2);
    let key = |number: u64| [&[0, 0, 0, 3], &number.to_be_bytes()[..]].concat();
    let record = |number| {
        let record = content(&key(number), &rows[&key(number)]);
        assert_eq!(record[..4], [0; 4]);
        let mut record = Item::from_bytes(record[4..].to_vec()).unwrap();
        assert!(record.remove("at"));
        record
    };
    let keys = r#""keys":{"M":{"p":{"S":"ab"},"s":{"S":"x"}}}"#;
    let image = |l: &str, ttl: &str| {
        format!(r#"{{"M":{{"p":{{"S":"ab"}},"s":{{"S":"x"}},"l":{{"S":"{l}"}},"ttl":{{"N":"{ttl}"}}}}}}"#)
    };
    let (first, second) = (image("y", "7"), image("z", "8.0001"));
    let expected = format!(r#"{{"event":{{"S":"INSERT"}},{keys},"new":{first}}}"#);
    assert_eq!(record(1), Item::from_dynamodb_json(&expected).unwrap());
    let expected = format!(r#"{{"event":{{"S":"MODIFY"}},{keys},"old":{first},"new":{second}}}"#);
    assert_eq!(record(2), Item::from_dynamodb_json(&expected).unwrap());
}

#[tokio::test]
async fn a_streams_record_is_an_item() {
    let directory = tempfile::tempdir().unwrap();
    streamed(directory.path()).await;
    let rows = rows(directory.path(), "streams");
    let id = [0, 0, 0, 3];
    let mut record = Item::from_bytes(content(&id, &rows[&id[..]]).to_vec()).unwrap();
    assert!(record.remove("started_at"));
    let expected = r#"{"id":{"N":"3"},"table":{"S":"tab"},"view":{"S":"NEW_AND_OLD_IMAGES"},"trimmed":{"N":"0"},
        "key":{"M":{"partition":{"L":[{"S":"p"}]},"sort":{"L":[{"S":"s"}]}}}}"#;
    assert_eq!(record, Item::from_dynamodb_json(expected).unwrap());
}
