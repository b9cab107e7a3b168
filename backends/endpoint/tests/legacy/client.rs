//! A client that knows of HTTP no more than it needs to send JSON as it is written.

use dynamo_endpoint::{Endpoint, Settings};
use dynamo_lmdb::Lmdb;
use serde_json::{Value, json};

use crate::wire::Connection;

/// An endpoint with a table `tab`, whose keys are `p` and `s`, and its index `by_t`, which holds keys only.
pub(crate) struct Client {
    endpoint: Endpoint,
}

impl Client {
    pub(crate) async fn start(settings: Settings) -> Self {
        let endpoint = settings.serve(Lmdb::temporary().unwrap(), "127.0.0.1:0").await.unwrap();
        let client = Self { endpoint };
        client.create_table();
        client
    }

    /// Starts with items in the table.
    pub(crate) async fn with_items(items: impl IntoIterator<Item = Value>) -> Self {
        let client = Self::start(Settings::new()).await;
        for item in items {
            client.call("PutItem", json!({"TableName": "tab", "Item": item}));
        }
        client
    }

    fn create_table(&self) {
        let key = |partition: &str, sort: &str| {
            json!([
                {"AttributeName": partition, "KeyType": "HASH"},
                {"AttributeName": sort, "KeyType": "RANGE"},
            ])
        };
        self.call(
            "CreateTable",
            json!({
                "TableName": "tab",
                "AttributeDefinitions": [
                    {"AttributeName": "p", "AttributeType": "S"},
                    {"AttributeName": "s", "AttributeType": "N"},
                    {"AttributeName": "t", "AttributeType": "S"},
                ],
                "KeySchema": key("p", "s"),
                "GlobalSecondaryIndexes": [{
                    "IndexName": "by_t",
                    "KeySchema": key("p", "t"),
                    "Projection": {"ProjectionType": "KEYS_ONLY"},
                }],
                "BillingMode": "PAY_PER_REQUEST",
            }),
        );
    }

    /// Returns the answer to a request that is right.
    #[track_caller]
    pub(crate) fn call(&self, operation: &str, body: Value) -> Value {
        let (status, answer) = self.send(operation, &body);
        assert_eq!(status, 200, "{operation} {body}: {answer}");
        answer
    }

    /// Returns the exception and its message that a request is refused with.
    #[track_caller]
    pub(crate) fn refused(&self, operation: &str, body: Value) -> (String, String) {
        let (status, answer) = self.send(operation, &body);
        assert_eq!(status, 400, "{operation} {body}: {answer}");
        let (_, exception) = answer["__type"].as_str().unwrap().split_once('#').unwrap();
        (exception.to_owned(), answer["message"].as_str().unwrap_or_default().to_owned())
    }

    /// Asserts that a write is refused for its condition.
    #[track_caller]
    pub(crate) fn fails(&self, operation: &str, body: Value) {
        let (exception, message) = self.refused(operation, body);
        assert_eq!(exception, "ConditionalCheckFailedException");
        assert_eq!(message, "The conditional request failed");
    }

    /// Asserts that a request breaks a rule.
    #[track_caller]
    pub(crate) fn invalid(&self, operation: &str, body: Value, message: &str) {
        let (exception, said) = self.refused(operation, body.clone());
        assert_eq!((exception.as_str(), said.as_str()), ("ValidationException", message), "{body}");
    }

    pub(crate) fn send(&self, operation: &str, body: &Value) -> (u16, Value) {
        let mut connection = Connection::open(self.endpoint.addr()).unwrap();
        let answer = connection.call(operation, &body.to_string()).unwrap();
        (answer.status, answer.json())
    }
}
