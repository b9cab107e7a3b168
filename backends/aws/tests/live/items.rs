//! Tables and single items.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::Backend;
use dynamo_model::expr::{Condition, Path, Projection, SetOperand, Update};
use dynamo_model::request::{
    Capacity, CreateTable, DeleteItem, GetItem, IndexProjection, KeyKind, KeySchema, PutItem, ReturnCapacity,
    ReturnValues, TableStatus, UpdateItem,
};
use dynamo_model::value::{Item, Number, Value};

use crate::{key, live, table, with};

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn tables_are_created_described_and_deleted() {
    let aws = live().await;
    let name = table(&aws, "tables").await;
    let described = aws.describe_table(name.as_str().into()).await.unwrap();
    assert_eq!(described.status, TableStatus::Active);
    assert_eq!(
        described.global_indexes[0].definition.projection,
        IndexProjection::Include(vec!["total".into()])
    );
    assert_eq!(described.local_indexes[0].definition.key, KeySchema::new("PK").with_sort("tag"));
    assert!(described.created_at.is_some());

    let again = CreateTable::new(name.as_str(), KeySchema::new("PK")).with_attribute("PK", KeyKind::S);
    assert!(aws.create_table(again).await.unwrap_err().is_in_use());

    aws.delete_table(name.as_str().into()).await.unwrap();
    assert!(aws.describe_table(name.as_str().into()).await.unwrap_err().is_not_found());
    assert!(aws.get_item(GetItem::new(name, key(1))).await.unwrap_err().is_not_found());
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn every_type_round_trips() {
    let aws = live().await;
    let name = table(&aws, "types").await;
    let digits = Number::parse("-1.2345678901234567890123456789012345678e-100").unwrap();
    let map = BTreeMap::from([
        ("empty".to_owned(), Value::from("")),
        ("list".to_owned(), Value::L(vec![Value::Null])),
    ]);
    let mut item = key(1);
    item.insert("n", digits);
    item.insert("b", vec![0_u8, 255]);
    item.insert("yes", true);
    item.insert("map", map);
    item.insert("ss", BTreeSet::from(["a".to_owned(), "ä".to_owned()]));
    item.insert("ns", BTreeSet::from([Number::from(1), digits]));
    item.insert("bs", BTreeSet::from([vec![1_u8], vec![]]));
    aws.put_item(PutItem::new(name.as_str(), item.clone())).await.unwrap();

    let get = GetItem::new(name.as_str(), key(1)).consistent().with_capacity(ReturnCapacity::Total);
    let output = aws.get_item(get).await.unwrap();
    assert_eq!(output.item, Some(item));
    assert_eq!(output.consumed_capacity.unwrap().total, Capacity::from_units(1));

    let absent = GetItem::new(name.as_str(), key(2)).with_capacity(ReturnCapacity::Total);
    let output = aws.get_item(absent).await.unwrap();
    assert_eq!(output.item, None);
    assert_eq!(output.consumed_capacity.unwrap().total, Capacity::from_halves(1));

    let nothing = GetItem::new(name.as_str(), key(1)).with_projection(Projection::from_iter(["absent"]));
    assert_eq!(aws.get_item(nothing).await.unwrap().item, Some(Item::new()));
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn a_failed_condition_carries_the_stored_item_and_writes_nothing() {
    let aws = live().await;
    let name = table(&aws, "conditions").await;
    let create = |total: i32| {
        PutItem::new(name.as_str(), with(key(1), "total", total))
            .with_condition(Condition::not_exists("PK"))
            .returning_item_on_failure()
    };
    aws.put_item(create(1)).await.unwrap();
    let error = aws.put_item(create(2)).await.unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.message(), "The conditional request failed");
    assert_eq!(error.item(), Some(&with(key(1), "total", 1)));

    let delete = DeleteItem::new(name.as_str(), key(1));
    let guarded = delete.clone().with_condition(Condition::gt(Path::from("total"), 5));
    let error = aws.delete_item(guarded).await.unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.item(), None);
    let deleted = aws.delete_item(delete.returning(ReturnValues::AllOld)).await.unwrap();
    assert_eq!(deleted.attributes, Some(with(key(1), "total", 1)));
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn updates_create_change_and_report() {
    let aws = live().await;
    let name = table(&aws, "updates").await;
    let empty = UpdateItem::new(name.as_str(), key(1)).returning(ReturnValues::AllNew);
    assert_eq!(aws.update_item(empty).await.unwrap().attributes, Some(key(1)));

    let log = SetOperand::list_append(
        SetOperand::if_not_exists("log", Value::L(vec![])),
        Value::L(vec![Value::from("opened")]),
    );
    let update = UpdateItem::new(name.as_str(), key(1))
        .with_update(Update::new().set("log", log).add("visits", 2).remove("draft"))
        .with_condition(Condition::not_exists("visits"))
        .returning(ReturnValues::UpdatedNew);
    let expected = with(Item::from_iter([("visits", 2)]), "log", vec![Value::from("opened")]);
    assert_eq!(aws.update_item(update.clone()).await.unwrap().attributes, Some(expected));
    assert!(aws.update_item(update).await.unwrap_err().is_condition_failed());

    let wrong = UpdateItem::new(name.as_str(), key(1)).with_update(Update::new().set("PK", "other"));
    assert!(aws.update_item(wrong).await.unwrap_err().is_validation());
    aws.delete_table(name.into()).await.unwrap();
}
