//! Tables.

use std::time::{Duration, SystemTime};

use dynamo_model::request::{
    BillingMode, CreateTable, Encryption, IndexDefinition, IndexProjection, KeyKind, KeySchema, ListTables,
    OnDemandThroughput, StreamView, TableClass, TableStatus, Throughput, WarmThroughput,
};
use dynamo_model::{Backend, ErrorKind};
use serde_json::{Value, json};

use crate::canned::Canned;

fn shop() -> CreateTable {
    let by_customer =
        IndexDefinition::new("gsi1", KeySchema::new("customer").with_partition("region").with_sort("day"));
    CreateTable::new("shop", KeySchema::new("PK").with_sort("SK"))
        .with_attribute("PK", KeyKind::S)
        .with_attribute("SK", KeyKind::B)
        .with_attribute("day", KeyKind::N)
        .with_global_index(by_customer.with_projection(IndexProjection::Include(vec!["total".into()])))
        .with_local_index(
            IndexDefinition::new("lsi1", KeySchema::new("PK").with_sort("day"))
                .with_projection(IndexProjection::KeysOnly),
        )
}

fn wire_key(elements: &[(&str, &str)]) -> Value {
    elements.iter().map(|(name, kind)| json!({ "AttributeName": name, "KeyType": kind })).collect()
}

fn wire_description() -> Value {
    json!({
        "TableName": "shop", "TableStatus": "ACTIVE", "ItemCount": 12, "TableSizeBytes": 345,
        "TableArn": "arn:aws:dynamodb:eu-west-1:1:table/shop", "TableId": "id-1",
        "CreationDateTime": 1_700_000_000.5,
        "KeySchema": wire_key(&[("PK", "HASH"), ("SK", "RANGE")]),
        "AttributeDefinitions": [
            { "AttributeName": "PK", "AttributeType": "S" },
            { "AttributeName": "SK", "AttributeType": "B" },
            { "AttributeName": "day", "AttributeType": "N" },
        ],
        "BillingModeSummary": { "BillingMode": "PAY_PER_REQUEST" },
        "ProvisionedThroughput": { "ReadCapacityUnits": 0, "WriteCapacityUnits": 0 },
        "GlobalSecondaryIndexes": [{
            "IndexName": "gsi1", "IndexStatus": "CREATING", "ItemCount": 3, "IndexSizeBytes": 30,
            "IndexArn": "arn:aws:dynamodb:eu-west-1:1:table/shop/index/gsi1", "Backfilling": true,
            "KeySchema": wire_key(&[("customer", "HASH"), ("region", "HASH"), ("day", "RANGE")]),
            "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"] },
            "ProvisionedThroughput": { "ReadCapacityUnits": 0, "WriteCapacityUnits": 0 },
        }],
        "LocalSecondaryIndexes": [{
            "IndexName": "lsi1", "ItemCount": 4, "IndexSizeBytes": 40,
            "IndexArn": "arn:aws:dynamodb:eu-west-1:1:table/shop/index/lsi1",
            "KeySchema": wire_key(&[("PK", "HASH"), ("day", "RANGE")]),
            "Projection": { "ProjectionType": "KEYS_ONLY" },
        }],
    })
}

/// A service that is still creating the table when it answers, and has created it when it is asked again.
fn creating() -> Canned {
    let mut active = wire_description();
    if let Some(status) = active.pointer_mut("/GlobalSecondaryIndexes/0/IndexStatus") {
        *status = json!("ACTIVE");
    }
    Canned::answering(200, json!({ "TableDescription": wire_description() })).but(
        "DescribeTable",
        200,
        json!({ "Table": active }),
    )
}

#[tokio::test]
async fn create_table_waits_until_the_table_and_its_indexes_can_be_used() {
    let service = creating();
    let table = service.aws().create_table(shop()).await.unwrap();
    assert_eq!(service.requests(), 2);
    assert_eq!(table.global_indexes[0].status, TableStatus::Active);
}

#[tokio::test]
async fn create_table_sends_keys_indexes_and_billing() {
    let service = creating();
    service.aws().create_table(shop()).await.unwrap();
    let asked = service.asked_first().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.CreateTable");
    assert_eq!(
        asked.body,
        json!({
            "TableName": "shop", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": wire_description()["AttributeDefinitions"],
            "KeySchema": wire_key(&[("PK", "HASH"), ("SK", "RANGE")]),
            "GlobalSecondaryIndexes": [{
                "IndexName": "gsi1",
                "KeySchema": wire_key(&[("customer", "HASH"), ("region", "HASH"), ("day", "RANGE")]),
                "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"] },
            }],
            "LocalSecondaryIndexes": [{
                "IndexName": "lsi1", "KeySchema": wire_key(&[("PK", "HASH"), ("day", "RANGE")]),
                "Projection": { "ProjectionType": "KEYS_ONLY" },
            }],
        })
    );
}

#[tokio::test]
async fn a_table_without_indexes_sends_no_empty_lists() {
    let service = creating();
    let units = Throughput { read: 5, write: 2 };
    let table = CreateTable::new("shop", KeySchema::new("PK"))
        .with_attribute("PK", KeyKind::S)
        .with_billing(BillingMode::Provisioned(units));
    service.aws().create_table(table).await.unwrap();
    assert_eq!(
        service.asked_first().unwrap().body,
        json!({
            "TableName": "shop", "BillingMode": "PROVISIONED",
            "AttributeDefinitions": [{ "AttributeName": "PK", "AttributeType": "S" }],
            "KeySchema": wire_key(&[("PK", "HASH")]),
            "ProvisionedThroughput": { "ReadCapacityUnits": 5, "WriteCapacityUnits": 2 },
        })
    );
}

#[tokio::test]
async fn create_table_sends_stream_class_encryption_protection_and_tags() {
    let service = creating();
    let table = CreateTable::new("shop", KeySchema::new("PK"))
        .with_attribute("PK", KeyKind::S)
        .with_stream(StreamView::NewAndOldImages)
        .with_class(TableClass::InfrequentAccess)
        .with_encryption(Encryption::Key("alias/shop".to_owned()))
        .protected()
        .with_tag("team", "orders")
        .with_tag("empty", "");
    service.aws().create_table(table).await.unwrap();
    assert_eq!(
        service.asked_first().unwrap().body,
        json!({
            "TableName": "shop", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{ "AttributeName": "PK", "AttributeType": "S" }],
            "KeySchema": wire_key(&[("PK", "HASH")]),
            "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" },
            "TableClass": "STANDARD_INFREQUENT_ACCESS",
            "SSESpecification": { "Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "alias/shop" },
            "DeletionProtectionEnabled": true,
            "Tags": [{ "Key": "empty", "Value": "" }, { "Key": "team", "Value": "orders" }],
        })
    );
}

#[tokio::test]
async fn describe_table_reads_the_whole_description() {
    let service = Canned::answering(200, json!({ "Table": wire_description() }));
    let table = service.aws().describe_table("shop".into()).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.DescribeTable");
    assert_eq!(asked.body, json!({ "TableName": "shop" }));

    let created = shop();
    assert_eq!(table.table, created.table);
    assert_eq!(table.status, TableStatus::Active);
    assert_eq!(table.key, created.key);
    assert_eq!(table.attributes, created.attributes);
    assert_eq!(table.billing, BillingMode::OnDemand);
    assert_eq!((table.item_count, table.size_bytes), (12, 345));
    assert_eq!(table.created_at, Some(SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_500)));
    assert_eq!(table.arn, "arn:aws:dynamodb:eu-west-1:1:table/shop");
    assert_eq!(table.id, "id-1");

    let [global] = &table.global_indexes[..] else { panic!("one global index") };
    assert_eq!(global.definition, created.global_indexes[0]);
    assert_eq!(global.status, TableStatus::Creating);
    assert!(global.backfilling);
    assert_eq!((global.item_count, global.size_bytes), (3, 30));
    assert_eq!(global.arn, "arn:aws:dynamodb:eu-west-1:1:table/shop/index/gsi1");
    let [local] = &table.local_indexes[..] else { panic!("one local index") };
    assert_eq!(local.definition, created.local_indexes[0]);
    assert_eq!(local.status, TableStatus::Active);
    assert!(!local.backfilling);
    assert_eq!((local.item_count, local.size_bytes), (4, 40));
    assert_eq!(local.arn, "arn:aws:dynamodb:eu-west-1:1:table/shop/index/lsi1");
}

#[tokio::test]
async fn stream_class_and_protection_of_a_table_are_described() {
    let mut description = wire_description();
    let service = Canned::answering(200, json!({ "Table": description }));
    let plain = service.aws().describe_table("shop".into()).await.unwrap();
    assert_eq!((plain.stream, plain.class, plain.deletion_protection), (None, None, false));
    assert_eq!((plain.latest_stream_arn, plain.latest_stream_label), (None, None));

    description["StreamSpecification"] = json!({ "StreamEnabled": true, "StreamViewType": "OLD_IMAGE" });
    description["LatestStreamArn"] = json!("arn:aws:dynamodb:eu-west-1:1:table/shop/stream/2026");
    description["LatestStreamLabel"] = json!("2026");
    description["TableClassSummary"] = json!({ "TableClass": "STANDARD_INFREQUENT_ACCESS" });
    description["SSEDescription"] =
        json!({ "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": "arn:aws:kms:eu-west-1:1:key/1" });
    description["DeletionProtectionEnabled"] = json!(true);
    let service = Canned::answering(200, json!({ "Table": description }));
    let table = service.aws().describe_table("shop".into()).await.unwrap();
    assert_eq!(table.stream, Some(StreamView::OldImage));
    assert_eq!(
        table.latest_stream_arn.as_deref(),
        Some("arn:aws:dynamodb:eu-west-1:1:table/shop/stream/2026")
    );
    assert_eq!(table.latest_stream_label.as_deref(), Some("2026"));
    assert_eq!(table.class, Some(TableClass::InfrequentAccess));
    assert_eq!(table.encryption_key.as_deref(), Some("arn:aws:kms:eu-west-1:1:key/1"));
    assert!(table.deletion_protection);

    description["StreamSpecification"] = json!({ "StreamEnabled": false });
    let service = Canned::answering(200, json!({ "Table": description }));
    let ended = service.aws().describe_table("shop".into()).await.unwrap();
    assert_eq!((ended.stream, ended.latest_stream_label.as_deref()), (None, Some("2026")));
}

#[tokio::test]
async fn a_table_that_was_never_on_demand_is_provisioned() {
    let mut description = wire_description();
    description["BillingModeSummary"] = Value::Null;
    let units = json!({ "ReadCapacityUnits": 5, "WriteCapacityUnits": 2 });
    description["ProvisionedThroughput"] = units.clone();
    description["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"] = units;
    let service = Canned::answering(200, json!({ "Table": description }));
    let table = service.aws().describe_table("shop".into()).await.unwrap();
    let units = Throughput { read: 5, write: 2 };
    assert_eq!(table.billing, BillingMode::Provisioned(units));
    assert_eq!(table.global_indexes[0].definition.throughput, Some(units));
}

#[tokio::test]
async fn what_became_of_a_throughput_is_described() {
    let mut description = wire_description();
    let service = Canned::answering(200, json!({ "Table": description }));
    let silent = service.aws().describe_table("shop".into()).await.unwrap();
    assert_eq!((silent.on_demand_at, silent.decreases_today, silent.warm_throughput), (None, 0, None));
    assert_eq!(silent.global_indexes[0].warm_throughput, None);

    description["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = json!(1_700_000_001.5);
    let units = json!({ "ReadCapacityUnits": 0, "WriteCapacityUnits": 0, "NumberOfDecreasesToday": 3 });
    let warm = json!({ "ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000, "Status": "ACTIVE" });
    for place in ["", "/GlobalSecondaryIndexes/0"] {
        let place = description.pointer_mut(place).unwrap();
        (place["ProvisionedThroughput"], place["WarmThroughput"]) = (units.clone(), warm.clone());
    }
    let service = Canned::answering(200, json!({ "Table": description }));
    let table = service.aws().describe_table("shop".into()).await.unwrap();
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_001_500);
    let warm = Some(Throughput { read: 12_000, write: 4_000 });
    assert_eq!((table.on_demand_at, table.decreases_today, table.warm_throughput), (Some(at), 3, warm));
    let index = &table.global_indexes[0];
    assert_eq!((index.decreases_today, index.warm_throughput), (3, warm));
}

#[tokio::test]
async fn what_a_table_serves_on_demand_is_limited_and_described() {
    let mut description = wire_description();
    description["OnDemandThroughput"] = json!({ "MaxReadRequestUnits": 5 });
    description["GlobalSecondaryIndexes"][0]["IndexStatus"] = json!("ACTIVE");
    let service = Canned::answering(200, json!({ "TableDescription": description }));
    let most = OnDemandThroughput { max_read: Some(5), max_write: None };
    let warm = WarmThroughput { read: Some(20_000), write: Some(5_000) };
    let shop = shop().with_on_demand_throughput(most).with_warm_throughput(warm);
    let table = service.aws().create_table(shop).await.unwrap();
    assert_eq!(table.on_demand_throughput, most);
    let asked = service.asked_first().unwrap();
    assert_eq!(asked.body["OnDemandThroughput"], json!({ "MaxReadRequestUnits": 5 }));
    let warm = json!({ "ReadUnitsPerSecond": 20_000, "WriteUnitsPerSecond": 5_000 });
    assert_eq!(asked.body["WarmThroughput"], warm);
}

#[tokio::test]
async fn a_table_being_deleted_may_have_lost_its_key() {
    let answer = json!({ "TableDescription": { "TableName": "shop", "TableStatus": "DELETING" } });
    let gone =
        json!({ "__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "gone" });
    let service = Canned::answering(200, answer).but("DescribeTable", 400, gone);
    let table = service.aws().delete_table("shop".into()).await.unwrap();
    assert_eq!(service.asked_first().unwrap().operation, "DynamoDB_20120810.DeleteTable");
    assert_eq!(table.status, TableStatus::Deleting);
    assert_eq!(&*table.table, "shop");
}

#[tokio::test]
async fn states_without_a_word_of_their_own_are_inaccessible() {
    for state in
        ["ARCHIVED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "REPLICATION_NOT_AUTHORIZED", "BRAND_NEW"]
    {
        let mut description = wire_description();
        description["TableStatus"] = json!(state);
        let service = Canned::answering(200, json!({ "Table": description }));
        let table = service.aws().describe_table("shop".into()).await.unwrap();
        assert_eq!(table.status, TableStatus::Inaccessible, "{state}");
    }
}

#[tokio::test]
async fn a_description_that_breaks_the_protocol_is_an_error() {
    let broken = |member: &str, value: Value| {
        let mut description = wire_description();
        description[member] = value;
        json!({ "Table": description })
    };
    for answer in [
        json!({}),
        broken("TableName", Value::Null),
        broken("KeySchema", json!([])),
        broken("KeySchema", wire_key(&[("SK", "RANGE")])),
        broken("ItemCount", json!(-1)),
        broken("AttributeDefinitions", json!([{ "AttributeName": "PK", "AttributeType": "SS" }])),
        broken(
            "LocalSecondaryIndexes",
            json!([{ "IndexName": "lsi1", "KeySchema": wire_key(&[("PK", "HASH")]) }]),
        ),
        broken("CreationDateTime", json!("yesterday")),
        broken("StreamSpecification", json!({ "StreamEnabled": true })),
        broken("StreamSpecification", json!({ "StreamEnabled": true, "StreamViewType": "BRAND_NEW" })),
    ] {
        let service = Canned::answering(200, &answer);
        let error = service.aws().describe_table("shop".into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{answer}");
    }
}

#[tokio::test]
async fn list_tables_reads_page_after_page() {
    let service =
        Canned::answering(200, json!({ "TableNames": ["log", "shop"], "LastEvaluatedTableName": "shop" }));
    let page = service.aws().list_tables(ListTables::new()).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.ListTables");
    assert_eq!(asked.body, json!({}));
    assert_eq!(page.tables.iter().map(|name| &**name).collect::<Vec<_>>(), ["log", "shop"]);

    let next = ListTables::new().with_limit(2).starting_after(page.last_evaluated.unwrap());
    service.aws().list_tables(next).await.unwrap();
    assert_eq!(service.asked().unwrap().body, json!({ "Limit": 2, "ExclusiveStartTableName": "shop" }));

    let last = Canned::answering(200, json!({ "TableNames": [] }));
    let page = last.aws().list_tables(ListTables::new()).await.unwrap();
    assert_eq!((page.tables.len(), page.last_evaluated), (0, None));
}
