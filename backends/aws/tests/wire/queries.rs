//! Queries.

use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange};
use dynamo_model::request::{Query, ReturnCapacity, Select};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind};
use serde_json::json;

use crate::canned::Canned;

#[tokio::test]
async fn a_plain_query_sends_its_key_condition_only() {
    let service = Canned::answering(200, json!({ "Count": 0, "ScannedCount": 0, "Items": [] }));
    let output = service.aws().query(Query::new("shop", KeyCondition::partition("PK", "o#1"))).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.Query");
    assert_eq!(
        asked.body,
        json!({
            "TableName": "shop", "KeyConditionExpression": "#n0 = :v0",
            "ExpressionAttributeNames": { "#n0": "PK" },
            "ExpressionAttributeValues": { ":v0": { "S": "o#1" } },
        })
    );
    assert!(output.items.is_empty());
    assert_eq!(output.last_evaluated_key, None);
}

#[tokio::test]
async fn a_query_sends_every_option_and_reads_the_page() {
    let service = Canned::answering(
        200,
        json!({
            "Count": 1, "ScannedCount": 2, "Items": [{ "total": { "N": "7" } }],
            "LastEvaluatedKey": { "PK": { "S": "o#1" }, "SK": { "N": "2" } },
        }),
    );
    let key =
        KeyCondition::partition("gsi1pk", "o#1").with_range("gsi1sk", SortRange::Between(1.into(), 9.into()));
    let query = Query::new("shop", key)
        .on_index("gsi1")
        .with_filter(Condition::gt(Path::from("total"), 5))
        .with_projection(Projection::from_iter(["total"]))
        .with_select(Select::SpecificAttributes)
        .with_limit(u32::MAX)
        .consistent()
        .descending()
        .starting_after(Item::from_iter([("PK", "o#1")]))
        .with_capacity(ReturnCapacity::Total);
    let output = service.aws().query(query).await.unwrap();
    assert_eq!(
        service.asked().unwrap().body,
        json!({
            "TableName": "shop", "IndexName": "gsi1",
            "KeyConditionExpression": "#n0 = :v0 AND #n1 BETWEEN :v1 AND :v2",
            "FilterExpression": "#n2 > :v3", "ProjectionExpression": "#n2",
            "ExpressionAttributeNames": { "#n0": "gsi1pk", "#n1": "gsi1sk", "#n2": "total" },
            "ExpressionAttributeValues":
                { ":v0": { "S": "o#1" }, ":v1": { "N": "1" }, ":v2": { "N": "9" }, ":v3": { "N": "5" } },
            "Select": "SPECIFIC_ATTRIBUTES", "Limit": i32::MAX, "ConsistentRead": true,
            "ScanIndexForward": false, "ExclusiveStartKey": { "PK": { "S": "o#1" } },
            "ReturnConsumedCapacity": "TOTAL",
        })
    );
    assert_eq!(output.items, [Item::from_iter([("total", 7)])]);
    assert_eq!((output.count, output.scanned_count), (1, 2));
    let last = Item::from_dynamodb_json(r#"{"PK":{"S":"o#1"},"SK":{"N":"2"}}"#).unwrap();
    assert_eq!(output.last_evaluated_key, Some(last));
}

#[tokio::test]
async fn a_count_has_no_items() {
    let service = Canned::answering(200, json!({ "Count": 3, "ScannedCount": 4 }));
    let query = Query::new("shop", KeyCondition::partition("PK", "o#1")).with_select(Select::Count);
    let output = service.aws().query(query).await.unwrap();
    assert_eq!(service.asked().unwrap().body["Select"], json!("COUNT"));
    assert_eq!((output.items.len(), output.count, output.scanned_count), (0, 3, 4));
}

#[tokio::test]
async fn a_page_that_breaks_the_protocol_is_an_error() {
    for page in [
        json!({ "Count": -1, "ScannedCount": 0 }),
        json!({ "Count": 1, "ScannedCount": 1, "Items": [{ "n": { "N": "ten" } }] }),
        json!({ "Count": 0, "ScannedCount": 0, "ConsumedCapacity": { "CapacityUnits": -1.0 } }),
        json!({ "Count": "many" }),
    ] {
        let service = Canned::answering(200, &page);
        let query = Query::new("shop", KeyCondition::partition("PK", "o#1"));
        let error = service.aws().query(query).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{page}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}
