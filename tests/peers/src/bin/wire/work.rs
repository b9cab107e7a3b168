//! What is measured: requests, and what their answers have in them.

use bytes::Bytes;
use dynamo_model::Record as _;

use crate::arguments::{Kind, Peer};
use crate::data::{Order, PARTITIONS, PER_PARTITION};

/// How many requests there are of each kind. The second half of them writes the same items as the first, but for one
/// attribute: a write that changes nothing would cost less.
const REQUESTS: u32 = 8000;
/// Spreads what follows each other; it shares no factor with the number of items, so that none comes twice.
const STRIDE: u32 = 77_773;

/// Requests of one operation.
pub(crate) struct Work {
    pub(crate) name: &'static str,
    pub(crate) operation: &'static str,
    /// Whether it is about databases on the disk, which are synced before a write is answered.
    pub(crate) durable: bool,
    pub(crate) bodies: Vec<Bytes>,
    /// What every answer has in it.
    pub(crate) answered: &'static str,
    dynamodb_local: Option<f64>,
    dynoxide: Option<f64>,
}

impl Work {
    pub(crate) fn of(kind: Kind) -> Self {
        let work = |name, operation, answered, body: fn(u32) -> String| Self {
            name,
            operation,
            durable: false,
            bodies: (0..REQUESTS).map(|at| body(at).into()).collect(),
            answered,
            dynamodb_local: None,
            dynoxide: None,
        };
        match kind {
            Kind::Get => work("GetItem", "GetItem", r#"{"Item":{"#, get).aiming(30.0, 1.9),
            Kind::Query => work("Query of 20", "Query", r#""Count":20"#, query).aiming(17.0, 4.0),
            Kind::Put => work("PutItem, not synced", "PutItem", "{}", put).aiming(23.0, 2.6),
            Kind::DurablePut => Self {
                durable: true,
                dynamodb_local: Some(20.0),
                ..work("PutItem, durable", "PutItem", "{}", put)
            },
            Kind::Update => work("UpdateItem with a condition", "UpdateItem", "{}", update),
            Kind::Transact => {
                let work = work("TransactWriteItems, 4 puts", "TransactWriteItems", "{}", transact);
                Self { dynoxide: Some(4.0), ..work }
            }
            Kind::Batch => {
                let work =
                    work("BatchWriteItem, 25 puts", "BatchWriteItem", r#""UnprocessedItems":{}"#, batch);
                Self { dynoxide: Some(4.0), ..work }
            }
        }
    }

    fn aiming(self, dynamodb_local: f64, dynoxide: f64) -> Self {
        Self { dynamodb_local: Some(dynamodb_local), dynoxide: Some(dynoxide), ..self }
    }

    /// How many times a peer's throughput is wanted at 32 connections.
    pub(crate) fn target(&self, peer: Peer) -> Option<f64> {
        match peer {
            Peer::DynamodbLocal => self.dynamodb_local,
            Peer::Dynoxide => self.dynoxide,
            Peer::Build => None,
        }
    }
}

pub(crate) const TABLE: &str = r#"{
    "TableName": "bench", "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}
    ]
}"#;

/// Writes of the first so many items.
pub(crate) fn load(items: u32) -> impl Iterator<Item = Bytes> {
    (0..items)
        .step_by(25)
        .map(move |first| batch_of((first..items.min(first + 25)).map(|at| json(&order(at)))).into())
}

/// Finds an item, far from those before and after.
fn scattered(at: u32) -> u32 {
    let items = u64::from(PARTITIONS * PER_PARTITION);
    (u64::from(at) * u64::from(STRIDE) % items) as u32
}

fn order(at: u32) -> Order {
    Order::new(at / PER_PARTITION, at % PER_PARTITION)
}

fn json(order: &Order) -> String {
    order.to_item().unwrap().to_dynamodb_json()
}

/// What the request at a place writes.
fn written(at: u32, count: u32) -> impl Iterator<Item = String> {
    let half = REQUESTS / 2;
    let currency = if at < half { "NOK" } else { "DKK" };
    let first = at % half * count;
    (first..first + count)
        .map(move |at| json(&Order { currency: currency.to_owned(), ..order(scattered(at)) }))
}

fn pk(at: u32) -> String {
    format!(r#"{{"S":"CUSTOMER#{:010}"}}"#, at / PER_PARTITION)
}

fn key(at: u32) -> String {
    format!(r#"{{"pk":{},"sk":{{"S":"ORDER#{:010}"}}}}"#, pk(at), at % PER_PARTITION)
}

fn get(at: u32) -> String {
    format!(r#"{{"TableName":"bench","Key":{}}}"#, key(scattered(at)))
}

fn query(at: u32) -> String {
    format!(
        r##"{{"TableName":"bench","KeyConditionExpression":"#pk = :pk AND begins_with(#sk, :sk)",
            "ExpressionAttributeNames":{{"#pk":"pk","#sk":"sk"}},
            "ExpressionAttributeValues":{{":pk":{},":sk":{{"S":"ORDER#"}}}},"Limit":20}}"##,
        pk(scattered(at))
    )
}

fn put(at: u32) -> String {
    written(at, 1).map(|item| format!(r#"{{"TableName":"bench","Item":{item}}}"#)).collect()
}

fn update(at: u32) -> String {
    format!(
        r##"{{"TableName":"bench","Key":{},"UpdateExpression":"SET #total = #total + :one",
            "ConditionExpression":"attribute_exists(pk) AND #status = :open",
            "ExpressionAttributeNames":{{"#total":"total","#status":"status"}},
            "ExpressionAttributeValues":{{":one":{{"N":"1"}},":open":{{"S":"open"}}}}}}"##,
        key(scattered(at))
    )
}

fn transact(at: u32) -> String {
    let puts = written(at, 4).map(|item| format!(r#"{{"Put":{{"TableName":"bench","Item":{item}}}}}"#));
    format!(r#"{{"TransactItems":[{}]}}"#, puts.collect::<Vec<_>>().join(","))
}

fn batch(at: u32) -> String {
    batch_of(written(at, 25))
}

fn batch_of(items: impl Iterator<Item = String>) -> String {
    let puts = items.map(|item| format!(r#"{{"PutRequest":{{"Item":{item}}}}}"#));
    format!(r#"{{"RequestItems":{{"bench":[{}]}}}}"#, puts.collect::<Vec<_>>().join(","))
}
