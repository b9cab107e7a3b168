//! What became of throughput outlives the process, and counts by the engine's clock.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options};
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, KeyKind, KeySchema, OnDemandThroughput, TableDescription,
    TableName, Throughput, UpdateTable, WarmThroughput,
};
use dynamo_model::{Backend, Result};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn units(read: u64) -> Throughput {
    Throughput { read, write: 5 }
}

/// Six o'clock in the morning.
fn morning() -> SystemTime {
    UNIX_EPOCH + 20_000 * 24 * HOUR + 6 * HOUR
}

fn open(path: &Path, clock: &Clock) -> Lmdb {
    Options::new(path).clock(clock.clone()).open().unwrap()
}

async fn create(db: &Lmdb) {
    let index = IndexDefinition::new("by-k", KeySchema::new("k")).with_throughput(units(50));
    let table = CreateTable::new("tab", KeySchema::new("k"))
        .with_attribute("k", KeyKind::S)
        .with_global_index(index)
        .with_billing(BillingMode::Provisioned(units(50)));
    db.create_table(table).await.unwrap();
}

async fn set(db: &Lmdb, read: u64) -> Result<TableDescription> {
    db.update_table(UpdateTable::new("tab").with_throughput(units(read))).await
}

async fn set_of_index(db: &Lmdb, read: u64) -> Result<TableDescription> {
    db.update_table(UpdateTable::new("tab").with_index_throughput("by-k", units(read))).await
}

#[tokio::test]
async fn decreases_are_counted_by_the_day_and_by_the_hour_and_across_restarts() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::stopped_at(morning());
    let db = open(directory.path(), &clock);
    create(&db).await;
    for read in [49, 48, 47, 46] {
        set(&db, read).await.unwrap();
        set_of_index(&db, read).await.unwrap();
    }
    drop(db);
    let db = open(directory.path(), &clock);
    let described = db.describe_table(TableName::from("tab")).await.unwrap();
    assert_eq!((described.decreases_today, described.global_indexes[0].decreases_today), (4, 4));
    assert_eq!(described.warm_throughput, Some(units(50)));
    assert_eq!(described.global_indexes[0].warm_throughput, Some(units(50)));
    let error = set(&db, 45).await.unwrap_err();
    assert!(error.is_limit_exceeded() && error.message().ends_with("today: 4"), "{error}");
    assert!(set_of_index(&db, 45).await.unwrap_err().is_limit_exceeded());
    clock.advance(HOUR);
    assert_eq!(set(&db, 45).await.unwrap().decreases_today, 5);
    assert!(set(&db, 44).await.unwrap_err().is_limit_exceeded());
    clock.advance(20 * HOUR);
    assert_eq!(db.describe_table(TableName::from("tab")).await.unwrap().decreases_today, 0);
    assert_eq!(set(&db, 44).await.unwrap().decreases_today, 1);
}

#[tokio::test]
async fn a_switch_to_on_demand_counts_for_24_hours_and_across_restarts() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::stopped_at(morning());
    let mut db = open(directory.path(), &clock);
    create(&db).await;
    let to_on_demand = || UpdateTable::new("tab").with_billing(BillingMode::OnDemand);
    for hour in 0..4 {
        let changed = db.update_table(to_on_demand()).await.unwrap();
        assert_eq!(changed.on_demand_at, Some(morning() + hour * HOUR));
        let back = UpdateTable::new("tab").with_billing(BillingMode::Provisioned(units(5)));
        db.update_table(back.with_index_throughput("by-k", units(5))).await.unwrap();
        clock.advance(HOUR);
        drop(db);
        db = open(directory.path(), &clock);
    }
    let described = db.describe_table(TableName::from("tab")).await.unwrap();
    assert_eq!(described.on_demand_at, Some(morning() + 3 * HOUR));
    assert!(db.update_table(to_on_demand()).await.unwrap_err().is_limit_exceeded());
    clock.advance(20 * HOUR);
    db.update_table(to_on_demand()).await.unwrap();
}

#[tokio::test]
async fn limits_of_a_table_on_demand_change_one_by_one_and_outlive_the_process() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::stopped_at(morning());
    let db = open(directory.path(), &clock);
    let limits = |max_read, max_write| OnDemandThroughput { max_read, max_write };
    let table = CreateTable::new("tab", KeySchema::new("k")).with_attribute("k", KeyKind::S);
    let created = db.create_table(table.with_on_demand_throughput(limits(Some(5), None))).await.unwrap();
    assert_eq!(created.on_demand_throughput, limits(Some(5), None));
    let change = |most| UpdateTable::new("tab").with_on_demand_throughput(most);
    db.update_table(change(limits(None, Some(7)))).await.unwrap();
    drop(db);
    let db = open(directory.path(), &clock);
    let described = db.describe_table(TableName::from("tab")).await.unwrap();
    assert_eq!(described.on_demand_throughput, limits(Some(5), Some(7)));
    let less = limits(Some(OnDemandThroughput::UNLIMITED), None);
    assert_eq!(db.update_table(change(less)).await.unwrap().on_demand_throughput, limits(None, Some(7)));
    let provisioned = UpdateTable::new("tab").with_billing(BillingMode::Provisioned(units(5)));
    assert_eq!(db.update_table(provisioned).await.unwrap().on_demand_throughput, limits(None, None));
    assert!(db.update_table(change(limits(Some(1), None))).await.unwrap_err().is_validation());
}

#[tokio::test]
async fn an_index_has_limits_and_warmth_of_its_own_that_outlive_the_process() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::stopped_at(morning());
    let db = open(directory.path(), &clock);
    let limits = |max_read, max_write| OnDemandThroughput { max_read, max_write };
    let warm = |read| WarmThroughput { read: Some(read), write: None };
    let index = IndexDefinition::new("by-k", KeySchema::new("k"))
        .with_on_demand_throughput(limits(Some(5), None))
        .with_warm_throughput(warm(13_000));
    let table = CreateTable::new("tab", KeySchema::new("k")).with_attribute("k", KeyKind::S);
    db.create_table(table.with_global_index(index)).await.unwrap();
    let change = UpdateTable::new("tab").with_index_on_demand_throughput("by-k", limits(None, Some(7)));
    db.update_table(change).await.unwrap();
    let change = UpdateTable::new("tab").with_index_warm_throughput("by-k", warm(14_000));
    db.update_table(change).await.unwrap();
    drop(db);
    let db = open(directory.path(), &clock);
    let table = db.describe_table(TableName::from("tab")).await.unwrap();
    let described = &table.global_indexes[0];
    assert_eq!(described.definition.on_demand_throughput, limits(Some(5), Some(7)));
    assert_eq!(described.warm_throughput, Some(Throughput { read: 14_000, write: 4_000 }));
    assert_eq!(
        (table.on_demand_throughput, table.warm_throughput.unwrap().read),
        (limits(None, None), 12_000)
    );
    let provisioned = UpdateTable::new("tab")
        .with_billing(BillingMode::Provisioned(units(5)))
        .with_index_throughput("by-k", units(5));
    let changed = db.update_table(provisioned).await.unwrap();
    assert_eq!(changed.global_indexes[0].definition.on_demand_throughput, limits(None, None));
}
