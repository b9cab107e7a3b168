//! A database with something of everything, and ways to damage it.

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_lmdb::{Clock, Lmdb, Options, Verification};
use dynamo_model::Backend;
use dynamo_model::expr::Update;
use dynamo_model::request::{
    Action, CreateTable, DeleteItem, IndexDefinition, IndexProjection, KeyKind, KeySchema, PutItem,
    StreamView, TableName, TransactWrite, TransactWriteItems, UpdateItem, UpdateTimeToLive,
};
use dynamo_model::value::{Item, Value};

use crate::raw::{self, Rows};

/// The ids of what the database holds, in the order it is made.
pub(crate) const THINGS: u32 = 1;
pub(crate) const BY_GROUP: u32 = 2;
pub(crate) const BY_LABEL: u32 = 4;
pub(crate) const STREAM: u32 = 5;
pub(crate) const COUNTERS: u32 = 7;
pub(crate) const ENDED_STREAM: u32 = 9;
/// The first id that nothing has had.
pub(crate) const FREE: u32 = 10;

/// When everything was written, in milliseconds since 1970.
pub(crate) const NOW: u64 = 1_700_000_000_000;

pub(crate) fn open(path: &Path) -> Lmdb {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_millis(NOW));
    Options::new(path).clock(clock).open().unwrap()
}

fn things() -> CreateTable {
    let include = IndexProjection::Include(vec!["text".to_owned()]);
    CreateTable::new("things", KeySchema::new("p").with_sort("s"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("s", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_attribute("label", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-group", KeySchema::new("group").with_sort("s")))
        .with_global_index(
            IndexDefinition::new("keys", KeySchema::new("label").with_partition("group"))
                .with_projection(IndexProjection::KeysOnly),
        )
        .with_local_index(
            IndexDefinition::new("by-label", KeySchema::new("p").with_sort("label")).with_projection(include),
        )
        .with_stream(StreamView::NewAndOldImages)
}

fn counters() -> CreateTable {
    CreateTable::new("counters", KeySchema::new("id")).with_attribute("id", KeyKind::B)
}

/// Items that are in every index and expire, in some, and in none; the last one with the longest key there is.
pub(crate) fn thing(number: u32) -> Item {
    let mut thing = key(number);
    let all = [("group", "red"), ("label", "new"), ("text", "some text")];
    match number {
        1 => thing.extend(all),
        2 => thing.extend([("label", "old"), ("text", "more")]),
        4 => thing.extend([("group", "g".repeat(2048)), ("label", "l".repeat(1024))]),
        _ => {}
    }
    if number < 3 {
        thing.insert("expires", 2_000_000_000 + number);
    }
    thing
}

pub(crate) fn key(number: u32) -> Item {
    let partition = if number == 4 { "p".repeat(2048) } else { "a".to_owned() };
    Item::from_iter([("p", Value::from(partition)), ("s", number.into())])
}

/// Makes the database.
pub(crate) async fn make(path: &Path) {
    let db = open(path);
    db.create_table(things()).await.unwrap();
    db.update_time_to_live(UpdateTimeToLive::enable("things", "expires")).await.unwrap();
    db.create_table(counters()).await.unwrap();
    for number in [1, 2, 3, 5] {
        db.put_item(PutItem::new("things", key(number))).await.unwrap();
    }
    for number in [1, 2, 3, 4] {
        db.put_item(PutItem::new("things", thing(number))).await.unwrap();
    }
    db.delete_item(DeleteItem::new("things", key(5))).await.unwrap();
    let count = Action::Update(counter(), Update::new().add("count", 1));
    let once = TransactWriteItems::new([TransactWrite::new("counters", count)]).with_token("once");
    db.transact_write_items(once).await.unwrap();

    let gone = CreateTable::new("gone", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    db.create_table(gone.with_stream(StreamView::KeysOnly)).await.unwrap();
    let item = Item::from_iter([("id", "x")]);
    db.put_item(PutItem::new("gone", item.clone())).await.unwrap();
    db.update_item(UpdateItem::new("gone", item).with_update(Update::new().set("n", 1))).await.unwrap();
    db.delete_table(TableName::from("gone")).await.unwrap();
}

pub(crate) fn counter() -> Item {
    Item::from_iter([("id", Value::B(vec![7]))])
}

/// Requires that damage is found: exactly these problems, by their places and what is wrong there.
pub(crate) async fn finds(damage: impl FnOnce(&Path), expected: &[&str]) {
    let directory = tempfile::tempdir().unwrap();
    make(directory.path()).await;
    damage(directory.path());
    let found = open(directory.path()).verify().unwrap();
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    let mut expected = expected.to_vec();
    problems.sort();
    expected.sort_unstable();
    assert_eq!(problems, expected);
    assert_eq!(found.problem_count, expected.len() as u64);
    assert!(!found.is_sound());
}

/// What is wrong with a database that is not expected to be.
pub(crate) fn complaints(found: &Verification) -> String {
    found.problems.iter().map(|problem| format!("\n{problem}")).collect()
}

/// Returns the only key under an id for which the content of its row passes.
pub(crate) fn find(rows: &Rows, id: u32, wanted: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut found =
        rows.iter().filter(|(key, value)| key.starts_with(&id.to_be_bytes()) && wanted(content(value)));
    let key = found.next().unwrap().0.clone();
    assert!(found.next().is_none(), "there are several");
    key
}

/// Returns the key of the row under an id that holds a thing.
pub(crate) fn row_of(path: &Path, database: &str, id: u32, number: u32) -> Vec<u8> {
    let wanted = key(number);
    find(&raw::rows(path, Some(database)), id, |content| {
        let item = item_in(content);
        ["p", "s"].iter().all(|name| item.get(name) == wanted.get(name))
    })
}

fn content(value: &[u8]) -> &[u8] {
    value.get(4..).unwrap_or_default()
}

/// Reads the item of a row's content, behind its size.
pub(crate) fn item_in(content: &[u8]) -> Item {
    Item::from_bytes(content[4..].to_vec()).unwrap()
}

/// Replaces the content of a row, and seals it again.
pub(crate) fn rewrite(path: &Path, database: &str, key: &[u8], change: impl FnOnce(&mut Vec<u8>)) {
    let mut content = content(&raw::rows(path, Some(database))[key]).to_vec();
    change(&mut content);
    raw::put(path, Some(database), key, &raw::sealed(key, &content));
}

/// Replaces the item of a row, whose recorded size follows, and seals it again.
pub(crate) fn rewrite_item(path: &Path, database: &str, key: &[u8], change: impl FnOnce(&mut Item)) {
    rewrite(path, database, key, |content| {
        let mut item = item_in(content);
        change(&mut item);
        *content = row(&item);
    });
}

/// Makes the content of a row: an item behind its size.
pub(crate) fn row(item: &Item) -> Vec<u8> {
    [&(item.size() as u32).to_le_bytes()[..], item.as_bytes()].concat()
}

/// Flips a bit of a row without sealing it again.
pub(crate) fn flip(path: &Path, database: &str, key: &[u8]) {
    let mut value = raw::rows(path, Some(database))[key].clone();
    *value.last_mut().unwrap() ^= 1;
    raw::put(path, Some(database), key, &value);
}
