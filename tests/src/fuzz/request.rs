//! Requests of DynamoDB's protocol, as bytes to a server.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use arbitrary::{Result, Unstructured};

use super::tree;

const TABLE: &str = r#"{"TableName":"fuzz","BillingMode":"PAY_PER_REQUEST",
    "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
    "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]}"#;

/// How deep arbitrary values of JSON nest.
const DEEPEST: usize = 5;

/// What tables are changed by is left out: the one that requests are about stays.
const OPERATIONS: &[&str] = &[
    "BatchGetItem",
    "BatchWriteItem",
    "DeleteItem",
    "DescribeTable",
    "GetItem",
    "ListTables",
    "PutItem",
    "Query",
    "Scan",
    "TransactGetItems",
    "TransactWriteItems",
    "UpdateItem",
    "GetShardIterator",
    "GetRecords",
    "DescribeStream",
    "ListStreams",
    "DescribeTimeToLive",
    "TagResource",
];

const ITEMS: &[&str] = &["Item", "Key", "ExclusiveStartKey", "ExpressionAttributeValues"];

const NAMES: &[&str] = &[
    "TableName",
    "IndexName",
    "Item",
    "Key",
    "Keys",
    "RequestItems",
    "fuzz",
    "PutRequest",
    "DeleteRequest",
    "TransactItems",
    "Put",
    "Update",
    "Get",
    "ConditionCheck",
    "ConditionExpression",
    "UpdateExpression",
    "ProjectionExpression",
    "FilterExpression",
    "KeyConditionExpression",
    "ExpressionAttributeNames",
    "Limit",
    "ExpressionAttributeValues",
    "ReturnValues",
    "ReturnConsumedCapacity",
    "Segment",
    "TotalSegments",
    "Select",
    "ConsistentRead",
    "ScanIndexForward",
    "S",
    "N",
    "B",
    "SS",
    "NS",
    "BS",
    "M",
    "L",
    "NULL",
    "BOOL",
    "p",
    "a",
    ":a",
    "#a",
    "ShardIterator",
    "StreamArn",
    "ResourceArn",
    "Tags",
    "Value",
    "",
];

const TEXTS: &[&str] = &[
    "fuzz",
    "p",
    "a",
    ":a",
    "#a",
    "p = :a",
    "SET a = :a",
    "attribute_exists(p)",
    "#a.b[0]",
    "1",
    "-1e125",
    "AA==",
    "ALL_OLD",
    "NONE",
    "COUNT",
    "TOTAL",
    "\\u0000",
    "\\ud83d\\ude00",
    "é",
    "TRIM_HORIZON",
    "",
];

const NUMBERS: &[&str] =
    &["0", "1", "-1", "1.5", "100", "1e300", "18446744073709551616", "-9223372036854775809"];

/// A connection to a server that takes arbitrary requests.
#[derive(Debug)]
pub struct Requests(BufReader<TcpStream>);

impl Requests {
    /// Connects, and makes the table that requests are about.
    ///
    /// # Errors
    ///
    /// What is wrong with the connection.
    pub fn connect(addr: SocketAddr) -> io::Result<Self> {
        let mut requests = Self(BufReader::new(TcpStream::connect(addr)?));
        let (status, _) = requests.exchange("DynamoDB_20120810.CreateTable", TABLE.as_bytes())?;
        assert_eq!(status, 200, "the table is new");
        Ok(requests)
    }

    /// Sends the request that the bytes say, and panics unless its answer is one of the protocol.
    pub fn send(&mut self, data: &[u8]) {
        // Nothing but the end of the bytes stops a request from being made.
        let Ok((target, body)) = request(&mut Unstructured::new(data)) else { return };
        let (status, answer) = self.exchange(&target, &body).unwrap();
        let shown = String::from_utf8_lossy(&body);
        match status {
            200 if answer.is_empty() => {}
            200 => assert!(json(&answer).is_object(), "{target} {shown}"),
            400 => assert!(json(&answer)["__type"].is_string(), "{target} {shown}"),
            _ => panic!("{status} of {target} {shown}"),
        }
    }

    fn exchange(&mut self, target: &str, body: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        let head = format!(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: {target}\r\n\
             X-Amz-Date: 20260101T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a/20260101/b/c/d, \
             SignedHeaders=host, Signature=0\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.0.get_mut().write_all(&[head.as_bytes(), body].concat())?;
        self.answer()
    }

    fn answer(&mut self) -> io::Result<(u16, Vec<u8>)> {
        let (mut status, mut length) = (0, 0);
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line)?;
            if let Some(version) = line.strip_prefix("HTTP/1.1 ") {
                status = version[..3].parse().unwrap();
            } else if let Some(count) = line.strip_prefix("content-length: ") {
                length = count.trim().parse().unwrap();
            } else if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        Ok((status, body))
    }
}

fn json(answer: &[u8]) -> serde_json::Value {
    serde_json::from_slice(answer).unwrap()
}

/// A target and a body: some are noise, most are nearly right.
fn request(u: &mut Unstructured<'_>) -> Result<(String, Vec<u8>)> {
    let target = match u.int_in_range(0..=15)? {
        0 => u.arbitrary::<String>()?.chars().filter(char::is_ascii_graphic).collect(),
        _ => format!("DynamoDB_20120810.{}", u.choose(OPERATIONS)?),
    };
    let body = match u.int_in_range(0..=7)? {
        0 => u.bytes(u.len())?.to_vec(),
        1 => value(u, DEEPEST)?.into_bytes(),
        _ => members(u)?.into_bytes(),
    };
    Ok((target, body))
}

/// The members of a request about the table.
fn members(u: &mut Unstructured<'_>) -> Result<String> {
    let mut members = vec![r#""TableName":"fuzz""#.to_owned()];
    for _ in 0..u.int_in_range(0..=6)? {
        let item = u.ratio(1, 3)?;
        members.push(match item {
            true => format!(r#""{}":{}"#, u.choose(ITEMS)?, tree::item(u)?.to_dynamodb_json()),
            false => format!(r#""{}":{}"#, u.choose(NAMES)?, value(u, DEEPEST)?),
        });
    }
    Ok(format!("{{{}}}", members.join(",")))
}

/// Any value of JSON, out of words that mean something to some operation.
fn value(u: &mut Unstructured<'_>, depth: usize) -> Result<String> {
    let kinds = if depth == 0 { 5 } else { 9 };
    Ok(match u.int_in_range(0..=kinds)? {
        0 => "null".to_owned(),
        1 => u.arbitrary::<bool>()?.to_string(),
        2 => (*u.choose(NUMBERS)?).to_owned(),
        3..=5 => format!(r#""{}""#, u.choose(TEXTS)?),
        6 | 7 => {
            let count = u.int_in_range(0..=3)?;
            let elements: Result<Vec<_>> = (0..count).map(|_| value(u, depth - 1)).collect();
            format!("[{}]", elements?.join(","))
        }
        _ => {
            let count = u.int_in_range(0..=3)?;
            let member = |_| Ok(format!(r#""{}":{}"#, u.choose(NAMES)?, value(u, depth - 1)?));
            let members: Result<Vec<_>> = (0..count).map(member).collect();
            format!("{{{}}}", members?.join(","))
        }
    })
}
