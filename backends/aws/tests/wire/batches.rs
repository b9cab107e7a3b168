//! Batches.

use dynamo_model::expr::{Path, Projection};
use dynamo_model::request::{
    BatchGetItem, BatchWriteItem, Capacity, ConsumedCapacity, KeysToGet, ReturnCapacity, Write,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind};
use serde_json::json;

use crate::canned::Canned;

fn key(id: &str) -> Item {
    Item::from_iter([("PK", id)])
}

fn capacity(table: &str, units: u64) -> ConsumedCapacity {
    let mut consumed = ConsumedCapacity::new(table);
    consumed.total = Capacity::from_units(units);
    consumed
}

#[tokio::test]
async fn a_plain_batch_sends_nothing_but_keys() {
    let service = Canned::answering(200, json!({ "Responses": {}, "UnprocessedKeys": {} }));
    let get = BatchGetItem::new().with_keys("shop", KeysToGet::new([key("a"), key("b")]));
    let output = service.aws().batch_get_item(get).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.BatchGetItem");
    let keys = json!([{ "PK": { "S": "a" } }, { "PK": { "S": "b" } }]);
    assert_eq!(asked.body, json!({ "RequestItems": { "shop": { "Keys": keys } } }));
    assert!(output.unprocessed.is_empty());
    assert!(output.consumed_capacity.is_empty());
}

#[tokio::test]
async fn each_table_of_a_batch_has_placeholders_and_capacity_of_its_own() {
    let service = Canned::answering(
        200,
        json!({
            "Responses": { "shop": [{ "name": { "S": "Ada" } }], "log": [{}] },
            "ConsumedCapacity": [
                { "TableName": "shop", "CapacityUnits": 2.0, "Table": { "CapacityUnits": 2.0 } },
                { "TableName": "log", "CapacityUnits": 1.0 },
            ],
        }),
    );
    let people = KeysToGet::new([key("a")]).consistent().with_projection(Projection::from_iter(["name"]));
    let lines = Projection::from_iter([Path::attribute("lines").index(0)]);
    let get = BatchGetItem::new()
        .with_keys("shop", people)
        .with_keys("log", KeysToGet::new([key("b")]).with_projection(lines))
        .with_capacity(ReturnCapacity::Indexes);
    let output = service.aws().batch_get_item(get).await.unwrap();
    assert_eq!(
        service.asked().unwrap().body,
        json!({
            "RequestItems": {
                "shop": {
                    "Keys": [{ "PK": { "S": "a" } }], "ConsistentRead": true,
                    "ProjectionExpression": "#n0", "ExpressionAttributeNames": { "#n0": "name" },
                },
                "log": {
                    "Keys": [{ "PK": { "S": "b" } }],
                    "ProjectionExpression": "#n0[0]", "ExpressionAttributeNames": { "#n0": "lines" },
                },
            },
            "ReturnConsumedCapacity": "INDEXES",
        })
    );
    assert_eq!(output.items["shop"], [Item::from_iter([("name", "Ada")])]);
    assert_eq!(output.items["log"], [Item::new()]);
    let mut shop = capacity("shop", 2);
    shop.table = Some(Capacity::from_units(2));
    assert_eq!(output.consumed_capacity, [shop, capacity("log", 1)]);
}

#[tokio::test]
async fn a_table_nothing_was_found_in_has_an_entry_all_the_same() {
    let service = Canned::answering(200, json!({ "Responses": { "log": [] } }));
    let keys = || KeysToGet::new([key("a")]);
    let get = BatchGetItem::new().with_keys("shop", keys()).with_keys("log", keys());
    let output = service.aws().batch_get_item(get).await.unwrap();
    assert_eq!(output.items.keys().map(|table| &**table).collect::<Vec<_>>(), ["log", "shop"]);
    assert!(output.items.values().all(Vec::is_empty));
}

#[tokio::test]
async fn unprocessed_keys_are_the_request_to_send_next() {
    let left = json!({
        "Keys": [{ "PK": { "S": "b" } }], "ConsistentRead": true,
        "ProjectionExpression": "#n0", "ExpressionAttributeNames": { "#n0": "name" },
    });
    let answer = json!({ "Responses": { "shop": [] }, "UnprocessedKeys": { "shop": &left } });
    let service = Canned::answering(200, answer);
    let with = |keys: &[&str]| {
        KeysToGet::new(keys.iter().map(|id| key(id)))
            .consistent()
            .with_projection(Projection::from_iter(["name"]))
    };
    let get = BatchGetItem::new().with_keys("shop", with(&["a", "b"]));
    let output = service.aws().batch_get_item(get).await.unwrap();
    assert_eq!(output.unprocessed["shop"], with(&["b"]));

    let mut next = BatchGetItem::new();
    next.tables = output.unprocessed;
    service.aws().batch_get_item(next).await.unwrap();
    assert_eq!(service.asked().unwrap().body, json!({ "RequestItems": { "shop": left } }));
}

#[tokio::test]
async fn an_answer_to_a_batch_that_breaks_the_protocol_is_an_error() {
    for answer in [
        json!({ "Responses": { "other": [] } }),
        json!({ "UnprocessedKeys": { "other": { "Keys": [{ "PK": { "S": "a" } }] } } }),
        json!({ "UnprocessedKeys": { "shop": { "Keys": [{ "PK": { "N": "ten" } }] } } }),
        json!({ "Responses": { "shop": [{ "n": { "NULL": false } }] } }),
        json!({ "ConsumedCapacity": [{ "CapacityUnits": 1.0 }] }),
        json!({ "ConsumedCapacity": [{ "TableName": "shop", "CapacityUnits": -1.0 }] }),
    ] {
        let get = BatchGetItem::new().with_keys("shop", KeysToGet::new([key("a")]));
        let error = Canned::answering(200, &answer).aws().batch_get_item(get).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{answer}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}

#[tokio::test]
async fn a_batch_of_writes_sends_puts_and_deletes_in_order() {
    let service = Canned::answering(
        200,
        json!({
            "UnprocessedItems": {},
            "ConsumedCapacity": [{ "TableName": "shop", "CapacityUnits": 2.0 }],
        }),
    );
    let write = BatchWriteItem::new()
        .with_write("shop", Write::Put(key("a")))
        .with_write("shop", Write::Delete(key("b")))
        .with_write("log", Write::Put(key("c")))
        .with_capacity(ReturnCapacity::Total);
    let output = service.aws().batch_write_item(write).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.BatchWriteItem");
    assert_eq!(
        asked.body,
        json!({
            "RequestItems": {
                "shop": [
                    { "PutRequest": { "Item": { "PK": { "S": "a" } } } },
                    { "DeleteRequest": { "Key": { "PK": { "S": "b" } } } },
                ],
                "log": [{ "PutRequest": { "Item": { "PK": { "S": "c" } } } }],
            },
            "ReturnConsumedCapacity": "TOTAL",
        })
    );
    assert!(output.unprocessed.is_empty());
    assert_eq!(output.consumed_capacity, [capacity("shop", 2)]);
}

#[tokio::test]
async fn unprocessed_writes_are_the_request_to_send_next() {
    let left = json!({
        "shop": [{ "DeleteRequest": { "Key": { "PK": { "S": "b" } } } }],
        "log": [{ "PutRequest": { "Item": { "PK": { "S": "c" } } } }],
    });
    let service = Canned::answering(200, json!({ "UnprocessedItems": left }));
    let write = BatchWriteItem::new()
        .with_write("shop", Write::Put(key("a")))
        .with_write("shop", Write::Delete(key("b")))
        .with_write("log", Write::Put(key("c")));
    let output = service.aws().batch_write_item(write).await.unwrap();
    assert_eq!(output.unprocessed["shop"], [Write::Delete(key("b"))]);
    assert_eq!(output.unprocessed["log"], [Write::Put(key("c"))]);
}

#[tokio::test]
async fn an_unprocessed_write_that_is_no_write_is_an_error() {
    let put = json!({ "Item": { "PK": { "S": "a" } } });
    let delete = json!({ "Key": { "PK": { "S": "a" } } });
    for broken in [json!({}), json!({ "PutRequest": put, "DeleteRequest": delete })] {
        let service = Canned::answering(200, json!({ "UnprocessedItems": { "shop": [&broken] } }));
        let write = BatchWriteItem::new().with_write("shop", Write::Put(key("a")));
        let error = service.aws().batch_write_item(write).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{broken}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}

#[tokio::test]
async fn an_empty_batch_is_the_services_to_refuse() {
    let service = Canned::refusing(400, "ValidationException", "in the service's words");
    assert!(service.aws().batch_get_item(BatchGetItem::new()).await.unwrap_err().is_validation());
    assert_eq!(service.asked().unwrap().body, json!({ "RequestItems": {} }));
    assert!(service.aws().batch_write_item(BatchWriteItem::new()).await.unwrap_err().is_validation());
    assert_eq!(service.asked().unwrap().body, json!({ "RequestItems": {} }));
}
