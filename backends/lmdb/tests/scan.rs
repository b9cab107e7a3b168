//! Scans: every item once, whatever the pages and segments, and no more than was asked for.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::collections::{BTreeMap, BTreeSet};

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::expr::{Condition, Path, Projection};
use dynamo_model::request::{
    Capacity, CreateTable, DeleteItem, IndexDefinition, KeyKind, KeySchema, PutItem, ReturnCapacity, Scan,
    ScanOutput, Segment, Select,
};
use dynamo_model::value::{Item, Value};

/// A table of items `pk`, `sk`; those with an attribute `owner` are in the index.
fn table(name: &str) -> CreateTable {
    CreateTable::new(name, KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("owner", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-owner", KeySchema::new("owner").with_sort("sk")))
}

fn key(pk: impl std::fmt::Display, sk: u64) -> Item {
    Item::from_iter([("pk", Value::from(pk.to_string())), ("sk", Value::from(sk))])
}

/// 200 partitions of three items each; every second partition has an owner. A neighbour's items are not to be seen.
async fn filled() -> Lmdb {
    let db = Lmdb::temporary().unwrap();
    for name in ["aaa", "work", "zzz"] {
        db.create_table(table(name)).await.unwrap();
    }
    for (pk, sk) in (0..200).flat_map(|pk| (0..3).map(move |sk| (pk, sk))) {
        let mut item = key(pk, sk);
        if pk % 2 == 0 {
            item.insert("owner", format!("owner {}", pk % 20));
        }
        db.put_item(PutItem::new("work", item.clone())).await.unwrap();
        if sk == 0 {
            db.put_item(PutItem::new("aaa", item.clone())).await.unwrap();
            db.put_item(PutItem::new("zzz", item)).await.unwrap();
        }
    }
    db
}

async fn page(db: &Lmdb, scan: &Scan) -> ScanOutput {
    db.scan(scan.clone()).await.unwrap()
}

/// Follows a scan to its end.
async fn all(db: &Lmdb, mut scan: Scan) -> Vec<Item> {
    let mut items = Vec::new();
    loop {
        let mut page = page(db, &scan).await;
        assert!(scan.limit.is_none_or(|limit| page.scanned_count <= limit as usize));
        items.append(&mut page.items);
        scan.exclusive_start_key = page.last_evaluated_key;
        if scan.exclusive_start_key.is_none() {
            return items;
        }
    }
}

fn id(item: &Item) -> (String, String) {
    let shown = |name| format!("{:?}", item.get(name).unwrap());
    (shown("pk"), shown("sk"))
}

#[tokio::test]
async fn every_item_is_in_one_page_of_one_segment() {
    let db = filled().await;
    for (index, expected) in [(None, 600), (Some("by-owner"), 300)] {
        for total in [1, 2, 7, 1000] {
            let mut segments: BTreeMap<String, u32> = BTreeMap::new();
            let mut seen = BTreeSet::new();
            for number in 0..total {
                let mut scan = Scan::new("work").in_segment(Segment { number, total }).with_limit(7);
                scan.index = index.map(str::to_owned);
                for item in all(&db, scan).await {
                    assert!(seen.insert(id(&item)), "{item:?} comes twice");
                    let partition = item.get(if index.is_some() { "owner" } else { "pk" }).unwrap();
                    let first = *segments.entry(format!("{partition:?}")).or_insert(number);
                    assert_eq!(first, number, "{partition:?} is in two segments");
                }
            }
            assert_eq!(seen.len(), expected, "{index:?} in {total}");
            let filled: BTreeSet<u32> = segments.into_values().collect();
            assert!(expected < 600 || total > 10 || filled.len() == total as usize, "an empty segment");
        }
    }
}

#[tokio::test]
async fn within_a_partition_sort_keys_ascend() {
    let db = filled().await;
    let items = all(&db, Scan::new("work").with_limit(2)).await;
    for group in items.chunks(3) {
        let ids: Vec<_> = group.iter().map(id).collect();
        assert!(ids.iter().all(|other| other.0 == ids[0].0));
        assert!(ids.is_sorted(), "{ids:?}");
    }
}

#[tokio::test]
async fn a_page_goes_on_after_an_item_that_is_gone() {
    let db = filled().await;
    let first = page(&db, &Scan::new("work").with_limit(5)).await;
    let last = first.last_evaluated_key.unwrap();
    db.delete_item(DeleteItem::new("work", last.clone())).await.unwrap();
    let rest = all(&db, Scan::new("work").starting_after(last)).await;
    assert_eq!(first.items.len() + rest.len(), 600);
}

#[tokio::test]
async fn a_page_that_ends_with_the_last_item_does_not_know_it() {
    let db = filled().await;
    let exact = page(&db, &Scan::new("aaa").with_limit(200)).await;
    assert_eq!(exact.count, 200);
    let after = page(&db, &Scan::new("aaa").starting_after(exact.last_evaluated_key.unwrap())).await;
    assert_eq!((after.count, after.last_evaluated_key), (0, None));
    assert!(page(&db, &Scan::new("aaa").with_limit(201)).await.last_evaluated_key.is_none());
}

#[tokio::test]
async fn filters_and_projections_come_after_the_limit() {
    let db = filled().await;
    let owned = Scan::new("work").with_filter(Condition::exists("owner")).with_limit(50);
    let first = page(&db, &owned.clone().with_projection(Projection::from_iter(["sk"]))).await;
    assert_eq!(first.scanned_count, 50);
    assert!(first.count < 50 && first.items.len() == first.count);
    assert!(first.items.iter().all(|item| item.len() == 1 && item.contains("sk")));
    assert_eq!(first.last_evaluated_key.unwrap().len(), 2);
    assert_eq!(all(&db, owned.clone()).await.len(), 300);
    let counted = page(&db, &owned.with_select(Select::Count)).await;
    assert_eq!((counted.count, counted.items.len()), (first.count, 0));
    let of_key = Scan::new("work").with_filter(Condition::eq(Path::attribute("pk"), "7"));
    assert_eq!(all(&db, of_key).await.len(), 3);
}

#[tokio::test]
async fn a_page_holds_a_megabyte_and_costs_what_was_read() {
    let db = Lmdb::temporary().unwrap();
    db.create_table(table("work")).await.unwrap();
    for sk in 0..5 {
        let mut item = key("large", sk);
        item.insert("owner", "o");
        item.insert("text", "x".repeat(300 * 1024));
        db.put_item(PutItem::new("work", item)).await.unwrap();
    }
    let scan =
        Scan::new("work").with_capacity(ReturnCapacity::Indexes).with_filter(Condition::exists("none"));
    let first = page(&db, &scan).await;
    assert_eq!((first.scanned_count, first.count), (4, 0));
    let consumed = first.consumed_capacity.unwrap();
    assert_eq!(consumed.total, Capacity::from_halves(301), "four items of 75 and a bit, rounded together");
    assert_eq!(consumed.table, Some(consumed.total));
    let last = scan.clone().starting_after(first.last_evaluated_key.unwrap()).consistent();
    let consumed = page(&db, &last).await.consumed_capacity.unwrap();
    assert_eq!(consumed.total, Capacity::from_units(76));
    let consumed = page(&db, &scan.on_index("by-owner")).await.consumed_capacity.unwrap();
    assert_eq!(consumed.table, Some(Capacity::default()));
    assert_eq!(consumed.global_indexes["by-owner"], consumed.total);
}

#[tokio::test]
async fn a_start_key_belongs_to_its_segment() {
    let db = filled().await;
    let halves = |number| Scan::new("work").in_segment(Segment { number, total: 2 });
    let start = page(&db, &halves(0).with_limit(1)).await.last_evaluated_key.unwrap();
    assert!(db.scan(halves(0).starting_after(start.clone())).await.is_ok());
    let error = db.scan(halves(1).starting_after(start)).await.unwrap_err();
    assert!(error.is_validation());
    assert!(error.message().ends_with("TotalSegments: 2 Segment: 1"), "{error}");
    assert!(db.scan(Scan::new("none")).await.unwrap_err().is_not_found());
}
