//! The peer's side: dynoxide in process.

use std::collections::HashMap;

use dynamo_model::Record;
use dynamo_model::value::{ItemRef, ValueRef};
use dynoxide::actions::get_item::GetItemRequest;
use dynoxide::actions::query::QueryRequest;
use dynoxide::actions::scan::ScanRequest;
use dynoxide::actions::update_item::UpdateItemRequest;
use dynoxide::{AttributeValue, Database, ImportOptions, Item};

use tempfile::TempDir;

use crate::data::{Order, QUERIED};

/// The orders of a database.
pub(crate) type Orders = Box<dyn Iterator<Item = Order>>;

const TABLE: &str = "bench";

pub(crate) struct Peer {
    database: Database,
    _directory: Option<TempDir>,
}

impl Peer {
    /// Makes a database of these orders in memory.
    pub(crate) fn in_memory(orders: Orders) -> Self {
        Self::loaded(Database::memory().unwrap(), None, orders)
    }

    /// Makes a database of these orders in a file whose commits the operating system has, not the disk.
    pub(crate) fn in_file(orders: Orders) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("peer.db");
        let database = Database::new(path.to_str().unwrap()).unwrap();
        // Sets `synchronous = NORMAL`; as it opens, every commit waits for the disk.
        database.disable_bulk_loading().unwrap();
        Self::loaded(database, Some(directory), orders)
    }

    fn loaded(database: Database, directory: Option<TempDir>, orders: Orders) -> Self {
        let table = serde_json::json!({
            "TableName": TABLE,
            "KeySchema": [
                { "AttributeName": "pk", "KeyType": "HASH" },
                { "AttributeName": "sk", "KeyType": "RANGE" },
            ],
            "AttributeDefinitions": [
                { "AttributeName": "pk", "AttributeType": "S" },
                { "AttributeName": "sk", "AttributeType": "S" },
            ],
            "BillingMode": "PAY_PER_REQUEST",
        });
        database.create_table(serde_json::from_value(table).unwrap()).unwrap();
        let items = orders.map(|order| attributes(order.to_item().unwrap().view())).collect();
        database.import_items(TABLE, items, ImportOptions::default()).unwrap();
        Self { database, _directory: directory }
    }

    pub(crate) fn get(&self, customer: u32, number: u32) -> Item {
        let request = GetItemRequest {
            table_name: TABLE.to_owned(),
            key: key(customer, number),
            ..GetItemRequest::default()
        };
        self.database.get_item(request).unwrap().item.unwrap()
    }

    pub(crate) fn query(&self, customer: u32) -> Vec<Item> {
        let request = QueryRequest {
            table_name: TABLE.to_owned(),
            key_condition_expression: Some("pk = :pk AND begins_with(sk, :sk)".to_owned()),
            expression_attribute_values: Some(values([
                (":pk", AttributeValue::S(pk(customer))),
                (":sk", AttributeValue::S("ORDER#".to_owned())),
            ])),
            scan_index_forward: true,
            limit: Some(QUERIED),
            ..QueryRequest::default()
        };
        self.database.query(request).unwrap().items.unwrap()
    }

    pub(crate) fn scan(&self, below: u64) -> Vec<Item> {
        let request = ScanRequest {
            table_name: TABLE.to_owned(),
            filter_expression: Some("#total < :below".to_owned()),
            expression_attribute_names: Some(names([("#total", "total")])),
            expression_attribute_values: Some(values([(":below", AttributeValue::N(below.to_string()))])),
            ..ScanRequest::default()
        };
        self.database.scan(request).unwrap().items.unwrap()
    }

    pub(crate) fn update(&self, customer: u32, number: u32) {
        let request = UpdateItemRequest {
            table_name: TABLE.to_owned(),
            key: key(customer, number),
            update_expression: Some("SET #total = #total + :one".to_owned()),
            condition_expression: Some("attribute_exists(pk) AND #status = :open".to_owned()),
            expression_attribute_names: Some(names([("#total", "total"), ("#status", "status")])),
            expression_attribute_values: Some(values([
                (":one", AttributeValue::N("1".to_owned())),
                (":open", AttributeValue::S("open".to_owned())),
            ])),
            ..UpdateItemRequest::default()
        };
        self.database.update_item(request).unwrap();
    }
}

fn pk(customer: u32) -> String {
    format!("CUSTOMER#{customer:010}")
}

fn key(customer: u32, number: u32) -> Item {
    let sk = format!("ORDER#{number:010}");
    values([("pk", AttributeValue::S(pk(customer))), ("sk", AttributeValue::S(sk))])
}

fn values<const N: usize>(values: [(&str, AttributeValue); N]) -> HashMap<String, AttributeValue> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn names<const N: usize>(names: [(&str, &str); N]) -> HashMap<String, String> {
    names.into_iter().map(|(short, name)| (short.to_owned(), name.to_owned())).collect()
}

/// Makes the peer's item of one of ours; orders have strings, numbers and booleans only.
fn attributes(item: ItemRef<'_>) -> Item {
    let value = |value: ValueRef<'_>| match value {
        ValueRef::S(text) => AttributeValue::S(text.to_owned()),
        ValueRef::N(number) => AttributeValue::N(number.to_string()),
        ValueRef::Bool(value) => AttributeValue::BOOL(value),
        other => unreachable!("{other:?}"),
    };
    item.iter().map(|(name, found)| (name.to_owned(), value(found))).collect()
}
