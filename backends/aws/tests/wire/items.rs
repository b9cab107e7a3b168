//! Operations on single items.

use dynamo_model::Backend;
use dynamo_model::expr::{Condition, Path, Projection, SetValue, Update};
use dynamo_model::request::{
    Capacity, DeleteItem, GetItem, PutItem, ReturnCapacity, ReturnValues, UpdateItem,
};
use dynamo_model::value::Item;
use serde_json::json;

use crate::canned::Canned;

fn key() -> Item {
    Item::from_iter([("PK", "c#1"), ("SK", "c#1")])
}

fn wire_key() -> serde_json::Value {
    json!({ "PK": { "S": "c#1" }, "SK": { "S": "c#1" } })
}

#[tokio::test]
async fn a_plain_request_sends_nothing_but_table_and_key() {
    let service = Canned::answering(200, json!({}));
    let output = service.aws().get_item(GetItem::new("shop", key())).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.GetItem");
    assert_eq!(asked.body, json!({ "TableName": "shop", "Key": wire_key() }));
    assert_eq!(output.item, None);
    assert_eq!(output.consumed_capacity, None);
}

#[tokio::test]
async fn get_sends_its_options_and_reads_item_and_capacity() {
    let service = Canned::answering(
        200,
        json!({
            "Item": { "name": { "S": "Ada" }, "age": { "N": "36.0" } },
            "ConsumedCapacity": {
                "TableName": "shop", "CapacityUnits": 1.5, "Table": { "CapacityUnits": 0.5 },
                "GlobalSecondaryIndexes": { "gsi1": { "CapacityUnits": 1.0 } },
            },
        }),
    );
    let projection =
        Projection::from_iter([Path::from("name"), Path::attribute("lines").index(0).key("name")]);
    let get = GetItem::new("shop", key())
        .consistent()
        .with_projection(projection)
        .with_capacity(ReturnCapacity::Indexes);
    let output = service.aws().get_item(get).await.unwrap();
    assert_eq!(
        service.asked().unwrap().body,
        json!({
            "TableName": "shop", "Key": wire_key(), "ConsistentRead": true,
            "ProjectionExpression": "#n0, #n1[0].#n0",
            "ExpressionAttributeNames": { "#n0": "name", "#n1": "lines" },
            "ReturnConsumedCapacity": "INDEXES",
        })
    );
    assert_eq!(
        output.item,
        Some(Item::from_dynamodb_json(r#"{"name":{"S":"Ada"},"age":{"N":"36"}}"#).unwrap())
    );
    let consumed = output.consumed_capacity.unwrap();
    assert_eq!(&*consumed.table_name, "shop");
    assert_eq!(consumed.total, Capacity::from_halves(3));
    assert_eq!(consumed.table, Some(Capacity::from_halves(1)));
    assert_eq!(consumed.global_indexes["gsi1"], Capacity::from_units(1));
    assert!(consumed.local_indexes.is_empty());
}

#[tokio::test]
async fn an_item_the_projection_left_nothing_of_is_not_a_missing_item() {
    let service = Canned::answering(200, json!({ "Item": {} }));
    let output = service.aws().get_item(GetItem::new("shop", key())).await.unwrap();
    assert_eq!(output.item, Some(Item::new()));
}

#[tokio::test]
async fn put_sends_item_and_condition_and_reads_the_old_item() {
    let service = Canned::answering(200, json!({ "Attributes": { "PK": { "S": "old" } } }));
    let put = PutItem::new("shop", key())
        .with_condition(Condition::not_exists("PK").or(Condition::lt(Path::from("version"), 3)))
        .returning(ReturnValues::AllOld)
        .returning_item_on_failure();
    let output = service.aws().put_item(put).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.PutItem");
    assert_eq!(
        asked.body,
        json!({
            "TableName": "shop", "Item": wire_key(),
            "ConditionExpression": "attribute_not_exists(#n0) OR #n1 < :v0",
            "ExpressionAttributeNames": { "#n0": "PK", "#n1": "version" },
            "ExpressionAttributeValues": { ":v0": { "N": "3" } },
            "ReturnValues": "ALL_OLD", "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        })
    );
    assert_eq!(output.attributes, Some(Item::from_iter([("PK", "old")])));
}

#[tokio::test]
async fn a_condition_without_values_sends_no_empty_map_of_them() {
    let service = Canned::answering(200, json!({}));
    let put = PutItem::new("shop", key()).with_condition(Condition::not_exists("PK"));
    service.aws().put_item(put).await.unwrap();
    let body = service.asked().unwrap().body;
    assert_eq!(body["ExpressionAttributeNames"], json!({ "#n0": "PK" }));
    assert_eq!(body.get("ExpressionAttributeValues"), None);
}

#[tokio::test]
async fn update_and_condition_share_one_set_of_placeholders() {
    let service = Canned::answering(200, json!({ "Attributes": { "version": { "N": "4" } } }));
    let update =
        Update::new().set("version", SetValue::Add(Path::from("version").into(), 1.into())).remove("draft");
    let update = UpdateItem::new("shop", key())
        .with_update(update)
        .with_condition(Condition::eq(Path::from("version"), 3))
        .returning(ReturnValues::UpdatedNew)
        .with_capacity(ReturnCapacity::Total);
    let output = service.aws().update_item(update).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.UpdateItem");
    assert_eq!(
        asked.body,
        json!({
            "TableName": "shop", "Key": wire_key(),
            "UpdateExpression": "SET #n0 = #n0 + :v0 REMOVE #n1",
            "ConditionExpression": "#n0 = :v1",
            "ExpressionAttributeNames": { "#n0": "version", "#n1": "draft" },
            "ExpressionAttributeValues": { ":v0": { "N": "1" }, ":v1": { "N": "3" } },
            "ReturnValues": "UPDATED_NEW", "ReturnConsumedCapacity": "TOTAL",
        })
    );
    assert_eq!(output.attributes, Some(Item::from_iter([("version", 4)])));
}

#[tokio::test]
async fn an_update_of_nothing_sends_no_expression() {
    let service = Canned::answering(200, json!({}));
    service.aws().update_item(UpdateItem::new("shop", key())).await.unwrap();
    assert_eq!(service.asked().unwrap().body, json!({ "TableName": "shop", "Key": wire_key() }));
}

#[tokio::test]
async fn delete_sends_key_and_condition_and_reads_the_old_item() {
    let service = Canned::answering(200, json!({ "Attributes": { "PK": { "S": "c#1" } } }));
    let delete = DeleteItem::new("shop", key())
        .with_condition(Condition::exists("PK"))
        .returning(ReturnValues::AllOld);
    let output = service.aws().delete_item(delete).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.DeleteItem");
    assert_eq!(
        asked.body,
        json!({
            "TableName": "shop", "Key": wire_key(), "ConditionExpression": "attribute_exists(#n0)",
            "ExpressionAttributeNames": { "#n0": "PK" }, "ReturnValues": "ALL_OLD",
        })
    );
    assert_eq!(output.attributes, Some(Item::from_iter([("PK", "c#1")])));
}
