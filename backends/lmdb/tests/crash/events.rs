//! Writers that put, move and delete items of a partition of their own: what each of them has done is known from how many
//! steps it took.

use std::collections::BTreeMap;

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::expr::{Condition, KeyCondition, Path, Update};
use dynamo_model::request::{
    CreateTable, DeleteItem, Distance, IndexDefinition, IndexProjection, KeyKind, KeySchema, PutItem, Query,
    SearchVectors, StreamView, TableName, UpdateItem, UpdateTimeToLive, VectorIndex,
};
use dynamo_model::value::{Item, Value};

use crate::create;

pub(crate) const WRITERS: u64 = 6;
const GROUPS: u64 = 3;

/// What a writer does at one step of its work. It only touches items of its own partition.
enum Step {
    Put { place: u64, group: u64 },
    Move { place: u64, group: u64 },
    Delete { place: u64 },
}

/// Puts two items, moves the second one within the index, deletes the first; then on to the next two.
fn step(number: u64) -> Step {
    let (block, place) = (number / 4, number / 4 * 2);
    match number % 4 {
        0 => Step::Put { place, group: block % GROUPS },
        1 => Step::Put { place: place + 1, group: block % GROUPS },
        2 => Step::Move { place: place + 1, group: (block + 1) % GROUPS },
        _ => Step::Delete { place },
    }
}

fn group(number: u64) -> String {
    format!("group {number}")
}

/// The vector of an item: one that is moved is elsewhere.
fn spot(place: u64, in_group: u64) -> Value {
    Value::L(vec![place.into(), (1000 * in_group).into()])
}

fn key(partition: &str, place: u64) -> Item {
    Item::from_iter([("partition", Value::from(partition)), ("place", Value::from(place))])
}

fn item(partition: &str, place: u64, in_group: u64) -> Item {
    let mut item = key(partition, place);
    item.extend([("group", group(in_group)), ("mark", format!("mark {}", place % 5))]);
    item.insert("spot", spot(place, in_group));
    item.insert("expires", 4_000_000_000 + place);
    // Now and then larger than a page.
    item.insert("padding", "x".repeat(if place.is_multiple_of(7) { 6000 } else { 100 }));
    item
}

/// What a partition holds after so many steps.
fn after(partition: &str, steps: u64) -> BTreeMap<u64, Item> {
    let mut items = BTreeMap::new();
    for number in 0..steps {
        match step(number) {
            Step::Put { place, group } | Step::Move { place, group } => {
                items.insert(place, item(partition, place, group));
            }
            Step::Delete { place } => drop(items.remove(&place)),
        }
    }
    items
}

/// Makes the table, unless an earlier process did.
pub(crate) async fn prepare(db: &Lmdb) {
    let table = CreateTable::new("events", KeySchema::new("partition").with_sort("place"))
        .with_attribute("partition", KeyKind::S)
        .with_attribute("place", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_attribute("mark", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-group", KeySchema::new("group").with_sort("place")))
        .with_local_index(
            IndexDefinition::new("by-mark", KeySchema::new("partition").with_sort("mark"))
                .with_projection(IndexProjection::KeysOnly),
        )
        .with_vector_index(
            VectorIndex::new("by-spot", "spot", 2, Distance::Euclidean).with_partition("partition"),
        )
        .with_stream(StreamView::NewAndOldImages);
    create(db, table).await;
    if let Err(error) = db.update_time_to_live(UpdateTimeToLive::enable("events", "expires")).await {
        assert!(error.is_validation(), "{error}");
    }
}

/// Takes one step of a writer.
pub(crate) async fn run(db: &Lmdb, partition: &str, number: u64) -> dynamo_model::Result<()> {
    match step(number) {
        Step::Put { place, group } => {
            db.put_item(PutItem::new("events", item(partition, place, group))).await.map(drop)
        }
        Step::Move { place, group: to } => {
            let update = Update::new().set("group", Value::from(group(to))).set("spot", spot(place, to));
            db.update_item(UpdateItem::new("events", key(partition, place)).with_update(update))
                .await
                .map(drop)
        }
        Step::Delete { place } => {
            db.delete_item(DeleteItem::new("events", key(partition, place))).await.map(drop)
        }
    }
}

async fn read(db: &Lmdb, mut query: Query) -> Vec<Item> {
    let mut items = Vec::new();
    loop {
        let page = db.query(query.clone()).await.unwrap();
        items.extend(page.items);
        match page.last_evaluated_key {
            Some(last) => query.exclusive_start_key = Some(last),
            None => return items,
        }
    }
}

/// Requires that a search of a partition finds its items, those nearest to the corner first.
async fn check_search(db: &Lmdb, partition: &str, stored: &[Item]) {
    let number = |value: &Value| value.as_n().unwrap().to_f64();
    let distance = |item: &Item| {
        let spot = item.get("spot").unwrap().to_value();
        spot.as_l().unwrap().iter().map(|element| number(element) * number(element)).sum::<f64>().sqrt()
    };
    let mut expected: Vec<Item> = stored.to_vec();
    expected.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
    expected.truncate(100);
    let within = Condition::eq(Path::attribute("partition"), partition);
    let search = SearchVectors::new("events", "by-spot", [0.0, 0.0]).with_condition(within).with_top_k(100);
    let found = db.search_vectors(search).await.unwrap().results;
    for item in &mut expected {
        item.remove("spot");
    }
    assert_eq!(found.into_iter().map(|found| found.item).collect::<Vec<_>>(), expected);
}

/// Reads a partition, and returns how far its writer got.
async fn check_partition(db: &Lmdb, partition: &str, acknowledged: u64) -> (u64, Vec<Item>) {
    let stored = read(db, Query::new("events", KeyCondition::partition("partition", partition))).await;
    // One step may have been on its way when the process died.
    let steps = [acknowledged, acknowledged + 1]
        .into_iter()
        .find(|steps| after(partition, *steps).values().eq(&stored))
        .unwrap_or_else(|| panic!("{partition}: {acknowledged} steps acknowledged, found {stored:?}"));
    (steps, stored)
}

/// Requires that what was acknowledged is there, in the table, in the index and in the counters.
pub(crate) async fn check(db: &Lmdb, history: &mut BTreeMap<String, u64>) {
    let mut stored = Vec::new();
    for (partition, steps) in history.iter_mut() {
        let (found, items) = check_partition(db, partition, *steps).await;
        *steps = found;
        check_search(db, partition, &items).await;
        stored.extend(items);
    }
    let mut indexed = Vec::new();
    for number in 0..GROUPS {
        let condition = KeyCondition::partition("group", group(number));
        indexed.extend(read(db, Query::new("events", condition).on_index("by-group")).await);
    }
    let order = |item: &Item| {
        let place = item.get("place").unwrap().to_value().as_n().unwrap();
        (item.get("partition").unwrap().to_value().as_s().unwrap().to_owned(), place)
    };
    stored.sort_by_key(order);
    indexed.sort_by_key(order);
    assert_eq!(indexed, stored, "the index holds what the table holds");

    let description = db.describe_table(TableName::from("events")).await.unwrap();
    let index = &description.global_indexes[0];
    let bytes: u64 = stored.iter().map(|item| item.size() as u64).sum();
    assert_eq!((description.item_count, description.size_bytes), (stored.len() as u64, bytes));
    assert_eq!((index.item_count, index.size_bytes), (stored.len() as u64, bytes));
    assert_eq!(description.vector_indexes[0].item_count, stored.len() as u64);
}
