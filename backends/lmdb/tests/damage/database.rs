//! A database of everything there is, and reading all of it in every way there is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options};
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{
    Action, CreateTable, DescribeStream, GetItem, GetRecords, GetShardIterator, IndexDefinition,
    IndexProjection, KeyKind, KeySchema, ListStreams, PutItem, Query, Scan, ShardPosition, StreamRecord,
    StreamView, TransactWrite, TransactWriteItems, UpdateTimeToLive,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Backend, Error, Result};

const PARTITIONS: u64 = 4;
const EACH: u64 = 25;
const GROUPS: u64 = 3;

/// Items by partition and place.
pub(crate) type Items = BTreeMap<(u64, u64), Item>;

fn key(partition: u64, place: u64) -> Item {
    Item::from_iter([("pk", Value::from(format!("partition {partition}"))), ("sk", Value::from(place))])
}

pub(crate) fn items() -> Items {
    let mut items = BTreeMap::new();
    for (partition, place) in (0..PARTITIONS).flat_map(|p| (0..EACH).map(move |s| (p, s))) {
        let mut item = key(partition, place);
        item.insert("group", format!("group {}", place % GROUPS));
        item.insert("mark", EACH - place);
        item.insert("expires", 4_000_000_000 + place);
        item.insert(
            "text",
            format!("{partition}.{place} ").repeat(if place.is_multiple_of(12) { 900 } else { 40 }),
        );
        items.insert((partition, place), item);
    }
    items
}

fn table() -> CreateTable {
    let include = IndexProjection::Include(vec!["group".to_owned()]);
    CreateTable::new("things", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_attribute("mark", KeyKind::N)
        .with_global_index(IndexDefinition::new("by-group", KeySchema::new("group").with_sort("sk")))
        .with_local_index(
            IndexDefinition::new("by-mark", KeySchema::new("pk").with_sort("mark")).with_projection(include),
        )
        .with_stream(StreamView::NewImage)
}

/// Opens a database at the time it was made, so that nothing in it is too old.
pub(crate) fn open(directory: &Path) -> Result<Lmdb> {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    Options::new(directory).clock(clock).open()
}

/// Makes a database in a directory and returns its file, closed.
pub(crate) async fn stored(directory: &Path, items: &Items) -> PathBuf {
    let db = open(directory).unwrap();
    db.create_table(table()).await.unwrap();
    db.update_time_to_live(UpdateTimeToLive::enable("things", "expires")).await.unwrap();
    for item in items.values() {
        db.put_item(PutItem::new("things", item.clone())).await.unwrap();
    }
    directory.join("data.mdb")
}

/// Changes items in one transaction, whose token is kept.
pub(crate) async fn change(directory: &Path) {
    let replace = |(partition, place)| {
        let mut item = key(partition, place);
        item.extend([("group", "another"), ("text", &*"other ".repeat(1000))]);
        TransactWrite::new("things", Action::Put(item))
    };
    let all = items().into_keys().filter(|(_, place)| place.is_multiple_of(7)).map(replace);
    let all = TransactWriteItems::new(all).with_token("change");
    open(directory).unwrap().transact_write_items(all).await.unwrap();
}

/// How many of the items were read; those not counted gave an error or, where damage may hide them, nothing.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) right: usize,
    pub(crate) hidden: usize,
    /// Whether all of it was verified, and nothing was wrong.
    pub(crate) sound: bool,
}

/// Requires that an error is one that damage gives.
fn expect_damage(error: &Error) {
    assert!(error.is_storage() || error.is_not_found(), "{error}");
}

/// Opens the database and reads all of it in every way; what comes back without an error has to be right.
pub(crate) async fn read(directory: &Path, expected: &Items) -> Found {
    let mut found = Found::default();
    let db = match open(directory) {
        Ok(db) => db,
        Err(error) => {
            expect_damage(&error);
            return found;
        }
    };
    for ((partition, place), item) in expected {
        match db.get_item(GetItem::new("things", key(*partition, *place))).await {
            Ok(output) => match output.item {
                Some(read) => {
                    assert_eq!(&read, item);
                    found.right += 1;
                }
                None => found.hidden += 1,
            },
            Err(error) => expect_damage(&error),
        }
    }
    for query in queries() {
        match db.query(query).await {
            Ok(page) => page.items.iter().for_each(|item| assert_known(item, expected)),
            Err(error) => expect_damage(&error),
        }
    }
    match db.scan(Scan::new("things")).await {
        Ok(page) => page.items.iter().for_each(|item| assert_known(item, expected)),
        Err(error) => expect_damage(&error),
    }
    match records(&db).await {
        Ok(records) => {
            records
                .iter()
                .filter_map(|record| record.new_image.as_ref())
                .for_each(|i| assert_known(i, expected));
        }
        Err(error) => expect_damage(&error),
    }
    match db.verify() {
        Ok(verification) => found.sound = verification.is_sound() && verification.tables == 1,
        Err(error) => expect_damage(&error),
    }
    assert!(!found.sound || found.right == expected.len(), "it is said to be sound, and is not whole");
    found
}

/// Requires that something that was read is an item, or what the local index holds of one.
fn assert_known(read: &Item, expected: &Items) {
    let is_known =
        |item: &Item| item == read || (read.len() == 4 && read.iter().all(|(n, v)| item.get(n) == Some(v)));
    assert!(expected.values().any(is_known), "{read:?}");
}

fn queries() -> impl Iterator<Item = Query> {
    let of = |partition| KeyCondition::partition("pk", format!("partition {partition}"));
    let table = (0..PARTITIONS).map(move |number| Query::new("things", of(number)));
    let local = (0..PARTITIONS).map(move |number| Query::new("things", of(number)).on_index("by-mark"));
    let global = (0..GROUPS).map(|number| {
        Query::new("things", KeyCondition::partition("group", format!("group {number}"))).on_index("by-group")
    });
    table.chain(local).chain(global).flat_map(|query| [query.clone(), query.descending()])
}

/// Reads the stream from its beginning.
async fn records(db: &Lmdb) -> Result<Vec<StreamRecord>> {
    let streams = db.list_streams(ListStreams::new()).await?.streams;
    let Some(stream) = streams.first() else { return Ok(Vec::new()) };
    let shard = db.describe_stream(DescribeStream::new(&*stream.arn)).await?.shards.remove(0);
    let start = GetShardIterator::new(&*stream.arn, &*shard.id, ShardPosition::TrimHorizon);
    let mut iterator = db.get_shard_iterator(start).await?;
    let mut records = Vec::new();
    loop {
        let page = db.get_records(GetRecords::new(iterator)).await?;
        let Some(next) = page.next_iterator.filter(|_| !page.records.is_empty()) else { return Ok(records) };
        records.extend(page.records);
        iterator = next;
    }
}
