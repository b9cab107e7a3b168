//! How tables are described.

use serde_json::Value;

use crate::client::{Post, Server};

/// Sends a request about a table, and returns its description.
fn described(server: &Server, operation: &str, body: &str) -> Value {
    let answer = server.ask(&Post::new(operation, body));
    assert_eq!(answer.status, 200, "{answer:?}");
    let mut body: Value = serde_json::from_slice(&answer.body).unwrap();
    let member = if operation == "DescribeTable" { "Table" } else { "TableDescription" };
    body[member].take()
}

/// What creates a table, with some members more.
fn create(more: &str) -> String {
    r#"{"TableName":"shop","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"#
        .to_owned()
        + more
        + "}"
}

const NAME: &str = r#"{"TableName":"shop"}"#;

#[test]
fn how_throughput_is_billed_has_two_names() {
    let server = Server::start();
    let newer = r#""TableThroughputMode":"PAY_PER_REQUEST""#;
    let created = described(&server, "CreateTable", &create(newer));
    for table in [created, described(&server, "DescribeTable", NAME)] {
        let (older, newer) = (&table["BillingModeSummary"], &table["TableThroughputModeSummary"]);
        assert_eq!(older["BillingMode"], "PAY_PER_REQUEST");
        assert_eq!(newer["TableThroughputMode"], "PAY_PER_REQUEST");
        let since = "LastUpdateToPayPerRequestDateTime";
        assert!(older[since].is_number() && older[since] == newer[since], "{table}");
    }
    described(&server, "DeleteTable", NAME);
    // The older name counts where both are given.
    let both = r#""BillingMode":"PROVISIONED","TableThroughputMode":"PAY_PER_REQUEST",
                  "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}"#;
    let table = described(&server, "CreateTable", &create(both));
    assert_eq!(table["ProvisionedThroughput"]["WriteCapacityUnits"], 2);
    assert!(table.get("BillingModeSummary").is_none() && table.get("TableThroughputModeSummary").is_none());
}

#[test]
fn an_index_that_is_made_is_not_filled_yet() {
    let server = Server::start();
    described(&server, "CreateTable", &create(r#""BillingMode":"PAY_PER_REQUEST""#));
    let item = r#"{"TableName":"shop","Item":{"p":{"S":"a"}}}"#;
    assert_eq!(server.ask(&Post::new("PutItem", item)).status, 200);
    let index = r#"{"IndexName":"all","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
                    "Projection":{"ProjectionType":"ALL"}}"#;
    let update = format!(
        r#"{{"TableName":"shop","AttributeDefinitions":[{{"AttributeName":"p","AttributeType":"S"}}],
            "GlobalSecondaryIndexUpdates":[{{"Create":{index}}}]}}"#
    );
    let index = &described(&server, "UpdateTable", &update)["GlobalSecondaryIndexes"][0];
    assert_eq!((&index["IndexStatus"], &index["Backfilling"]), (&"CREATING".into(), &false.into()));
    assert_eq!((&index["ItemCount"], &index["IndexSizeBytes"]), (&0.into(), &0.into()));
}

#[test]
fn a_table_that_is_deleted_is_not_described_in_full() {
    let server = Server::start();
    let index = r#"[{"IndexName":"all","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
                     "Projection":{"ProjectionType":"ALL"}}]"#;
    described(
        &server,
        "CreateTable",
        &create(&format!(r#""BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":{index}"#)),
    );
    let table = described(&server, "DeleteTable", NAME);
    for member in ["TableName", "TableStatus", "TableArn", "TableId", "ItemCount", "BillingModeSummary"] {
        assert!(table.get(member).is_some(), "{member}: {table}");
    }
    for member in ["AttributeDefinitions", "KeySchema", "CreationDateTime", "GlobalSecondaryIndexes"] {
        assert!(table.get(member).is_none(), "{member}: {table}");
    }
}

#[test]
fn what_a_table_serves_at_once_is_said_and_raised() {
    let server = Server::start();
    let more = r#""BillingMode":"PAY_PER_REQUEST","WarmThroughput":{"ReadUnitsPerSecond":20000}"#;
    described(&server, "CreateTable", &create(more));
    let warm = |table: Value| {
        let of = |name| table["WarmThroughput"][name].as_u64().unwrap();
        (of("ReadUnitsPerSecond"), of("WriteUnitsPerSecond"))
    };
    assert_eq!(warm(described(&server, "DescribeTable", NAME)), (20_000, 4_000));
    let raise = r#"{"TableName":"shop","WarmThroughput":{"WriteUnitsPerSecond":5000}}"#;
    described(&server, "UpdateTable", raise);
    assert_eq!(warm(described(&server, "DescribeTable", NAME)), (20_000, 5_000));
}

#[test]
fn what_there_is_no_operation_for_yet_is_refused_and_not_ignored() {
    let server = Server::start();
    server.create_table();
    let key = r#""AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST""#;
    for (operation, member, value) in [
        ("CreateTable", "ResourcePolicy", r#""{}""#),
        ("UpdateTable", "ReplicaUpdates", "[{}]"),
        ("UpdateTable", "MultiRegionConsistency", r#""STRONG""#),
        ("UpdateTable", "GlobalTableWitnessUpdates", "[{}]"),
    ] {
        let body = match operation {
            "CreateTable" => format!(r#"{{"TableName":"new",{key},"{member}":{value}}}"#),
            _ => format!(r#"{{"TableName":"shop","DeletionProtectionEnabled":true,"{member}":{value}}}"#),
        };
        let said = Post::new(operation, body).said(&server);
        assert!(said.starts_with(&format!("400 UnknownOperationException: {member} ")), "{said}");
    }
    let tables = server.ask(&Post::new("ListTables", "{}"));
    assert_eq!(tables.text(), r#"{"TableNames":["shop"]}"#);
    let shop = server.ask(&Post::new("DescribeTable", r#"{"TableName":"shop"}"#));
    assert!(shop.text().contains(r#""DeletionProtectionEnabled":false"#), "and nothing else is done");
}

#[test]
fn a_change_is_told_as_one_that_has_begun_and_described_as_done() {
    let server = Server::start();
    let index = r#"[{"IndexName":"all","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
                     "Projection":{"ProjectionType":"ALL"}}]"#;
    let created = described(
        &server,
        "CreateTable",
        &create(&format!(r#""BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":{index}"#)),
    );
    assert_eq!(created["TableStatus"], "CREATING");
    assert_eq!(created["GlobalSecondaryIndexes"][0]["IndexStatus"], "CREATING");
    for (change, table, of_index) in [
        (r#""TableClass":"STANDARD""#, "UPDATING", "ACTIVE"),
        (r#""BillingMode":"PAY_PER_REQUEST""#, "UPDATING", "ACTIVE"),
        (
            r#""StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}"#,
            "UPDATING",
            "ACTIVE",
        ),
        (r#""DeletionProtectionEnabled":false"#, "ACTIVE", "ACTIVE"),
        (r#""OnDemandThroughput":{"MaxReadRequestUnits":5}"#, "ACTIVE", "ACTIVE"),
        (
            r#""GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"all",
               "OnDemandThroughput":{"MaxReadRequestUnits":5}}}]"#,
            "ACTIVE",
            "UPDATING",
        ),
    ] {
        let answer = described(&server, "UpdateTable", &format!(r#"{{"TableName":"shop",{change}}}"#));
        let statuses = (&answer["TableStatus"], &answer["GlobalSecondaryIndexes"][0]["IndexStatus"]);
        assert_eq!((statuses.0.as_str(), statuses.1.as_str()), (Some(table), Some(of_index)), "{change}");
        let answer = described(&server, "DescribeTable", NAME);
        assert_eq!(answer["TableStatus"], "ACTIVE", "{change}");
        assert_eq!(answer["GlobalSecondaryIndexes"][0]["IndexStatus"], "ACTIVE", "{change}");
    }
    assert_eq!(described(&server, "DeleteTable", NAME)["TableStatus"], "DELETING");
}

#[test]
fn an_update_repeats_that_a_limit_is_to_go_and_the_table_has_none_then() {
    let server = Server::start();
    let limits = r#""BillingMode":"PAY_PER_REQUEST",
        "OnDemandThroughput":{"MaxReadRequestUnits":20,"MaxWriteRequestUnits":15}"#;
    described(&server, "CreateTable", &create(limits));
    let change = r#"{"TableName":"shop","OnDemandThroughput":{"MaxReadRequestUnits":-1}}"#;
    // A limit that is none already goes as one that is there.
    for _ in 0..2 {
        let updated = described(&server, "UpdateTable", change);
        assert_eq!(
            updated["OnDemandThroughput"],
            serde_json::json!({"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 15})
        );
        let table = described(&server, "DescribeTable", NAME);
        assert_eq!(table["OnDemandThroughput"], serde_json::json!({"MaxWriteRequestUnits": 15}));
    }
}

#[test]
fn an_index_that_is_added_is_being_created_and_its_table_changed() {
    let server = Server::start();
    described(&server, "CreateTable", &create(r#""BillingMode":"PAY_PER_REQUEST""#));
    let added = r#"{"TableName":"shop","AttributeDefinitions":[{"AttributeName":"x","AttributeType":"S"}],
        "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"byX","KeySchema":[{"AttributeName":"x","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"ALL"},"OnDemandThroughput":{"MaxWriteRequestUnits":7},
        "WarmThroughput":{"ReadUnitsPerSecond":13000}}}]}"#;
    let answer = described(&server, "UpdateTable", added);
    assert_eq!(answer["TableStatus"], "UPDATING");
    assert_eq!(answer["GlobalSecondaryIndexes"][0]["IndexStatus"], "CREATING");
    let index = described(&server, "DescribeTable", NAME)["GlobalSecondaryIndexes"][0].take();
    assert_eq!(index["IndexStatus"], "ACTIVE");
    assert_eq!(index["OnDemandThroughput"], serde_json::json!({"MaxWriteRequestUnits": 7}));
    assert_eq!(index["WarmThroughput"]["ReadUnitsPerSecond"], 13_000);
    assert_eq!(index["WarmThroughput"]["WriteUnitsPerSecond"], 4_000);
    let raised = r#"{"TableName":"shop","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"byX",
        "WarmThroughput":{"WriteUnitsPerSecond":5000}}}]}"#;
    let answer = described(&server, "UpdateTable", raised);
    assert_eq!(answer["GlobalSecondaryIndexes"][0]["WarmThroughput"]["Status"], "UPDATING");
    let index = described(&server, "DescribeTable", NAME)["GlobalSecondaryIndexes"][0].take();
    assert_eq!(index["WarmThroughput"]["WriteUnitsPerSecond"], 5_000);
    assert_eq!(index["WarmThroughput"]["Status"], "ACTIVE");
}

#[test]
fn the_key_a_table_is_encrypted_with_is_described() {
    let server = Server::start();
    let more = r#""BillingMode":"PAY_PER_REQUEST","SSESpecification":{"Enabled":true}"#;
    let created = described(&server, "CreateTable", &create(more));
    let encrypted = &created["SSEDescription"];
    assert_eq!((&encrypted["Status"], &encrypted["SSEType"]), (&"ENABLED".into(), &"KMS".into()));
    let managed = encrypted["KMSMasterKeyArn"].as_str().unwrap();
    assert!(managed.starts_with("arn:aws:kms:us-east-1:000000000000:key/"), "{managed}");
    let change = |key: &str| {
        let specification = format!(r#"{{"SSEType":"KMS","KMSMasterKeyId":"{key}"}}"#);
        let request = format!(r#"{{"TableName":"shop","SSESpecification":{specification}}}"#);
        let answer = described(&server, "UpdateTable", &request);
        assert_eq!(answer["SSEDescription"], serde_json::json!({"Status": "UPDATING"}));
        assert_eq!(answer["TableStatus"], "ACTIVE");
        described(&server, "DescribeTable", NAME)["SSEDescription"].take()
    };
    assert_eq!(change("alias/aws/dynamodb")["KMSMasterKeyArn"], managed);
    assert_eq!(change("1234-abcd")["KMSMasterKeyArn"], "arn:aws:kms:us-east-1:000000000000:key/1234-abcd");
    described(&server, "UpdateTable", r#"{"TableName":"shop","SSESpecification":{"Enabled":false}}"#);
    assert!(described(&server, "DescribeTable", NAME).get("SSEDescription").is_none());
}

#[test]
fn a_class_is_described_once_it_was_said() {
    let server = Server::start();
    let class = |table: Value| table["TableClassSummary"]["TableClass"].as_str().map(str::to_owned);
    let become_standard = r#"{"TableName":"shop","TableClass":"STANDARD"}"#;
    described(&server, "CreateTable", &create(r#""BillingMode":"PAY_PER_REQUEST""#));
    described(&server, "UpdateTable", become_standard);
    assert_eq!(class(described(&server, "DescribeTable", NAME)), None);
    described(&server, "UpdateTable", r#"{"TableName":"shop","TableClass":"STANDARD_INFREQUENT_ACCESS"}"#);
    described(&server, "UpdateTable", become_standard);
    assert_eq!(class(described(&server, "DescribeTable", NAME)).as_deref(), Some("STANDARD"));
    described(&server, "DeleteTable", NAME);
    let more = r#""BillingMode":"PAY_PER_REQUEST","TableClass":"STANDARD""#;
    described(&server, "CreateTable", &create(more));
    assert_eq!(class(described(&server, "DescribeTable", NAME)).as_deref(), Some("STANDARD"));
}
