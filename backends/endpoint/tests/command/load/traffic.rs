use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Value, json};

use super::ledger::{Change, Ledger};
use crate::wire::Answer;

pub(super) const TABLE: &str = "load";
/// The partition of the items that all workers write.
pub(super) const COUNTERS_PARTITION: &str = "counters";
pub(super) const COUNTERS: usize = 8;
/// How many items a worker has at the most.
const ITEMS: u32 = 64;
const SLOTS: u64 = 16;
/// How many items a batch or a transaction writes.
const TOGETHER: u32 = 5;
/// How long the texts of items are; of one in fifty, forty times as long.
const LONGEST_TEXT: usize = 1_000;

/// A request of a worker, and what comes of it.
pub(super) struct Step {
    pub(super) operation: &'static str,
    pub(super) request: Value,
    pub(super) change: Change,
    expected: Expected,
}

/// What a request must be answered.
enum Expected {
    Done,
    /// The condition does not hold.
    Refused,
    /// The versions of the items that it reads.
    Found(BTreeMap<u32, u64>),
}

impl Step {
    fn read(operation: &'static str, request: Value, expected: Expected) -> Self {
        Self { operation, request, change: Change::default(), expected }
    }

    fn write(operation: &'static str, request: Value, change: Change) -> Self {
        Self { operation, request, change, expected: Expected::Done }
    }

    /// Requires the right answer.
    #[track_caller]
    pub(super) fn check(&self, answer: &Answer) {
        let request = || format!("{} {}: {answer:?}", self.operation, self.request);
        match &self.expected {
            Expected::Done => {
                assert!(
                    answer.is_ok() && !answer.text().contains(r#""UnprocessedItems":{""#),
                    "{}",
                    request()
                )
            }
            Expected::Refused => assert!(answer.text().contains("ConditionalCheckFailed"), "{}", request()),
            Expected::Found(versions) => {
                assert!(answer.is_ok(), "{}", request());
                let found = self::versions(&answer.json());
                assert_eq!(&found, versions, "{}", request());
            }
        }
    }
}

/// Reads the versions of the item or the items of an answer.
pub(super) fn versions(answer: &Value) -> BTreeMap<u32, u64> {
    let number = |item: &Value, name: &str| {
        let number = item.get(name).and_then(|value| value.get("N")).and_then(Value::as_str);
        number.unwrap_or_else(|| panic!("{item} has no `{name}`")).to_owned()
    };
    let items = answer.get("Items").and_then(Value::as_array).into_iter().flatten().chain(answer.get("Item"));
    items.map(|item| (number(item, "sk").parse().unwrap(), number(item, "v").parse().unwrap())).collect()
}

/// Makes up requests.
pub(super) struct Traffic {
    partition: String,
    random: Rng,
    /// The last version that was written; no two writes are of one.
    version: u64,
}

impl Traffic {
    pub(super) fn new(partition: &str, seed: u64) -> Self {
        Self { partition: partition.to_owned(), random: Rng::with_seed(seed), version: 0 }
    }

    pub(super) fn next(&mut self, ledger: &Ledger) -> Step {
        match self.random.u8(0..100) {
            0..25 => self.put(),
            25..40 => self.update(ledger),
            40..45 => self.update_in_vain(ledger),
            45..55 => self.count(),
            55..70 => self.get(ledger),
            70..80 => self.query(ledger),
            80..83 => self.query_index(),
            83..88 => self.delete(),
            88..94 => self.batch(),
            _ => self.transaction(),
        }
    }

    fn put(&mut self) -> Step {
        let key = self.key();
        let (item, version) = self.item(key);
        let request = json!({"TableName": TABLE, "Item": item});
        Step::write("PutItem", request, one(key, Some(version)))
    }

    /// Changes an item from the version that it has, or makes it.
    fn update(&mut self, ledger: &Ledger) -> Step {
        let (key, version) = (self.key(), self.draw_version());
        let request = self.guarded(key, version, ledger.version(key));
        Step::write("UpdateItem", request, one(key, Some(version)))
    }

    /// Changes an item from a version that it does not have.
    fn update_in_vain(&mut self, ledger: &Ledger) -> Step {
        let (key, version) = (self.key(), self.draw_version());
        let old = if ledger.version(key).is_some() { None } else { Some(version) };
        Step::read("UpdateItem", self.guarded(key, version, old), Expected::Refused)
    }

    fn guarded(&mut self, key: u32, version: u64, old: Option<u64>) -> Value {
        let mut values = json!({":v": number(version), ":slot": number(version % SLOTS)});
        let condition = match (old, values.as_object_mut()) {
            (Some(old), Some(values)) => {
                values.insert(":old".to_owned(), number(old));
                "v = :old"
            }
            _ => "attribute_not_exists(pk)",
        };
        json!({
            "TableName": TABLE,
            "Key": self.full_key(key),
            "UpdateExpression": "SET v = :v, slot = :slot",
            "ConditionExpression": condition,
            "ExpressionAttributeValues": values,
        })
    }

    fn count(&mut self) -> Step {
        let counter = self.random.usize(0..COUNTERS);
        let change = Change { counter: Some(counter), is_atomic: true, ..Change::default() };
        Step::write("UpdateItem", increment(counter), change)
    }

    fn get(&mut self, ledger: &Ledger) -> Step {
        let key = self.key();
        let request = json!({"TableName": TABLE, "Key": self.full_key(key), "ConsistentRead": true});
        let found = ledger.version(key).map(|version| (key, version));
        Step::read("GetItem", request, Expected::Found(found.into_iter().collect()))
    }

    fn query(&mut self, ledger: &Ledger) -> Step {
        let from = self.key();
        let to = self.random.u32(from..ITEMS);
        let request = json!({
            "TableName": TABLE,
            "ConsistentRead": true,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :from AND :to",
            "ExpressionAttributeValues": {":pk": {"S": self.partition}, ":from": number(from), ":to": number(to)},
        });
        let found = ledger.versions().range(from..=to).map(|(key, version)| (*key, *version));
        Step::read("Query", request, Expected::Found(found.collect()))
    }

    fn query_index(&mut self) -> Step {
        let request = json!({
            "TableName": TABLE,
            "IndexName": "by-slot",
            "Limit": 20,
            "KeyConditionExpression": "slot = :slot",
            "ExpressionAttributeValues": {":slot": number(self.random.u64(0..SLOTS))},
        });
        Step::read("Query", request, Expected::Done)
    }

    fn delete(&mut self) -> Step {
        let key = self.key();
        let request = json!({"TableName": TABLE, "Key": self.full_key(key)});
        Step::write("DeleteItem", request, one(key, None))
    }

    fn batch(&mut self) -> Step {
        let mut change = Change::default();
        let writes: Vec<Value> = self.keys().map(|key| self.batch_write(key, &mut change)).collect();
        Step::write("BatchWriteItem", json!({"RequestItems": {TABLE: writes}}), change)
    }

    fn batch_write(&mut self, key: u32, change: &mut Change) -> Value {
        if self.random.u8(0..4) == 0 {
            change.items.push((key, None));
            return json!({"DeleteRequest": {"Key": self.full_key(key)}});
        }
        let (item, version) = self.item(key);
        change.items.push((key, Some(version)));
        json!({"PutRequest": {"Item": item}})
    }

    /// Writes some items and a counter.
    fn transaction(&mut self) -> Step {
        let counter = self.random.usize(0..COUNTERS);
        let mut change = Change { counter: Some(counter), is_atomic: true, ..Change::default() };
        let mut writes = vec![json!({"Update": increment(counter)})];
        for key in self.keys() {
            let (item, version) = self.item(key);
            change.items.push((key, Some(version)));
            writes.push(json!({"Put": {"TableName": TABLE, "Item": item}}));
        }
        let token = format!("{}-{}", self.partition, self.version);
        let request = json!({"TransactItems": writes, "ClientRequestToken": token});
        Step::write("TransactWriteItems", request, change)
    }

    fn key(&mut self) -> u32 {
        self.random.u32(0..ITEMS)
    }

    /// Draws keys that differ.
    fn keys(&mut self) -> std::ops::Range<u32> {
        let first = self.random.u32(0..=ITEMS - TOGETHER);
        first..first + TOGETHER
    }

    fn full_key(&self, key: u32) -> Value {
        json!({"pk": {"S": self.partition}, "sk": number(key)})
    }

    fn draw_version(&mut self) -> u64 {
        self.version += 1;
        self.version
    }

    /// Makes an item, of a new version.
    fn item(&mut self, key: u32) -> (Value, u64) {
        let version = self.draw_version();
        let most = if self.random.u8(0..50) == 0 { 40 * LONGEST_TEXT } else { LONGEST_TEXT };
        let text = "x".repeat(self.random.usize(0..most));
        let item = json!({
            "pk": {"S": self.partition},
            "sk": number(key),
            "v": number(version),
            "slot": number(version % SLOTS),
            "text": {"S": text},
        });
        (item, version)
    }
}

fn one(key: u32, version: Option<u64>) -> Change {
    Change { items: vec![(key, version)], counter: None, is_atomic: true }
}

fn increment(counter: usize) -> Value {
    json!({
        "TableName": TABLE,
        "Key": {"pk": {"S": COUNTERS_PARTITION}, "sk": number(counter)},
        "UpdateExpression": "ADD v :one",
        "ConditionExpression": "attribute_exists(pk)",
        "ExpressionAttributeValues": {":one": number(1)},
    })
}

fn number(number: impl ToString) -> Value {
    json!({"N": number.to_string()})
}
