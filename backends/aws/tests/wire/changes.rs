//! Changes of tables, and waiting for them.

use dynamo_model::request::{
    BillingMode, Encryption, IndexDefinition, IndexProjection, KeyKind, KeySchema, OnDemandThroughput,
    StreamUpdate, StreamView, TableClass, TableDescription, TableStatus, Throughput, UpdateTable,
    WarmThroughput,
};
use dynamo_model::{Backend, Error, Result};
use serde_json::{Value as Json, json};

use crate::canned::Canned;

/// Describes the table `shop` with these global indexes: name, status, and whether the index is being filled.
fn shop(status: &str, indexes: &[(&str, &str, bool)]) -> Json {
    let index = |(name, status, backfilling): &(&str, &str, bool)| {
        json!({
            "IndexName": name, "IndexStatus": status, "Backfilling": backfilling,
            "KeySchema": [{ "AttributeName": "email", "KeyType": "HASH" }],
            "Projection": { "ProjectionType": "ALL" },
        })
    };
    json!({
        "TableName": "shop", "TableStatus": status,
        "KeySchema": [{ "AttributeName": "PK", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "PK", "AttributeType": "S" }],
        "BillingModeSummary": { "BillingMode": "PAY_PER_REQUEST" },
        "GlobalSecondaryIndexes": indexes.iter().map(index).collect::<Json>(),
    })
}

/// A service that answers a change with the first description, and is found in the others afterwards.
fn changing(descriptions: impl IntoIterator<Item = Json>) -> Canned {
    let mut descriptions = descriptions.into_iter();
    let first = json!({ "TableDescription": descriptions.next() });
    descriptions.fold(Canned::answering(200, first), |service, description| {
        service.but("DescribeTable", 200, json!({ "Table": description }))
    })
}

/// Asks for a change and returns the request. Whether the change shows afterwards is no matter.
async fn sent(change: UpdateTable) -> Json {
    let service = changing([shop("ACTIVE", &[])]);
    let _ = service.aws().update_table(change).await;
    let asked = service.asked_first().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.UpdateTable");
    asked.body
}

async fn create_index(service: &Canned) -> Result<TableDescription> {
    let by_email = IndexDefinition::new("by_email", KeySchema::new("email"));
    let change = UpdateTable::new("shop").with_attribute("email", KeyKind::S).creating_index(by_email);
    service.aws().update_table(change).await
}

#[tokio::test]
async fn an_index_is_created_with_its_attributes_projection_and_throughput() {
    let index = IndexDefinition::new("by_email", KeySchema::new("email").with_sort("day"))
        .with_projection(IndexProjection::Include(vec!["total".into()]))
        .with_throughput(Throughput { read: 3, write: 4 });
    let change = UpdateTable::new("shop")
        .with_attribute("email", KeyKind::S)
        .with_attribute("day", KeyKind::N)
        .creating_index(index);
    assert_eq!(
        sent(change).await,
        json!({
            "TableName": "shop",
            "AttributeDefinitions": [
                { "AttributeName": "email", "AttributeType": "S" },
                { "AttributeName": "day", "AttributeType": "N" },
            ],
            "GlobalSecondaryIndexUpdates": [{ "Create": {
                "IndexName": "by_email",
                "KeySchema": [
                    { "AttributeName": "email", "KeyType": "HASH" },
                    { "AttributeName": "day", "KeyType": "RANGE" },
                ],
                "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"] },
                "ProvisionedThroughput": { "ReadCapacityUnits": 3, "WriteCapacityUnits": 4 },
            } }],
        })
    );
}

#[tokio::test]
async fn indexes_are_deleted_and_given_another_throughput() {
    let units = Throughput { read: 5, write: 6 };
    let change = UpdateTable::new("shop").deleting_index("by_email").with_index_throughput("by_day", units);
    assert_eq!(
        sent(change).await,
        json!({
            "TableName": "shop",
            "GlobalSecondaryIndexUpdates": [
                { "Delete": { "IndexName": "by_email" } },
                { "Update": {
                    "IndexName": "by_day",
                    "ProvisionedThroughput": { "ReadCapacityUnits": 5, "WriteCapacityUnits": 6 },
                } },
            ],
        })
    );
}

#[tokio::test]
async fn billing_throughput_stream_class_and_protection_are_sent_if_they_change() {
    let change = || UpdateTable::new("shop");
    let units = Throughput { read: 1, write: 2 };
    let wire_units = json!({ "ReadCapacityUnits": 1, "WriteCapacityUnits": 2 });
    for (change, body) in [
        (change(), json!({})),
        (change().with_billing(BillingMode::OnDemand), json!({ "BillingMode": "PAY_PER_REQUEST" })),
        (
            change().with_billing(BillingMode::Provisioned(units)),
            json!({ "BillingMode": "PROVISIONED", "ProvisionedThroughput": wire_units }),
        ),
        (change().with_throughput(units), json!({ "ProvisionedThroughput": wire_units })),
        (
            change()
                .with_billing(BillingMode::Provisioned(units))
                .with_throughput(Throughput { read: 9, write: 9 }),
            json!({ "BillingMode": "PROVISIONED", "ProvisionedThroughput": wire_units }),
        ),
        (
            change().with_on_demand_throughput(OnDemandThroughput { max_read: Some(-1), max_write: Some(7) }),
            json!({ "OnDemandThroughput": { "MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 7 } }),
        ),
        (
            change().with_warm_throughput(WarmThroughput { read: None, write: Some(5_000) }),
            json!({ "WarmThroughput": { "WriteUnitsPerSecond": 5_000 } }),
        ),
        (
            change().with_stream(StreamUpdate::Enable(StreamView::KeysOnly)),
            json!({ "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "KEYS_ONLY" } }),
        ),
        (
            change().with_stream(StreamUpdate::Disable),
            json!({ "StreamSpecification": { "StreamEnabled": false } }),
        ),
        (change().with_class(TableClass::Standard), json!({ "TableClass": "STANDARD" })),
        (
            change().with_encryption(Encryption::Managed),
            json!({ "SSESpecification": { "Enabled": true, "SSEType": "KMS" } }),
        ),
        (change().with_encryption(Encryption::Owned), json!({ "SSESpecification": { "Enabled": false } })),
        (change().with_deletion_protection(false), json!({ "DeletionProtectionEnabled": false })),
    ] {
        let mut wanted = body;
        wanted["TableName"] = json!("shop");
        assert_eq!(sent(change).await, wanted);
    }
}

#[tokio::test(start_paused = true)]
async fn update_table_waits_until_a_new_index_is_filled() {
    let service = changing([
        shop("UPDATING", &[("by_email", "CREATING", false)]),
        // As before the change: the service may not know of it everywhere at once.
        shop("ACTIVE", &[]),
        shop("UPDATING", &[("by_email", "CREATING", false)]),
        shop("ACTIVE", &[("by_email", "CREATING", true)]),
        shop("ACTIVE", &[("by_email", "ACTIVE", false)]),
    ]);
    let table = create_index(&service).await.unwrap();
    assert_eq!(service.requests(), 5);
    assert_eq!(table.global_indexes[0].status, TableStatus::Active);
}

#[tokio::test(start_paused = true)]
async fn update_table_waits_until_a_deleted_index_is_gone() {
    let service = changing([
        shop("UPDATING", &[("by_email", "DELETING", false)]),
        shop("ACTIVE", &[("by_email", "ACTIVE", false)]),
        shop("ACTIVE", &[("by_email", "DELETING", false)]),
        shop("ACTIVE", &[]),
    ]);
    let change = UpdateTable::new("shop").deleting_index("by_email");
    let table = service.aws().update_table(change).await.unwrap();
    assert_eq!(service.requests(), 4);
    assert!(table.global_indexes.is_empty());
}

#[tokio::test(start_paused = true)]
async fn update_table_waits_until_the_stream_shows() {
    let with_stream = |view: &str| {
        let mut table = shop("ACTIVE", &[]);
        table["StreamSpecification"] = json!({ "StreamEnabled": true, "StreamViewType": view });
        table
    };
    let on = UpdateTable::new("shop").with_stream(StreamUpdate::Enable(StreamView::NewImage));
    let service = changing([shop("UPDATING", &[]), shop("ACTIVE", &[]), with_stream("NEW_IMAGE")]);
    assert_eq!(service.aws().update_table(on).await.unwrap().stream, Some(StreamView::NewImage));
    let off = UpdateTable::new("shop").with_stream(StreamUpdate::Disable);
    let service = changing([shop("UPDATING", &[]), with_stream("NEW_IMAGE"), shop("ACTIVE", &[])]);
    assert_eq!(service.aws().update_table(off).await.unwrap().stream, None);
}

#[tokio::test(start_paused = true)]
async fn a_change_that_does_not_end_is_given_up_but_not_while_an_index_is_being_filled() {
    let service = changing([shop("UPDATING", &[]), shop("UPDATING", &[])]);
    let protect = UpdateTable::new("shop").with_deletion_protection(true);
    let error = service.aws().update_table(protect).await.unwrap_err();
    assert!(error.is_unavailable());
    assert_eq!(error.message(), "table `shop`: it is still being changed after 10 minutes; try again later");

    let filling = || shop("ACTIVE", &[("by_email", "CREATING", true)]);
    let long = std::iter::repeat_with(filling).take(600);
    let service = changing(long.chain([shop("ACTIVE", &[("by_email", "ACTIVE", false)])]));
    let started = tokio::time::Instant::now();
    create_index(&service).await.unwrap();
    assert!(started.elapsed().as_secs() > 15 * 60, "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_table_that_is_deleted_meanwhile_is_not_found() {
    let gone = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
        "message": "Requested resource not found: Table: shop not found",
    });
    let service = changing([shop("UPDATING", &[])]).but("DescribeTable", 400, gone);
    let error: Error = create_index(&service).await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn a_refused_change_keeps_the_services_words() {
    let words =
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table";
    let error = create_index(&Canned::refusing(400, "LimitExceededException", words)).await.unwrap_err();
    assert!(error.is_limit_exceeded());
    assert_eq!(error.message(), words);
}
