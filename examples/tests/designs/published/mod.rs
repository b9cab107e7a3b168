//! Every published item is read, written again and equal to what was published, and every access pattern asks for the
//! keys its authors meant.

mod chat_system;
mod connected_vehicles;
mod device_state_log;
mod session_management;
mod shop;
mod social_network;

use dynamo_examples::published;
use dynamo_model::query::IntoQuery;
use dynamo_model::request::{CreateTable, IndexDefinition, KeyKind, KeySchema, Query};
use dynamo_model::value::Item;
use dynamo_model::{Record, Table};
use serde_json::Value;

/// A published table: its definition and its items.
pub(crate) struct Published {
    definition: CreateTable,
    /// DynamoDB JSON, typed throughout and sorted by name.
    items: Vec<Value>,
}

impl Published {
    fn parse(file: &str) -> Self {
        let items = published::rows(file).unwrap();
        let file: Value = serde_json::from_str(file).unwrap();
        let [model] = array(&file["DataModel"]) else { panic!("one table a file") };
        Self { definition: definition(model), items }
    }

    /// Reads every item as one of the table's entities and checks that it is written back byte for byte.
    fn round_trip<T: Record>(&self) -> Vec<T> {
        assert!(!self.items.is_empty(), "a design without items proves nothing");
        self.items.iter().map(round_trip).collect()
    }

    /// Checks name, keys and indexes of a declared table against the published one.
    fn assert_defines<T: Table>(&self) {
        let mut declared = T::SCHEMA.create_table(T::SCHEMA.name);
        let mut published = self.definition.clone();
        declared.attributes.sort_by(|a, b| a.name.cmp(&b.name));
        published.attributes.sort_by(|a, b| a.name.cmp(&b.name));
        assert_eq!(declared, published);
    }
}

fn round_trip<T: Record>(published: &Value) -> T {
    let item = Item::from_dynamodb_json(&published.to_string()).unwrap();
    let read = T::from_item(item.view()).unwrap_or_else(|error| panic!("{published}: {error}"));
    let written = read.to_item().unwrap();
    assert_eq!(written, item);
    let sorted: Value = serde_json::from_str(&written.to_dynamodb_json()).unwrap();
    assert_eq!(sorted.to_string(), published.to_string());
    read
}

/// Writes down what a query reads: the key condition, the index, the direction.
pub(crate) fn reads<Q: IntoQuery>(pattern: Q) -> String {
    let Query { key_condition, index, scan_forward, filter, .. } = pattern.into_query().request().unwrap();
    assert_eq!(filter, None, "these tables have no entity type to filter by");
    let index = index.map(|index| format!(" on {index}")).unwrap_or_default();
    let direction = if scan_forward { "" } else { ", descending" };
    format!("{key_condition}{index}{direction}")
}

fn definition(model: &Value) -> CreateTable {
    let table = CreateTable::new(text(&model["TableName"]), key_schema(&model["KeyAttributes"]));
    let indexes = array(&model["GlobalSecondaryIndexes"]);
    let keys = std::iter::once(model).chain(indexes).map(|owner| &owner["KeyAttributes"]);
    let attributes = keys.flat_map(|key| ["PartitionKey", "SortKey"].map(|place| &key[place]));
    let table = attributes.filter(|attribute| !attribute.is_null()).fold(table, with_attribute);
    indexes.iter().fold(table, |table, index| {
        assert_eq!(index["Projection"]["ProjectionType"], "ALL", "no published index holds less");
        let definition = IndexDefinition::new(text(&index["IndexName"]), key_schema(&index["KeyAttributes"]));
        table.with_global_index(definition)
    })
}

fn key_schema(key: &Value) -> KeySchema {
    let schema = KeySchema::new(text(&key["PartitionKey"]["AttributeName"]));
    match key["SortKey"]["AttributeName"].as_str() {
        Some(sort) => schema.with_sort(sort),
        None => schema,
    }
}

fn with_attribute(table: CreateTable, attribute: &Value) -> CreateTable {
    let name = text(&attribute["AttributeName"]);
    assert_eq!(attribute["AttributeType"], "S", "every published key is a string");
    if table.attributes.iter().any(|known| known.name == name) {
        return table;
    }
    table.with_attribute(name, KeyKind::S)
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
