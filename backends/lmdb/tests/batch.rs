//! Batches: what each element does, what the whole refuses, and what it costs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::expr::{KeyCondition, Projection};
use dynamo_model::request::{
    BatchGetItem, BatchWriteItem, Capacity, CreateTable, IndexDefinition, KeyKind, KeySchema, KeysToGet,
    PutItem, Query, ReturnCapacity, Scan, TableName, Write,
};
use dynamo_model::value::{Item, Number, Value};

/// Two tables of items `id`; those of `work` with an attribute `owner` are in an index.
async fn tables() -> Lmdb {
    let db = Lmdb::temporary().unwrap();
    let of = |name| CreateTable::new(name, KeySchema::new("id")).with_attribute("id", KeyKind::N);
    let index = IndexDefinition::new("by-owner", KeySchema::new("owner"));
    db.create_table(of("work").with_attribute("owner", KeyKind::S).with_global_index(index)).await.unwrap();
    db.create_table(of("other")).await.unwrap();
    db
}

fn key(id: u64) -> Item {
    Item::from_iter([("id", id)])
}

/// An item of about so many bytes.
fn item(id: u64, bytes: usize) -> Item {
    let mut item = key(id);
    item.insert("text", "x".repeat(bytes));
    item
}

fn owned(id: u64) -> Item {
    let mut item = key(id);
    item.insert("owner", "o");
    item
}

async fn put(db: &Lmdb, table: &str, item: Item) {
    db.put_item(PutItem::new(table, item)).await.unwrap();
}

async fn count(db: &Lmdb, table: &str) -> usize {
    db.scan(Scan::new(table)).await.unwrap().count
}

#[tokio::test]
async fn a_batch_reads_what_there_is_of_every_table() {
    let db = tables().await;
    put(&db, "work", item(1, 10)).await;
    put(&db, "other", item(2, 10)).await;
    let batch = BatchGetItem::new()
        .with_keys("work", KeysToGet::new([key(1), key(7)]).with_projection(Projection::from_iter(["id"])))
        .with_keys("other", KeysToGet::new([key(2)]));
    let output = db.batch_get_item(batch).await.unwrap();
    assert_eq!(output.items["work"], [key(1)]);
    assert_eq!(output.items["other"], [item(2, 10)]);
    assert!(output.unprocessed.is_empty() && output.consumed_capacity.is_empty());
    let nothing = BatchGetItem::new().with_keys("work", KeysToGet::new([key(9)]));
    assert!(db.batch_get_item(nothing).await.unwrap().items["work"].is_empty());
}

#[tokio::test]
async fn every_item_of_a_batch_is_charged_on_its_own() {
    let db = tables().await;
    for id in 0..3 {
        put(&db, "work", item(id, 4096)).await;
    }
    let batch = BatchGetItem::new()
        .with_keys("work", KeysToGet::new((0..4).map(key)))
        .with_keys("other", KeysToGet::new([key(1)]).consistent())
        .with_capacity(ReturnCapacity::Indexes);
    let consumed = db.batch_get_item(batch).await.unwrap().consumed_capacity;
    let totals: Vec<(&str, Capacity)> = consumed.iter().map(|one| (&*one.table_name, one.total)).collect();
    // Three times two halves, and one for what is missing.
    assert_eq!(totals, [("other", Capacity::from_units(1)), ("work", Capacity::from_halves(7))]);
    assert_eq!(consumed[0].table, Some(consumed[0].total));
}

#[tokio::test]
async fn what_an_answer_has_no_room_for_is_left_for_the_next_request() {
    let db = tables().await;
    for id in 0..50 {
        put(&db, "work", item(id, 390 * 1024)).await;
    }
    let keys = KeysToGet::new((0..50).map(key)).with_projection(Projection::from_iter(["id"])).consistent();
    let mut batch = BatchGetItem::new().with_keys("work", keys).with_keys("zzz", KeysToGet::new([key(1)]));
    let rounds = 2;
    let missing = db.batch_get_item(batch.clone()).await.unwrap_err();
    assert!(missing.is_not_found());
    batch.tables.remove("zzz");
    let mut found = Vec::new();
    for round in 1..=rounds {
        let output = db.batch_get_item(batch).await.unwrap();
        found.extend(output.items["work"].clone());
        assert_eq!(output.unprocessed.is_empty(), round == rounds);
        if let Some(left) = output.unprocessed.get("work") {
            assert_eq!(found.len(), 42, "16 MB of 390 KB each");
            assert!(left.consistent_read && left.projection.is_some());
        }
        batch = BatchGetItem::new();
        batch.tables = output.unprocessed;
    }
    found.sort_by_key(|item| item.get("id").and_then(|id| id.as_n()));
    assert_eq!(found, (0..50).map(key).collect::<Vec<_>>());
}

#[tokio::test]
async fn numbers_are_one_key_however_they_are_written() {
    let db = tables().await;
    let other = Item::from_iter([("id", Value::N(Number::parse("1.0").unwrap()))]);
    let get = BatchGetItem::new().with_keys("work", KeysToGet::new([key(1), other.clone()]));
    let error = db.batch_get_item(get).await.unwrap_err();
    assert_eq!(error.message(), "Provided list of item keys contains duplicates");
    let write = BatchWriteItem::new()
        .with_write("work", Write::Put(owned(1)))
        .with_write("work", Write::Delete(other));
    let error = db.batch_write_item(write).await.unwrap_err();
    assert_eq!(error.message(), "Provided list of item keys contains duplicates");
}

#[tokio::test]
async fn a_batch_puts_and_deletes_and_keeps_indexes_and_counters() {
    let db = tables().await;
    put(&db, "work", owned(1)).await;
    put(&db, "work", owned(2)).await;
    let batch = BatchWriteItem::new()
        .with_write("work", Write::Delete(key(1)))
        .with_write("work", Write::Put(item(2, 2000)))
        .with_write("work", Write::Put(owned(3)))
        .with_write("work", Write::Delete(key(9)))
        .with_write("other", Write::Put(key(1)))
        .with_capacity(ReturnCapacity::Indexes);
    let output = db.batch_write_item(batch).await.unwrap();
    assert!(output.unprocessed.is_empty());
    let [other, work] = &output.consumed_capacity[..] else { unreachable!("one entry for each table") };
    assert_eq!(other.total, Capacity::from_units(1));
    assert_eq!(work.table, Some(Capacity::from_units(1 + 2 + 1 + 1)));
    assert_eq!(work.global_indexes["by-owner"], Capacity::from_units(3));
    assert_eq!(work.total, Capacity::from_units(8));
    let in_index = Query::new("work", KeyCondition::partition("owner", "o")).on_index("by-owner");
    assert_eq!(db.query(in_index).await.unwrap().items, [owned(3)]);
    let description = db.describe_table(TableName::from("work")).await.unwrap();
    assert_eq!((description.item_count, description.global_indexes[0].item_count), (2, 1));
}

#[tokio::test]
async fn one_bad_element_stops_the_whole_batch() {
    let db = tables().await;
    let good = || BatchWriteItem::new().with_write("other", Write::Put(key(1)));
    let wrong_key = Item::from_iter([("id", "1")]);
    let mut wrong_index_key = key(2);
    wrong_index_key.insert("owner", 1);
    for bad in [Write::Put(wrong_key.clone()), Write::Delete(wrong_key), Write::Put(wrong_index_key)] {
        let error = db.batch_write_item(good().with_write("work", bad)).await.unwrap_err();
        assert!(error.is_validation(), "{error}");
    }
    let missing = good().with_write("zzz", Write::Delete(key(1)));
    assert!(db.batch_write_item(missing).await.unwrap_err().is_not_found());
    assert_eq!(count(&db, "other").await, 0);
    db.batch_write_item(good()).await.unwrap();
    assert_eq!(count(&db, "other").await, 1);
}

#[tokio::test]
async fn a_table_by_its_name_and_by_its_arn_is_written_to_once() {
    let db = tables().await;
    let arn = || TableName::from("arn:aws:dynamodb:us-east-1:000000000000:table/work");
    put(&db, "work", item(1, 10)).await;
    put(&db, "work", item(2, 10)).await;
    let twice = BatchWriteItem::new()
        .with_write("work", Write::Delete(key(1)))
        .with_write(arn(), Write::Put(item(1, 10)));
    let error = db.batch_write_item(twice).await.unwrap_err();
    assert_eq!(error.message(), "Provided list of item keys contains duplicates");
    let apart = BatchWriteItem::new()
        .with_write("work", Write::Delete(key(1)))
        .with_write(arn(), Write::Put(item(3, 10)));
    db.batch_write_item(apart).await.unwrap();
    assert_eq!(count(&db, "work").await, 2);
}
