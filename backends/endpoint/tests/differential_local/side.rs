//! A server, and what it calls what others call by other names.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::client::{self, Client};
use crate::generate;

/// Members that tell time, or where a server is, or what is random.
const OF_ITS_OWN: &[&str] = &[
    "ApproximateCreationDateTime",
    "CreationDateTime",
    "CreationRequestDateTime",
    "IndexArn",
    // It counts whole items, and the service what an index holds of them.
    "IndexSizeBytes",
    "LastDecreaseDateTime",
    "LastIncreaseDateTime",
    "LastEvaluatedStreamArn",
    "LastUpdateToPayPerRequestDateTime",
    "LatestStreamArn",
    "LatestStreamLabel",
    "NextShardIterator",
    "SequenceNumber",
    "ShardId",
    "ShardIterator",
    "StartingSequenceNumber",
    "StreamArn",
    "StreamLabel",
    "TableArn",
    "TableId",
    "awsRegion",
    "eventID",
];

/// Under which names requests have what an answer calls something.
const NAMES: &[(&str, &str)] = &[
    ("/TableDescription/LatestStreamArn", "$stream"),
    ("/TableDescription/TableArn", "$table"),
    ("/StreamDescription/Shards/0/ShardId", "$shard"),
    ("/ShardIterator", "$iterator"),
    ("/NextShardIterator", "$iterator"),
    ("/Records/0/dynamodb/SequenceNumber", "$sequence"),
];

/// How often a table is asked whether it is changed.
const TRIES: usize = 1_000;
/// A stream of nobody's.
const NO_STREAM: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/none/stream/2026-01-01T00:00:00.000";

pub(crate) struct Side {
    client: Client,
    /// Whether it is DynamoDB Local.
    is_local: bool,
    /// What names stand for here.
    named: Map<String, Value>,
    table: String,
}

impl Side {
    pub(crate) fn new(addr: SocketAddr, is_local: bool) -> Self {
        Self { client: Client::new(addr), is_local, named: Map::new(), table: String::new() }
    }

    /// Makes the table that requests are about, of which there may be one already.
    pub(crate) fn begin(&mut self, name: &str) {
        self.end();
        self.table = name.to_owned();
        self.named.clear();
        self.named.insert("$none".to_owned(), NO_STREAM.into());
        self.done("CreateTable", &generate::other_table(name));
        self.done("CreateTable", &generate::table(name));
        let key = r#"{"p":{"S":"a"},"s":{"N":"1"}}"#;
        self.done("PutItem", &format!(r#"{{"TableName":"{name}","Item":{key}}}"#));
        self.done("DescribeStream", r#"{"StreamArn":"$stream"}"#);
        let start = r#"{"StreamArn":"$stream","ShardId":"$shard","ShardIteratorType":"TRIM_HORIZON"}"#;
        self.done("GetShardIterator", start);
        self.done("GetRecords", r#"{"ShardIterator":"$iterator"}"#);
    }

    /// Sends a request that is right, and learns names from its answer.
    fn done(&mut self, operation: &str, request: &str) {
        let (status, answer) = self.client.send(operation, &self.meant(request));
        assert_eq!(status, 200, "{answer}");
        self.name(&answer);
    }

    /// Deletes the tables of requests.
    pub(crate) fn end(&self) {
        for table in [self.table.clone(), format!("{}.a", self.table), format!("{}.b", self.table)] {
            let deleted = format!(r#"{{"TableName":"{table}"}}"#);
            let (status, answer) = self.client.send("DeleteTable", &deleted);
            if status != 200 && client::said(&answer).contains("protected") {
                let unprotected = format!(r#"{{"TableName":"{table}","DeletionProtectionEnabled":false}}"#);
                self.client.send("UpdateTable", &unprotected);
                self.client.send("DeleteTable", &deleted);
            }
        }
    }

    /// What is compared of an answer: all of it, or the exception and its message.
    pub(crate) fn answer(&mut self, operation: &str, request: &str) -> String {
        let (status, mut answer) = self.client.send(operation, &self.meant(request));
        let said = if status == 200 {
            // Only tables that are made are named: others are not what the next requests are about.
            if operation != "CreateTable" && operation != "UpdateTable" && operation != "DeleteTable" {
                self.name(&answer);
            }
            let has_no_order = operation != "Query" || request.contains("IndexName");
            if operation == "CreateTable" || operation == "UpdateTable" {
                forget_progress(&mut answer);
                self.settle();
            }
            if self.is_local {
                write_out(&mut answer);
            }
            self.sort(&mut answer, has_no_order);
            answer.to_string()
        } else {
            client::said(&answer)
        };
        self.called(said)
    }

    /// Waits for the indexes of a table that was changed, which DynamoDB Local makes by and by.
    fn settle(&self) {
        let other = format!(r#"{{"TableName":"{}.a"}}"#, self.table);
        for _ in 0..TRIES {
            let (_, answer) = self.client.send("DescribeTable", &other);
            if !["CREATING", "UPDATING", "DELETING"].iter().any(|word| answer.to_string().contains(word)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("`{other}` does not become active");
    }

    /// Writes what names stand for into a request.
    fn meant(&self, request: &str) -> String {
        self.named.iter().fold(request.to_owned(), |request, (name, stands_for)| {
            request.replace(&format!("\"{name}\""), &stands_for.to_string())
        })
    }

    /// Writes names for what they stand for into an answer.
    fn called(&self, answer: String) -> String {
        let answer = answer.replace(&self.table, "differential");
        self.named.iter().fold(answer, |answer, (name, stands_for)| match stands_for.as_str() {
            Some(stands_for) => answer.replace(stands_for, name),
            None => answer,
        })
    }

    fn name(&mut self, answer: &Value) {
        for (at, name) in NAMES {
            if let Some(found) = answer.pointer(at) {
                self.named.insert((*name).to_owned(), found.clone());
            }
        }
    }

    /// What the table holds.
    pub(crate) fn items(&mut self) -> String {
        self.answer("Scan", &format!(r#"{{"TableName":"{}"}}"#, self.table))
    }

    /// Takes out what descriptions of tables have beside what is said of them.
    fn describe(members: &mut Map<String, Value>) {
        // It knows nothing of these.
        for name in ["TableId", "TableThroughputModeSummary", "WarmThroughput"] {
            members.remove(name);
        }
        // It has a time of increases and decreases where there were none, and does not count them.
        for name in ["LastIncreaseDateTime", "LastDecreaseDateTime", "NumberOfDecreasesToday"] {
            members.remove(name);
        }
        // Indexes of tables on demand have no throughput there, and the service shows zeros.
        if members.contains_key("IndexName") {
            members.remove("ProvisionedThroughput");
            // It has this of indexes that are added later.
            members.remove("OnDemandThroughput");
        }
        // It remembers the stream of another table that had the name.
        if !members.contains_key("StreamSpecification") {
            members.remove("LatestStreamArn");
            members.remove("LatestStreamLabel");
        }
    }

    /// Sorts what has no order of its own, and takes out what differs for no reason.
    fn sort(&self, answer: &mut Value, items: bool) {
        match answer {
            Value::Object(members) => {
                // It is there although nobody asked for it.
                members.remove("ConsumedCapacity");
                // It knows when there is nothing behind the last item of a page, and the service does not.
                members.remove("LastEvaluatedKey");
                // An item of which nothing is shown is none in a transaction.
                if members.get("Item").is_some_and(|item| item.as_object().is_some_and(Map::is_empty)) {
                    members.remove("Item");
                }
                self.sort_tables(members);
                Self::describe(members);
                for (name, member) in members.iter_mut() {
                    if OF_ITS_OWN.contains(&name.as_str()) {
                        *member = "…".into();
                    }
                    let is_set = ["SS", "NS", "BS"].contains(&name.as_str());
                    let has_no_order =
                        is_set || items && (name == "Items" || name.starts_with("differential"));
                    self.sort(member, items);
                    if let Value::Array(elements) = member
                        && (has_no_order || name == "AttributeDefinitions")
                    {
                        elements.sort_by_key(Value::to_string);
                    } else if let Value::Array(elements) = member
                        && (name.ends_with("Indexes") || name == "Records")
                    {
                        elements.sort_by_key(|element| {
                            format!("{}{}", element["IndexName"], element["dynamodb"]["Keys"])
                        });
                    }
                }
            }
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.sort(element, items)),
            _ => {}
        }
    }

    /// Takes out the tables that others have made.
    fn sort_tables(&self, members: &mut Map<String, Value>) {
        if let Some(names) = members.get_mut("TableNames").and_then(Value::as_array_mut) {
            names.retain(|name| name.as_str().is_some_and(|name| name.starts_with(&self.table)));
        }
        // There is one whenever others have tables behind ours.
        members.remove("LastEvaluatedTableName");
    }
}

/// Writes numbers as the service returns them: DynamoDB Local returns some as they were sent.
fn write_out(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member.as_str() {
                    Some("1.50") if name == "N" => *member = "1.5".into(),
                    Some("2e2") if name == "N" => *member = "200".into(),
                    _ => write_out(member),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(write_out),
        _ => {}
    }
}

/// Takes out how far a change is: the service tells that it has begun, and DynamoDB Local that it is done, but for indexes that
/// are added.
fn forget_progress(answer: &mut Value) {
    let Some(table) = answer.get_mut("TableDescription").and_then(Value::as_object_mut) else { return };
    table.remove("TableStatus");
    let indexes = table.get_mut("GlobalSecondaryIndexes").and_then(Value::as_array_mut);
    for index in indexes.into_iter().flatten().filter_map(Value::as_object_mut) {
        for name in ["Backfilling", "IndexStatus", "IndexSizeBytes", "ItemCount"] {
            index.remove(name);
        }
    }
}
