//! Transactions.

use dynamo_model::expr::{Condition, Path, Projection, Update};
use dynamo_model::request::{
    Action, Capacity, CapacityKind, ReturnCapacity, TransactGet, TransactGetItems, TransactWrite,
    TransactWriteItems,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Error, ErrorKind};
use serde_json::{Value as Json, json};

use crate::canned::Canned;

fn key(id: &str) -> Item {
    Item::from_iter([("PK", id)])
}

fn wire_key(id: &str) -> Json {
    json!({ "PK": { "S": id } })
}

fn put(id: &str) -> TransactWrite {
    TransactWrite::new("shop", Action::Put(key(id)))
}

fn gets() -> TransactGetItems {
    TransactGetItems::new([TransactGet::new("shop", key("a")), TransactGet::new("log", key("b"))])
}

/// Sends a transaction and returns its actions as they went out.
async fn sent(writes: impl IntoIterator<Item = TransactWrite>) -> Vec<Json> {
    let service = Canned::answering(200, json!({}));
    service.aws().transact_write_items(TransactWriteItems::new(writes)).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.TransactWriteItems");
    asked.body.get("TransactItems").and_then(Json::as_array).unwrap().clone()
}

async fn refused(answer: Json) -> Error {
    let service = Canned::answering(400, answer);
    let write = TransactWriteItems::new([put("a"), put("b")]);
    service.aws().transact_write_items(write).await.unwrap_err()
}

fn cancelled(reasons: Json) -> Json {
    json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons [None, \
                    ConditionalCheckFailed]",
        "CancellationReasons": reasons,
    })
}

#[tokio::test]
async fn reads_are_answered_in_order_with_gaps_where_there_is_no_item() {
    let service = Canned::answering(
        200,
        json!({
            "Responses": [{}, { "Item": { "name": { "S": "Ada" } } }, { "Item": {} }],
            "ConsumedCapacity": [
                { "TableName": "shop", "CapacityUnits": 2.0, "ReadCapacityUnits": 2.0 },
                { "TableName": "log", "CapacityUnits": 4.0, "ReadCapacityUnits": 4.0 },
            ],
        }),
    );
    let named = |attribute: &str| Projection::from_iter([Path::from(attribute)]);
    let get = TransactGetItems::new([
        TransactGet::new("shop", key("a")),
        TransactGet::new("log", key("b")).with_projection(named("name")),
        TransactGet::new("log", key("c")).with_projection(named("total")),
    ]);
    let output = service.aws().transact_get_items(get.with_capacity(ReturnCapacity::Total)).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.TransactGetItems");
    assert_eq!(
        asked.body,
        json!({
            "TransactItems": [
                { "Get": { "TableName": "shop", "Key": wire_key("a") } },
                { "Get": {
                    "TableName": "log", "Key": wire_key("b"), "ProjectionExpression": "#n0",
                    "ExpressionAttributeNames": { "#n0": "name" },
                } },
                { "Get": {
                    "TableName": "log", "Key": wire_key("c"), "ProjectionExpression": "#n0",
                    "ExpressionAttributeNames": { "#n0": "total" },
                } },
            ],
            "ReturnConsumedCapacity": "TOTAL",
        })
    );
    assert_eq!(output.items, [None, Some(Item::from_iter([("name", "Ada")])), Some(Item::new())]);
    let consumed: Vec<_> =
        output.consumed_capacity.iter().map(|part| (&*part.table_name, part.total)).collect();
    assert_eq!(consumed, [("shop", Capacity::from_units(2)), ("log", Capacity::from_units(4))]);
    assert!(output.consumed_capacity.iter().all(|part| part.kind == Some(CapacityKind::Read)));
}

#[tokio::test]
async fn answers_that_do_not_match_the_reads_are_an_error() {
    for responses in
        [json!([]), json!([{}]), json!([{}, {}, {}]), json!([{}, { "Item": { "n": { "N": "x" } } }])]
    {
        let service = Canned::answering(200, json!({ "Responses": responses }));
        let error = service.aws().transact_get_items(gets()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{responses}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}

#[tokio::test]
async fn a_cancelled_read_says_why_read_by_read() {
    let reasons = json!([{ "Code": "None" }, { "Code": "TransactionConflict", "Message": "is ongoing" }]);
    let error =
        Canned::answering(400, cancelled(reasons)).aws().transact_get_items(gets()).await.unwrap_err();
    assert!(error.is_transaction_canceled());
    let codes: Vec<_> = error.cancellation_reasons().iter().map(|reason| reason.code()).collect();
    assert_eq!(codes, ["None", "TransactionConflict"]);
}

#[tokio::test]
async fn every_action_has_placeholders_of_its_own() {
    let writes = [
        put("a").with_condition(Condition::not_exists("PK")).returning_item_on_failure(),
        TransactWrite::new("shop", Action::Update(key("b"), Update::new().set("total", 1).remove("draft")))
            .with_condition(Condition::lt(Path::from("total"), 9)),
        TransactWrite::new("log", Action::Delete(key("c"))).with_condition(Condition::eq(Path::from("n"), 2)),
        TransactWrite::new("log", Action::Check(key("d")))
            .with_condition(Condition::exists("PK"))
            .returning_item_on_failure(),
    ];
    assert_eq!(
        sent(writes).await,
        [
            json!({ "Put": {
                "TableName": "shop", "Item": wire_key("a"),
                "ConditionExpression": "attribute_not_exists(#n0)",
                "ExpressionAttributeNames": { "#n0": "PK" },
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            } }),
            json!({ "Update": {
                "TableName": "shop", "Key": wire_key("b"),
                "UpdateExpression": "SET #n0 = :v0 REMOVE #n1", "ConditionExpression": "#n0 < :v1",
                "ExpressionAttributeNames": { "#n0": "total", "#n1": "draft" },
                "ExpressionAttributeValues": { ":v0": { "N": "1" }, ":v1": { "N": "9" } },
            } }),
            json!({ "Delete": {
                "TableName": "log", "Key": wire_key("c"), "ConditionExpression": "#n0 = :v0",
                "ExpressionAttributeNames": { "#n0": "n" },
                "ExpressionAttributeValues": { ":v0": { "N": "2" } },
            } }),
            json!({ "ConditionCheck": {
                "TableName": "log", "Key": wire_key("d"), "ConditionExpression": "attribute_exists(#n0)",
                "ExpressionAttributeNames": { "#n0": "PK" },
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            } }),
        ]
    );
}

#[tokio::test]
async fn unconditional_actions_send_no_expressions() {
    let writes = [put("a"), TransactWrite::new("shop", Action::Delete(key("b")))];
    assert_eq!(
        sent(writes).await,
        [
            json!({ "Put": { "TableName": "shop", "Item": wire_key("a") } }),
            json!({ "Delete": { "TableName": "shop", "Key": wire_key("b") } }),
        ]
    );
}

#[tokio::test]
async fn updates_and_checks_of_nothing_are_the_services_to_refuse() {
    let update = TransactWrite::new("shop", Action::Update(key("a"), Update::new()));
    let check = TransactWrite::new("shop", Action::Check(key("b")));
    assert_eq!(
        sent([update, check]).await,
        [
            json!({ "Update": { "TableName": "shop", "Key": wire_key("a"), "UpdateExpression": "" } }),
            json!({ "ConditionCheck":
                { "TableName": "shop", "Key": wire_key("b"), "ConditionExpression": "" } }),
        ]
    );
}

#[tokio::test]
async fn a_token_is_passed_through_and_made_up_where_there_is_none() {
    let service = Canned::answering(200, json!({}));
    let write = || TransactWriteItems::new([put("a")]);
    service.aws().transact_write_items(write().with_token("order-1")).await.unwrap();
    assert_eq!(service.asked().unwrap().body["ClientRequestToken"], json!("order-1"));

    let mut made_up = Vec::new();
    for _ in 0..2 {
        service.aws().transact_write_items(write()).await.unwrap();
        made_up.push(service.asked().unwrap().body["ClientRequestToken"].as_str().unwrap().to_owned());
    }
    assert!(made_up.iter().all(|token| (1..=36).contains(&token.len())), "{made_up:?}");
    assert_ne!(made_up[0], made_up[1]);
}

#[tokio::test]
async fn a_transaction_reads_its_capacity_table_by_table() {
    let part = |table: &str, kind: &str, units: f64| json!({ "TableName": table, "CapacityUnits": units, kind: units });
    let answer = json!({ "ConsumedCapacity": [
        part("shop", "WriteCapacityUnits", 4.0),
        part("log", "ReadCapacityUnits", 2.0),
    ] });
    let service = Canned::answering(200, answer);
    let write = TransactWriteItems::new([put("a")]).with_capacity(ReturnCapacity::Indexes);
    let output = service.aws().transact_write_items(write).await.unwrap();
    assert_eq!(service.asked().unwrap().body["ReturnConsumedCapacity"], json!("INDEXES"));
    let consumed: Vec<_> =
        output.consumed_capacity.iter().map(|part| (&*part.table_name, part.total)).collect();
    assert_eq!(consumed, [("shop", Capacity::from_units(4)), ("log", Capacity::from_units(2))]);
    let kinds: Vec<_> = output.consumed_capacity.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [Some(CapacityKind::Write), Some(CapacityKind::Read)]);
}

#[tokio::test]
async fn a_cancelled_write_carries_codes_messages_and_items() {
    let failed = json!({
        "Code": "ConditionalCheckFailed", "Message": "The conditional request failed", "Item": wire_key("b"),
    });
    let error = refused(cancelled(json!([{ "Code": "None" }, failed]))).await;
    assert!(error.is_transaction_canceled());
    assert!(error.message().ends_with("[None, ConditionalCheckFailed]"), "{error}");
    let [first, second] = error.cancellation_reasons() else { panic!("two reasons: {error:?}") };
    assert!(first.is_none());
    assert_eq!(second.code(), "ConditionalCheckFailed");
    assert_eq!(second.message(), Some("The conditional request failed"));
    assert_eq!(second.item(), Some(&key("b")));
}

#[tokio::test]
async fn other_failures_of_a_transaction_are_told_apart() {
    for (exception, kind) in [
        ("IdempotentParameterMismatchException", ErrorKind::TokenMismatch),
        ("TransactionInProgressException", ErrorKind::TransactionConflict),
        ("ResourceNotFoundException", ErrorKind::NotFound),
    ] {
        let name = format!("com.amazonaws.dynamodb.v20120810#{exception}");
        let error = refused(json!({ "__type": name, "Message": "in the service's words" })).await;
        assert_eq!(error.kind(), kind, "{exception}");
        assert_eq!(error.message(), "in the service's words", "{exception}");
    }
}
