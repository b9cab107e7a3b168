//! The length of an expression counts as it was written: what was parsed is not measured again, by no operation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are not recognised as tests")]

use dynamo_lmdb::Lmdb;
use dynamo_model::expr::parse::Parser;
use dynamo_model::expr::{Condition, KeyCondition, Projection, Update, Written};
use dynamo_model::request::{
    Action, BatchGetItem, CreateTable, DeleteItem, GetItem, KeyKind, KeySchema, KeysToGet, PutItem, Query,
    Scan, TransactGet, TransactGetItems, TransactWrite, TransactWriteItems, UpdateItem,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};

async fn shop() -> Lmdb {
    let db = Lmdb::temporary().unwrap();
    let table = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
    db.create_table(table).await.unwrap();
    db.put_item(PutItem::new("shop", item())).await.unwrap();
    db
}

fn key() -> Item {
    Item::from_iter([("id", "c#1")])
}

fn item() -> Item {
    Item::from_iter([("id", "c#1"), ("a0", "x"), ("k", "y")])
}

/// 602 names of two letters, none of them reserved, shorter than any placeholder.
fn names() -> Vec<String> {
    let first = ('a'..='z').chain('A'..='Z');
    let second = || ('0'..='9').chain(['_', 'z']);
    first.flat_map(|one| second().map(move |two| format!("{one}{two}"))).take(602).collect()
}

fn parsed<T>(read: fn(&mut Parser, &str) -> Result<T>, text: &str) -> (T, Written) {
    assert!(text.len() <= 4096);
    let mut parser = Parser::new(None, None).unwrap();
    let tree = read(&mut parser, text).unwrap();
    (tree, parser.finish().unwrap())
}

fn projection() -> (Projection, Written) {
    let text = names().join(",");
    assert_eq!(text.len(), 1805);
    parsed(Parser::projection, &text)
}

fn update() -> (Update, Written) {
    parsed(Parser::update, &format!("REMOVE {}", names().join(",")))
}

/// True of the item, which has no attribute `gone`.
fn condition() -> (Condition, Written) {
    let lists: Vec<String> = names().chunks(99).map(|names| format!("k IN ({})", names.join(","))).collect();
    parsed(Parser::condition, &format!("{} OR attribute_not_exists(gone)", lists.join(" OR ")))
}

/// Sends a request twice: as it is, which is refused, and saying that its expressions were written.
macro_rules! only_if_written {
    ($db:ident . $operation:ident, $written:expr, $request:expr) => {{
        let request = $request;
        let error = $db.$operation(request(None)).await.unwrap_err();
        assert!(error.message().contains("Expression size has exceeded"), "{error}");
        $db.$operation(request(Some($written))).await.unwrap()
    }};
}

#[tokio::test]
async fn reads_return_what_a_long_projection_that_was_parsed_names() {
    let db = shop().await;
    let (projection, written) = projection();
    let found = Item::from_iter([("a0", "x")]);
    let all = || projection.clone();

    let get = only_if_written!(db.get_item, written, |written| {
        let mut get = GetItem::new("shop", key()).with_projection(all());
        get.written = written;
        get
    });
    assert_eq!(get.item.as_ref(), Some(&found));
    let query = only_if_written!(db.query, written, |written| {
        let mut query = Query::new("shop", KeyCondition::partition("id", "c#1")).with_projection(all());
        query.written = written;
        query
    });
    assert_eq!(query.items, std::slice::from_ref(&found));
    let scan = only_if_written!(db.scan, written, |written| {
        let mut scan = Scan::new("shop").with_projection(all());
        scan.written = written;
        scan
    });
    assert_eq!(scan.items, std::slice::from_ref(&found));
    let batch = only_if_written!(db.batch_get_item, written, |written| {
        let mut keys = KeysToGet::new([key()]).with_projection(all());
        keys.written = written;
        BatchGetItem::new().with_keys("shop", keys)
    });
    assert_eq!(batch.items.values().flatten().collect::<Vec<_>>(), [&found]);
    let transaction = only_if_written!(db.transact_get_items, written, |written| {
        let mut get = TransactGet::new("shop", key()).with_projection(all());
        get.written = written;
        TransactGetItems::new([get])
    });
    assert_eq!(transaction.items, [Some(found)]);
}

#[tokio::test]
async fn writes_take_long_conditions_and_updates_that_were_parsed() {
    let db = shop().await;
    let (condition, written) = condition();
    only_if_written!(db.put_item, written, |written| {
        let mut put = PutItem::new("shop", item()).with_condition(condition.clone());
        put.written = written;
        put
    });
    let (update, of_update) = update();
    only_if_written!(db.update_item, of_update, |written| {
        let mut change = UpdateItem::new("shop", key()).with_update(update.clone());
        change.written = written;
        change
    });
    only_if_written!(db.transact_write_items, of_update, |written| {
        let mut change = TransactWrite::new("shop", Action::Update(key(), update.clone()));
        change.written = written;
        TransactWriteItems::new([change])
    });
    let left = db.get_item(GetItem::new("shop", key())).await.unwrap().item;
    assert_eq!(left, Some(Item::from_iter([("id", "c#1"), ("k", "y")])));
    only_if_written!(db.delete_item, written, |written| {
        let mut delete = DeleteItem::new("shop", key()).with_condition(condition.clone());
        delete.written = written;
        delete
    });
    assert_eq!(db.get_item(GetItem::new("shop", key())).await.unwrap().item, None);
}
