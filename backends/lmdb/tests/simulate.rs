//! What the cloud does to programs, on request, and the same way every time.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::collections::BTreeSet;

use dynamo_lmdb::{Lmdb, Options, Simulation};
use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{
    Action, BatchGetItem, BatchWriteItem, BillingMode, CreateTable, DeleteItem, GetItem, IndexDefinition,
    KeyKind, KeySchema, KeysToGet, PutItem, Query, Scan, Throughput, TransactGet, TransactGetItems,
    TransactWrite, TransactWriteItems, UpdateItem, Write,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Backend, CancellationReason, Error};

const ROUNDS: u64 = 200;

async fn opened(simulation: Simulation) -> Lmdb {
    let db = Options::temporary().simulate(simulation).open().unwrap();
    let table = CreateTable::new("shop", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-group", KeySchema::new("group").with_sort("sk")));
    db.create_table(table).await.unwrap();
    db
}

fn key(pk: &str, sk: u64) -> Item {
    Item::from_iter([("pk", Value::from(pk)), ("sk", sk.into())])
}

fn item(pk: &str, sk: u64, version: u64) -> Item {
    let mut item = key(pk, sk);
    item.insert("group", "g");
    item.insert("version", version);
    item
}

async fn put(db: &Lmdb, item: Item) -> dynamo_model::Result<()> {
    db.put_item(PutItem::new("shop", item)).await.map(drop)
}

fn version(item: &Item) -> u64 {
    item.get("version").unwrap().to_value().as_n().unwrap().to_u64().unwrap()
}

fn get() -> GetItem {
    GetItem::new("shop", key("a", 1))
}

/// Which of many puts were refused.
async fn refused(simulation: Simulation) -> Vec<u64> {
    let db = opened(simulation).await;
    let mut refused = Vec::new();
    for round in 0..ROUNDS {
        if put(&db, item("a", round, 0)).await.is_err() {
            refused.push(round);
        }
    }
    refused
}

#[tokio::test]
async fn a_seed_makes_the_same_choices_every_time() {
    let of = |seed| refused(Simulation::seeded(seed).throttling(0.3));
    let first = of(1).await;
    assert_eq!(first, of(1).await);
    assert_ne!(first, of(2).await);
    assert!((20..100).contains(&first.len()), "{}", first.len());
    assert!(refused(Simulation::seeded(1)).await.is_empty());
}

#[tokio::test]
async fn throttling_is_of_a_table_or_of_one_partition() {
    let db = opened(Simulation::seeded(1).throttling_of_partition("shop", "hot", 1.0)).await;
    put(&db, item("cold", 1, 0)).await.unwrap();
    let error = put(&db, item("hot", 1, 0)).await.unwrap_err();
    assert!(error.is_throttled());
    assert!(error.message().starts_with("Throughput exceeds the current capacity"), "{error}");
    let partition = |pk| Query::new("shop", KeyCondition::partition("pk", pk));
    assert!(db.query(partition("hot")).await.unwrap_err().is_throttled());
    assert_eq!(db.query(partition("cold")).await.unwrap().count, 1);
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 1);

    let db = opened(Simulation::seeded(1).throttling_of("other", 1.0)).await;
    put(&db, item("a", 1, 0)).await.unwrap();
    let other = CreateTable::new("other", KeySchema::new("pk"))
        .with_attribute("pk", KeyKind::S)
        .with_billing(BillingMode::Provisioned(Throughput { read: 1, write: 1 }));
    db.create_table(other).await.unwrap();
    let error = db.put_item(PutItem::new("other", Item::from_iter([("pk", "a")]))).await.unwrap_err();
    assert!(error.message().starts_with("The level of configured provisioned throughput"), "{error}");
}

#[tokio::test]
async fn a_request_that_breaks_a_rule_is_told_so_first() {
    let db = opened(Simulation::seeded(1).throttling(1.0).conflicts(1.0)).await;
    let wrong = PutItem::new("shop", Item::from_iter([("pk", "a")]));
    assert!(db.put_item(wrong).await.unwrap_err().is_validation());
}

#[tokio::test]
async fn eventually_consistent_reads_may_see_the_past_and_consistent_ones_never_do() {
    let db = opened(Simulation::seeded(3).stale_reads(0.5)).await;
    let mut seen = BTreeSet::new();
    for round in 0..ROUNDS {
        put(&db, item("a", 1, round)).await.unwrap();
        let found = db.get_item(get().consistent()).await.unwrap().item.unwrap();
        assert_eq!(version(&found), round);
        let transaction = TransactGetItems::new([TransactGet::new("shop", key("a", 1))]);
        let found = db.transact_get_items(transaction).await.unwrap().items.remove(0).unwrap();
        assert_eq!(version(&found), round);
        if let Some(found) = db.get_item(get()).await.unwrap().item {
            seen.insert(round - version(&found));
        }
    }
    assert_eq!(seen, (0..=8).collect(), "up to eight commits ago");
}

#[tokio::test]
async fn global_indexes_lag_behind_on_their_own() {
    let db = opened(Simulation::seeded(3).index_lag(1.0)).await;
    put(&db, item("a", 1, 0)).await.unwrap();
    put(&db, item("a", 2, 0)).await.unwrap();
    let by_group = Query::new("shop", KeyCondition::partition("group", "g")).on_index("by-group");
    assert!(db.query(by_group).await.unwrap().count < 2);
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 2);
}

#[tokio::test]
async fn batches_leave_work_that_repeating_them_finishes() {
    let db = opened(Simulation::seeded(5).unprocessed(0.5)).await;
    let mut writes: Vec<Write> = (0..25).map(|sk| Write::Put(item("a", sk, 0))).collect();
    let mut answers = 0;
    while !writes.is_empty() {
        let batch =
            writes.drain(..).fold(BatchWriteItem::new(), |batch, write| batch.with_write("shop", write));
        match db.batch_write_item(batch.clone()).await {
            Ok(mut answer) => writes = answer.unprocessed.remove("shop").unwrap_or_default(),
            Err(error) => {
                assert!(error.is_throttled(), "{error}");
                writes = batch.tables["shop"].clone();
            }
        }
        answers += 1;
    }
    assert!(answers > 1);
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 25);

    let mut keys: Vec<Item> = (0..25).map(|sk| key("a", sk)).collect();
    let mut found = 0;
    while !keys.is_empty() {
        let batch = BatchGetItem::new().with_keys("shop", KeysToGet::new(keys.clone()));
        if let Ok(mut answer) = db.batch_get_item(batch).await {
            found += answer.items["shop"].len();
            keys = answer.unprocessed.remove("shop").map(|left| left.keys).unwrap_or_default();
        }
    }
    assert_eq!(found, 25);
}

#[tokio::test]
async fn conflicts_refuse_writes_and_cancel_transactions_without_a_trace() {
    let db = opened(Simulation::seeded(1).conflicts(1.0)).await;
    let message = "Transaction is ongoing for the item";
    let error = put(&db, item("a", 1, 0)).await.unwrap_err();
    assert!(error.is_transaction_conflict());
    assert_eq!((error.code(), error.message()), (Some("TransactionConflictException"), message));
    let write = TransactWriteItems::new([
        TransactWrite::new("shop", Action::Put(item("a", 1, 0))),
        TransactWrite::new("shop", Action::Put(item("a", 2, 0))),
    ]);
    let error = db.transact_write_items(write).await.unwrap_err();
    assert!(error.is_transaction_canceled());
    let conflict = CancellationReason::new("TransactionConflict", message, None);
    assert_eq!(error.cancellation_reasons(), [conflict.clone(), conflict]);
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 0);
}

#[tokio::test]
async fn a_throttled_action_cancels_its_transaction() {
    let db = opened(Simulation::seeded(1).throttling_of_partition("shop", "hot", 1.0)).await;
    let write = TransactWriteItems::new([
        TransactWrite::new("shop", Action::Put(item("cold", 1, 0))),
        TransactWrite::new("shop", Action::Put(item("hot", 2, 0))),
    ]);
    let error = db.transact_write_items(write).await.unwrap_err();
    let codes: Vec<&str> = error.cancellation_reasons().iter().map(|reason| reason.code()).collect();
    assert_eq!(codes, ["None", "ThrottlingError"]);
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 0);
}

/// A table whose index has no throughput, billed like this.
async fn without_index_throughput(billing: BillingMode) -> Lmdb {
    let simulation = Simulation::seeded(1).throttling_of_index("shop", "by-group", 1.0);
    let db = Options::temporary().simulate(simulation).open().unwrap();
    let mut index = IndexDefinition::new("by-group", KeySchema::new("group"));
    if let BillingMode::Provisioned(throughput) = billing {
        index = index.with_throughput(throughput);
    }
    let table = CreateTable::new("shop", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_billing(billing)
        .with_global_index(index);
    db.create_table(table).await.unwrap();
    db
}

fn provisioned() -> BillingMode {
    BillingMode::Provisioned(Throughput { read: 1, write: 1 })
}

fn reasons(error: &Error) -> Vec<(&str, Option<&str>)> {
    error.cancellation_reasons().iter().map(|reason| (reason.code(), reason.message())).collect()
}

#[tokio::test]
async fn an_index_without_throughput_refuses_its_readers_and_the_writes_that_change_it() {
    let db = without_index_throughput(BillingMode::OnDemand).await;
    put(&db, key("a", 1)).await.unwrap();
    let put_in = put(&db, item("a", 2, 0)).await.unwrap_err();
    let by_group = Query::new("shop", KeyCondition::partition("group", "g")).on_index("by-group");
    let query = db.query(by_group).await.unwrap_err();
    let scan = db.scan(Scan::new("shop").on_index("by-group")).await.unwrap_err();
    for error in [put_in, query, scan] {
        assert!(error.is_throttled());
        assert_eq!(
            error.message(),
            "Throughput exceeds the current capacity for one or more global secondary indexes. \
             DynamoDB is automatically scaling your index so please try again shortly."
        );
    }
    let count = UpdateItem::new("shop", key("a", 1)).with_update(Update::new().add("version", 1));
    db.update_item(count).await.unwrap();
    let enter = UpdateItem::new("shop", key("a", 1)).with_update(Update::new().set("group", "g"));
    assert!(db.update_item(enter).await.unwrap_err().is_throttled());
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 1);

    let db = without_index_throughput(provisioned()).await;
    let error = put(&db, item("a", 2, 0)).await.unwrap_err();
    assert_eq!(
        error.message(),
        "The level of configured provisioned throughput for one or more global secondary indexes of the table was \
         exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with \
         the UpdateTable API"
    );
}

#[tokio::test]
async fn an_index_without_throughput_cancels_transactions_and_is_the_reason() {
    for (billing, code, message) in [
        (BillingMode::OnDemand, "ThrottlingError", "one or more global secondary indexes. DynamoDB is"),
        (provisioned(), "ProvisionedThroughputExceeded", "indexes with the UpdateTable API."),
    ] {
        let db = without_index_throughput(billing).await;
        let write = TransactWriteItems::new([
            TransactWrite::new("shop", Action::Put(key("a", 1))),
            TransactWrite::new("shop", Action::Put(item("a", 2, 0))),
        ]);
        let error = db.transact_write_items(write).await.unwrap_err();
        let reasons = reasons(&error);
        assert_eq!((reasons[0], reasons[1].0), (("None", None), code));
        assert!(reasons[1].1.unwrap().contains(message), "{reasons:?}");
        assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 0);
    }
}

#[tokio::test]
async fn a_batch_leaves_the_writes_unprocessed_that_an_index_has_no_throughput_for() {
    let db = without_index_throughput(BillingMode::OnDemand).await;
    let writes = [item("a", 1, 0), key("a", 2), item("a", 3, 0)].map(Write::Put);
    let batch =
        writes.into_iter().fold(BatchWriteItem::new(), |batch, write| batch.with_write("shop", write));
    let left = db.batch_write_item(batch).await.unwrap().unprocessed;
    assert_eq!(left["shop"], [item("a", 1, 0), item("a", 3, 0)].map(Write::Put));
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().items, [key("a", 2)]);
    assert!(db.verify().unwrap().is_sound());
}

/// A table whose collections hold 2,000 bytes, entries of the index included.
async fn with_small_collections() -> Lmdb {
    let db = Options::temporary().simulate(Simulation::seeded(1).collection_limit(2_000)).open().unwrap();
    let table = CreateTable::new("shop", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_local_index(IndexDefinition::new("by-group", KeySchema::new("pk").with_sort("group")));
    db.create_table(table).await.unwrap();
    db
}

fn note(sk: u64, bytes: usize) -> Item {
    let mut item = key("a", sk);
    item.insert("note", "x".repeat(bytes));
    item
}

#[tokio::test]
async fn a_collection_that_is_full_takes_no_more_and_can_shrink() {
    let db = with_small_collections().await;
    put(&db, note(1, 900)).await.unwrap();
    put(&db, note(2, 900)).await.unwrap();
    let longer = Update::new().set("note", "x".repeat(1_100));
    let longer = || UpdateItem::new("shop", key("a", 1)).with_update(longer.clone());
    for error in [put(&db, note(3, 900)).await.unwrap_err(), db.update_item(longer()).await.unwrap_err()] {
        assert!(error.is_collection_too_large());
        assert_eq!(error.message(), "Collection size exceeded");
        assert_eq!(error.code(), Some("ItemCollectionSizeLimitExceededException"));
    }
    let mut elsewhere = note(3, 900);
    elsewhere.insert("pk", "b");
    put(&db, elsewhere).await.unwrap();
    // What shrinks it goes through, and makes room.
    let shorter = Update::new().set("note", "x");
    db.update_item(UpdateItem::new("shop", key("a", 2)).with_update(shorter)).await.unwrap();
    put(&db, note(3, 700)).await.unwrap();
    assert!(put(&db, note(4, 900)).await.unwrap_err().is_collection_too_large());
    db.delete_item(DeleteItem::new("shop", key("a", 3))).await.unwrap();
    put(&db, note(4, 900)).await.unwrap();
    // Entries of the index count.
    let mut entered = key("a", 1);
    entered.extend([("note", Value::from("x".repeat(900))), ("group", "g".into())]);
    assert!(put(&db, entered).await.unwrap_err().is_collection_too_large());
    assert!(db.verify().unwrap().is_sound());
}

#[tokio::test]
async fn a_collection_that_is_full_cancels_transactions_and_is_the_reason() {
    let db = with_small_collections().await;
    let write = TransactWriteItems::new([
        TransactWrite::new("shop", Action::Put(note(1, 900))),
        TransactWrite::new("shop", Action::Put(note(2, 900))),
        TransactWrite::new("shop", Action::Put(note(3, 900))),
    ]);
    let error = db.transact_write_items(write).await.unwrap_err();
    assert!(error.is_transaction_canceled());
    let full = ("ItemCollectionSizeLimitExceeded", Some("Collection size exceeded."));
    assert_eq!(reasons(&error), [("None", None), ("None", None), full]);
    assert_eq!(db.scan(Scan::new("shop")).await.unwrap().count, 0);
}
