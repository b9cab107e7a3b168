//! Scans.

use dynamo_model::expr::{Condition, Path, Projection};
use dynamo_model::request::{Capacity, ReturnCapacity, Scan, Segment, Select};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind};
use serde_json::json;

use crate::canned::Canned;

#[tokio::test]
async fn a_plain_scan_sends_its_table_only() {
    let service = Canned::answering(200, json!({ "Count": 0, "ScannedCount": 0, "Items": [] }));
    let output = service.aws().scan(Scan::new("shop")).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.Scan");
    assert_eq!(asked.body, json!({ "TableName": "shop" }));
    assert!(output.items.is_empty());
    assert_eq!(output.last_evaluated_key, None);
    assert_eq!(output.consumed_capacity, None);
}

#[tokio::test]
async fn a_scan_sends_every_option_and_reads_the_page() {
    let service = Canned::answering(
        200,
        json!({
            "Count": 1, "ScannedCount": 2, "Items": [{ "total": { "N": "7" } }],
            "LastEvaluatedKey": { "PK": { "S": "o#1" } },
            "ConsumedCapacity": { "TableName": "shop", "CapacityUnits": 128.5 },
        }),
    );
    let scan = Scan::new("shop")
        .on_index("gsi1")
        .with_filter(Condition::gt(Path::from("total"), 5))
        .with_projection(Projection::from_iter(["total"]))
        .with_select(Select::SpecificAttributes)
        .with_limit(10)
        .consistent()
        .in_segment(Segment { number: 3, total: u32::MAX })
        .starting_after(Item::from_iter([("PK", "o#0")]))
        .with_capacity(ReturnCapacity::Total);
    let output = service.aws().scan(scan).await.unwrap();
    assert_eq!(
        service.asked().unwrap().body,
        json!({
            "TableName": "shop", "IndexName": "gsi1",
            "FilterExpression": "#n0 > :v0", "ProjectionExpression": "#n0",
            "ExpressionAttributeNames": { "#n0": "total" },
            "ExpressionAttributeValues": { ":v0": { "N": "5" } },
            "Select": "SPECIFIC_ATTRIBUTES", "Limit": 10, "ConsistentRead": true,
            "Segment": 3, "TotalSegments": i32::MAX,
            "ExclusiveStartKey": { "PK": { "S": "o#0" } }, "ReturnConsumedCapacity": "TOTAL",
        })
    );
    assert_eq!(output.items, [Item::from_iter([("total", 7)])]);
    assert_eq!((output.count, output.scanned_count), (1, 2));
    assert_eq!(output.last_evaluated_key, Some(Item::from_iter([("PK", "o#1")])));
    assert_eq!(output.consumed_capacity.unwrap().total, Capacity::from_halves(257));
}

#[tokio::test]
async fn the_first_segment_is_sent_although_its_number_is_zero() {
    let service = Canned::answering(200, json!({ "Count": 0, "ScannedCount": 0 }));
    let scan = Scan::new("shop").in_segment(Segment { number: 0, total: 1 });
    service.aws().scan(scan).await.unwrap();
    let body = service.asked().unwrap().body;
    assert_eq!(body, json!({ "TableName": "shop", "Segment": 0, "TotalSegments": 1 }));
}

#[tokio::test]
async fn a_scanned_page_that_breaks_the_protocol_is_an_error() {
    for page in [
        json!({ "Count": 0, "ScannedCount": -1 }),
        json!({ "Count": 1, "ScannedCount": 1, "Items": [{ "n": { "NULL": false } }] }),
        json!({ "Count": 0, "ScannedCount": 0, "LastEvaluatedKey": { "PK": { "N": "ten" } } }),
    ] {
        let error = Canned::answering(200, &page).aws().scan(Scan::new("shop")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{page}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}
