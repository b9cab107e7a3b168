//! Requests that are made in code are refused in the words of the layer that was picked, as those of the wire are.

#![allow(clippy::unwrap_used, reason = "helpers of tests are not recognised as tests")]

use std::future::Future;

use dynamo_lmdb::{Lmdb, Options, Validation};
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{
    BatchGetItem, CreateTable, DeleteItem, GetItem, KeyKind, KeySchema, KeysToGet, PutItem, Query,
    ReturnValues, Scan,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Backend, Error, Result};

async fn open(validation: Validation) -> Lmdb {
    let db = Options::temporary().validation(validation).open().unwrap();
    let table = CreateTable::new("shop", KeySchema::new("p")).with_attribute("p", KeyKind::S);
    db.create_table(table).await.unwrap();
    db
}

/// Requires what is said of a request in each layer.
async fn says<T, F: Future<Output = Result<T>>>(request: impl Fn(Lmdb) -> F, current: &str, classic: &str) {
    for (validation, message) in [(Validation::Current, current), (Validation::Classic, classic)] {
        let outcome = request(open(validation).await).await.map(drop);
        assert_eq!(outcome.as_ref().map_err(Error::message), Err(message), "{validation}");
    }
}

fn key() -> Item {
    Item::from_iter([("p", "a")])
}

const EMPTY: &str = "failed to satisfy constraint: Member must have length greater than or equal to 1";

#[tokio::test]
async fn lengths_have_the_path_and_maybe_the_value() {
    says(
        |db| async move { db.get_item(GetItem::new("", key())).await },
        &format!("1 validation error detected: Value at 'TableName' {EMPTY}"),
        &format!("1 validation error detected: Value '' at 'tableName' {EMPTY}"),
    )
    .await;
    let none = || BatchGetItem::new().with_keys("shop", KeysToGet::new([]));
    says(
        |db| async move { db.batch_get_item(none()).await },
        &format!("1 validation error detected: Value at 'RequestItems.shop.member.Keys' {EMPTY}"),
        &format!("1 validation error detected: Value '[]' at 'requestItems.shop.member.keys' {EMPTY}"),
    )
    .await;
    says(
        |db| async move { db.batch_get_item(BatchGetItem::new()).await },
        &format!("1 validation error detected: Value at 'RequestItems' {EMPTY}"),
        "The requestItems parameter is required for BatchGetItem",
    )
    .await;
}

#[tokio::test]
async fn bounds_have_the_path_and_maybe_the_value() {
    let least = "failed to satisfy constraint: Member must have value greater than or equal to 1";
    let query = || Query::new("shop", KeyCondition::partition("p", "a")).with_limit(0);
    says(
        |db| async move { db.query(query()).await },
        &format!("1 validation error detected: Value at 'Limit' {least}"),
        &format!("1 validation error detected: Value '0' at 'limit' {least}"),
    )
    .await;
    let scanned = format!("1 validation error detected: Value '0' at 'limit' {least}");
    says(|db| async move { db.scan(Scan::new("shop").with_limit(0)).await }, &scanned, &scanned).await;
}

#[tokio::test]
async fn writes_of_one_item_have_an_envelope_in_the_newer_layer_only() {
    let empty = || Item::from_iter([("p", Value::from("a")), ("x", Value::Ss([].into()))]);
    let message = "One or more parameter values were invalid: An string set  may not be empty";
    says(
        |db| async move { db.put_item(PutItem::new("shop", empty())).await },
        &format!("1 validation error detected: {message}"),
        message,
    )
    .await;
    says(
        |db| async move { db.delete_item(DeleteItem::new("shop", key()).returning(ReturnValues::AllNew)).await },
        "1 validation error detected: ReturnValues can only be ALL_OLD or NONE",
        "ReturnValues can only be ALL_OLD or NONE",
    )
    .await;
}

#[tokio::test]
async fn key_conditions_are_counted_against_the_key_or_against_two() {
    let two = || KeyCondition::partition("p", "a").with_equal("q", "b");
    says(
        |db| async move { db.query(Query::new("shop", two())).await },
        "The number of query conditions (2) exceeds the number of key attributes defined in the schema (1)",
        "Query key condition not supported",
    )
    .await;
    let three = || two().with_equal("r", "c");
    says(
        |db| async move { db.query(Query::new("shop", three())).await },
        "The number of query conditions (3) exceeds the number of key attributes defined in the schema (1)",
        "Conditions can be of length 1 or 2 only",
    )
    .await;
}

#[tokio::test]
async fn a_handle_of_the_same_database_can_have_other_words() {
    let db = open(Validation::Current).await;
    let classic = db.clone().worded(Validation::Classic);
    let said = async |db: &Lmdb| db.get_item(GetItem::new("", key())).await.unwrap_err().message().to_owned();
    assert!(said(&db).await.contains("'TableName'"));
    assert!(said(&classic).await.contains("'tableName'"));
}
