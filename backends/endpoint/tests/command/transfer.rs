//! Exports and imports.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dynamo_endpoint::call;
use dynamo_lmdb::Lmdb;

use super::process::{CREATE, Server, database, run};

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Reads all files under a directory.
fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for table in fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        for file in fs::read_dir(table).unwrap().map(|entry| entry.unwrap().path()) {
            let name = file.strip_prefix(directory).unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read(file).unwrap());
        }
    }
    found
}

/// Makes a database whose tables have everything that a table can have.
fn rich(directory: &Path) {
    let provisioned = r#"{
        "TableName": "provisioned", "TableClass": "STANDARD_INFREQUENT_ACCESS", "DeletionProtectionEnabled": true,
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"},
            {"AttributeName": "at", "AttributeType": "B"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        "LocalSecondaryIndexes": [{"IndexName": "local", "Projection": {"ProjectionType": "KEYS_ONLY"},
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}]}],
        "GlobalSecondaryIndexes": [{"IndexName": "global",
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
            "KeySchema": [{"AttributeName": "sk", "KeyType": "HASH"}],
            "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}}],
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 2},
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"},
        "Tags": [{"Key": "team", "Value": "orders"}]
    }"#;
    let on_demand = r#"{
        "TableName": "demanded", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "OnDemandThroughput": {"MaxReadRequestUnits": 40000, "MaxWriteRequestUnits": 10000},
        "WarmThroughput": {"ReadUnitsPerSecond": 13000, "WriteUnitsPerSecond": 5000}
    }"#;
    let limited = r#"{
        "TableName": "limited", "BillingMode": "PAY_PER_REQUEST", "OnDemandThroughput": {"MaxReadRequestUnits": 10},
        "SSESpecification": {"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "1234-abcd"},
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "GlobalSecondaryIndexes": [{"IndexName": "global", "Projection": {"ProjectionType": "ALL"},
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "OnDemandThroughput": {"MaxWriteRequestUnits": 5},
            "WarmThroughput": {"ReadUnitsPerSecond": 13000, "WriteUnitsPerSecond": 5000}}],
        "VectorIndexes": [{"IndexName": "near", "VectorAttribute": {"AttributeName": "place"}, "Dimensions": 2,
            "DistanceFunction": "DOT_PRODUCT", "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
            "SearchSchema": [{"AttributeName": "pk", "SearchSchemaElementType": "HASH"}]},
            {"IndexName": "plain", "VectorAttribute": {"AttributeName": "place"}, "Dimensions": 2,
            "DistanceFunction": "COSINE", "Projection": {"ProjectionType": "ALL"}}]
    }"#;
    let expiring =
        r#"{"TableName":"shop","TimeToLiveSpecification":{"AttributeName":"gone","Enabled":true}}"#;
    let item = r#"{"TableName":"shop","Item":{"id":{"S":"o-1"},"gone":{"N":"1"},"all":{"L":[{"NULL":true},{"BOOL":false},{"B":"AAE="},{"NS":["1","2.50"]},{"M":{"ü":{"SS":["é"]}}}]}}}"#;
    let placed = r#"{"TableName":"limited","Item":{"pk":{"S":"a"},"place":{"L":[{"N":"0.1"},{"N":"2"}]}}}"#;
    let requests = [
        ("CreateTable", provisioned),
        ("CreateTable", on_demand),
        ("CreateTable", limited),
        ("CreateTable", CREATE),
        ("UpdateTimeToLive", expiring),
        ("PutItem", item),
        ("PutItem", placed),
    ];
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        let database = Lmdb::open(directory).unwrap();
        for (operation, request) in requests {
            call(&database, operation, request.as_bytes()).await.unwrap();
        }
    });
}

/// Describes a table, without what is of its own time.
fn described(directory: &Path, table: &str) -> serde_json::Value {
    let request = format!(r#"{{"TableName":"{table}"}}"#);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let answer = runtime.block_on(async {
        let database = Lmdb::open(directory).unwrap();
        call(&database, "DescribeTable", request.as_bytes()).await.unwrap()
    });
    let mut described: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    let members = described.get_mut("Table").unwrap().as_object_mut().unwrap();
    for own in ["CreationDateTime", "TableId", "LatestStreamArn", "LatestStreamLabel"] {
        members.remove(own);
    }
    for billed in ["BillingModeSummary", "TableThroughputModeSummary", "TableClassSummary"] {
        if let Some(summary) = members.get_mut(billed).and_then(|summary| summary.as_object_mut()) {
            summary.retain(|name, _| !name.starts_with("Last"));
        }
    }
    described
}

#[test]
fn a_table_is_imported_with_everything_that_it_had() {
    let directory = tempfile::tempdir().unwrap();
    let [data, exported, copy] = ["data", "exported", "copy"].map(|name| directory.path().join(name));
    rich(&data);
    run(["export", "--data", path(&data), path(&exported)]).done();
    run(["import", "--data", path(&copy), path(&exported)]).done();
    for table in ["provisioned", "demanded", "limited", "shop"] {
        assert_eq!(described(&copy, table), described(&data, table));
    }
}

#[test]
fn an_export_that_is_imported_and_exported_again_is_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let [data, exported, copy, again] =
        ["data", "exported", "copy", "again"].map(|name| directory.path().join(name));
    rich(&data);
    run(["export", "--data", path(&data), path(&exported)]).done();
    run(["import", "--data", path(&copy), path(&exported)]).done();
    run(["export", "--data", path(&copy), path(&again)]).done();
    let files = [files(&exported), files(&again)];
    let names: Vec<&String> = files[0].keys().collect();
    let expected = [
        "demanded/items.jsonl",
        "demanded/table.json",
        "limited/items.jsonl",
        "limited/table.json",
        "provisioned/items.jsonl",
        "provisioned/table.json",
        "shop/items.jsonl",
        "shop/table.json",
        "shop/time-to-live.json",
    ];
    assert_eq!(names, expected);
    assert_eq!(files[0], files[1]);
    let limited: serde_json::Value = serde_json::from_slice(&files[0]["limited/table.json"]).unwrap();
    assert_eq!(limited["OnDemandThroughput"]["MaxReadRequestUnits"], 10);
    assert_eq!(limited["GlobalSecondaryIndexes"][0]["OnDemandThroughput"]["MaxWriteRequestUnits"], 5);
    assert_eq!(
        limited["SSESpecification"]["KMSMasterKeyId"],
        "arn:aws:kms:us-east-1:000000000000:key/1234-abcd"
    );
    let items = String::from_utf8(files[0]["shop/items.jsonl"].clone()).unwrap();
    assert!(items.starts_with(r#"{"Item":{"#) && items.ends_with("}}\n"), "{items}");
}

#[test]
fn compressed_exports_are_imported_too_and_one_table_can_be_picked() {
    let directory = tempfile::tempdir().unwrap();
    let [data, exported, copy] = ["data", "exported", "copy"].map(|name| directory.path().join(name));
    rich(&data);
    let said = run(["export", "--data", path(&data), "--table", "shop", "--gzip", path(&exported)]).done();
    assert!(said.starts_with("exported 1 items of shop to "), "{said}");
    assert!(exported.join("shop/items.jsonl.gz").is_file());
    assert!(!exported.join("provisioned").exists());
    let said = run(["import", "--data", path(&copy), path(&exported.join("shop"))]).done();
    assert_eq!(said, "imported 1 items into shop\n");
}

#[test]
fn an_export_overwrites_nothing_and_leaves_nothing_half_written() {
    let directory = tempfile::tempdir().unwrap();
    let [data, exported] = ["data", "exported"].map(|name| directory.path().join(name));
    database(&data, &["a"]);
    fs::create_dir_all(exported.join("shop")).unwrap();
    let error = run(["export", "--data", path(&data), path(&exported)]).failed();
    assert!(error.contains("it is there already"), "{error}");
    let error = run(["export", "--data", path(&data), "--table", "other", path(&exported)]).failed();
    assert!(error.contains("ResourceNotFoundException"), "{error}");
    assert_eq!(fs::read_dir(&exported).unwrap().count(), 1);
    assert_eq!(fs::read_dir(exported.join("shop")).unwrap().count(), 0);
}

#[test]
fn models_of_nosql_workbench_become_tables_with_their_data() {
    let directory = tempfile::tempdir().unwrap();
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data");
    let [shop, chat] = ["online-shop.json", "chat-system.json"].map(|name| models.join(name));
    let data = directory.path().join("data");
    let said = run(["import", "--data", path(&data), path(&shop), path(&chat)]).done();
    assert!(said.contains("imported 19 items into OnlineShop\n"), "{said}");

    let server = Server::start(["--data", path(&data)]);
    let entries = server.call("Scan", r#"{"TableName":"OnlineShop","IndexName":"GSI1","Select":"COUNT"}"#);
    assert_eq!(entries.text(), r#"{"Count":8,"ScannedCount":8}"#);
    server.stop();
}

/// Imports lines into a table of an empty database.
fn import(directory: &Path, lines: &str) -> super::process::Ended {
    let [data, table, items] = ["data", "table.json", "items.jsonl"].map(|name| directory.join(name));
    fs::write(&table, CREATE).unwrap();
    fs::write(&items, lines).unwrap();
    run(["import", "--data", path(&data), "--table", "orders", "--create", path(&table), path(&items)])
}

fn scan(directory: &Path) -> String {
    let server = Server::start(["--data", path(&directory.join("data"))]);
    let found = server.call("Scan", r#"{"TableName":"orders"}"#);
    server.stop();
    found.text().to_owned()
}

#[test]
fn lines_are_bare_or_exported_and_the_last_one_of_a_key_stays() {
    let directory = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for number in 0..2_500 {
        let key = number % 7;
        lines.push_str(&match number % 2 {
            0 => format!("{{\"id\":{{\"S\":\"{key}\"}},\"number\":{{\"N\":\"{number}\"}}}}\n"),
            _ => format!("{{\"Item\":{{\"id\":{{\"S\":\"{key}\"}},\"number\":{{\"N\":\"{number}\"}}}}}}\n\n"),
        });
    }
    assert_eq!(import(directory.path(), &lines).done(), "imported 2500 items into orders\n");
    let found = scan(directory.path());
    for number in 2_493..2_500 {
        assert!(found.contains(&format!(r#"{{"N":"{number}"}}"#)), "{number} in {found}");
    }
    assert!(found.contains(r#""Count":7"#), "{found}");
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_those_before_it_are_kept() {
    let directory = tempfile::tempdir().unwrap();
    let mut lines: String = (0..30).map(|id| format!("{{\"id\":{{\"S\":\"{id}\"}}}}\n")).collect();
    lines.push_str("{\"id\":{\"S\":\"30\"\n{\"id\":{\"S\":\"31\"}}\n");
    let error = import(directory.path(), &lines).failed();
    assert!(error.contains("items.jsonl, line 31: "), "{error}");
    assert!(error.contains("; 30 items are written into `orders`, all before it among them"), "{error}");
    assert!(scan(directory.path()).contains(r#""Count":30"#));
}

#[test]
fn a_line_that_the_table_refuses_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let lines =
        "{\"id\":{\"S\":\"a\"}}\n\n{\"id\":{\"S\":\"b\"}}\n{\"id\":{\"N\":\"1\"}}\n{\"id\":{\"S\":\"d\"}}\n";
    let error = import(directory.path(), lines).failed();
    assert!(error.contains("items.jsonl, line 4: One or more parameter values were invalid"), "{error}");
    assert!(error.contains("; 3 items are written into `orders`, all before it among them"), "{error}");
    assert!(scan(directory.path()).contains(r#""Count":3"#));
}

#[test]
fn what_cannot_be_imported_is_refused_before_there_is_a_database() {
    let directory = tempfile::tempdir().unwrap();
    let [data, empty, lines] = ["data", "empty", "lines.jsonl"].map(|name| directory.path().join(name));
    fs::create_dir(&empty).unwrap();
    fs::write(&lines, "{\"id\":{\"S\":\"a\"}}\n").unwrap();
    for (source, reason) in
        [(&empty, "there is no `table.json` in it"), (&lines, "name a `--table`"), (&data, "No such file")]
    {
        let error = run(["import", "--data", path(&data), path(source)]).failed();
        assert!(error.contains(reason), "{error}");
    }
    assert!(!data.exists());
    let error = run(["import", "--data", path(&data), "--table", "orders", path(&lines)]).failed();
    assert!(
        error.contains("there is no table `orders`; say how to create it with `--create FILE`"),
        "{error}"
    );
}
