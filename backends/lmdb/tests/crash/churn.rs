//! Work that the engine does in pieces: indexes that are filled and dropped, tables that are dropped, items that expire.
//! Nothing of it is awaited by name; whatever state it dies in has to be sound, and to go on from.

use dynamo_lmdb::Lmdb;
use dynamo_model::request::{
    BatchWriteItem, CreateTable, IndexDefinition, KeyKind, KeySchema, PutItem, StreamView, TableName,
    UpdateTable, UpdateTimeToLive, Write,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Backend, Error};

use crate::create;

/// More than two pieces of upkeep take.
const ITEMS: u64 = 1100;
const BATCH: u64 = 25;

/// Makes a table large enough that no index of it is filled at once, unless it is there.
pub(crate) async fn prepare(db: &Lmdb) {
    let large = CreateTable::new("large", KeySchema::new("id")).with_attribute("id", KeyKind::N);
    if db.create_table(large).await.is_ok() {
        fill(db, "large", ITEMS).await.unwrap();
    }
}

async fn fill(db: &Lmdb, table: &str, items: u64) -> dynamo_model::Result<()> {
    for start in (0..items).step_by(BATCH as usize) {
        let mut batch = BatchWriteItem::new();
        for id in start..start + BATCH {
            let item =
                Item::from_iter([("id", Value::from(id)), ("group", format!("group {}", id % 7).into())]);
            batch = batch.with_write(table, Write::Put(item));
        }
        db.batch_write_item(batch).await?;
    }
    Ok(())
}

/// What a process before this one has left half done is refused, and left to the engine.
fn expect_refusal(error: &Error) {
    assert!(error.is_in_use() || error.is_validation() || error.is_not_found(), "{error}");
}

/// Adds an index and takes it away, again and again.
pub(crate) async fn turn_index(db: Lmdb) {
    loop {
        let index = IndexDefinition::new("by-group", KeySchema::new("group"));
        let create = UpdateTable::new("large").with_attribute("group", KeyKind::S).creating_index(index);
        for update in [create, UpdateTable::new("large").deleting_index("by-group")] {
            if let Err(error) = db.update_table(update).await {
                expect_refusal(&error);
                tokio::task::yield_now().await;
            }
        }
    }
}

/// Makes a table and drops it, again and again.
pub(crate) async fn turn_table(db: Lmdb) {
    let table = CreateTable::new("passing", KeySchema::new("id"))
        .with_attribute("id", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-group", KeySchema::new("group")))
        .with_stream(StreamView::KeysOnly);
    loop {
        create(&db, table.clone()).await;
        fill(&db, "passing", 4 * BATCH).await.unwrap();
        db.delete_table(TableName::from("passing")).await.unwrap();
    }
}

/// Puts items that have expired already.
pub(crate) async fn put_expired(db: Lmdb) {
    let table = CreateTable::new("sessions", KeySchema::new("id"))
        .with_attribute("id", KeyKind::N)
        .with_stream(StreamView::NewAndOldImages);
    create(&db, table).await;
    if let Err(error) = db.update_time_to_live(UpdateTimeToLive::enable("sessions", "expires")).await {
        expect_refusal(&error);
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    for id in 0_u64.. {
        let item = Item::from_iter([("id", id % 50), ("expires", now - 100)]);
        db.put_item(PutItem::new("sessions", item)).await.unwrap();
    }
}
