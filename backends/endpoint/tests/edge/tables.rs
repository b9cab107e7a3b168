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
        ("CreateTable", "VectorIndexes", "[{}]"),
        ("CreateTable", "ResourcePolicy", r#""{}""#),
        ("UpdateTable", "VectorIndexUpdates", "[{}]"),
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
