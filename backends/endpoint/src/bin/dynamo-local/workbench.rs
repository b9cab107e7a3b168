//! Models of NoSQL Workbench: tables with their keys, their indexes, and data.

use std::collections::BTreeMap;

use dynamo_model::value::{DynamoJson, Item};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Model {
    pub(crate) data_model: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Table {
    pub(crate) table_name: String,
    key_attributes: Keys,
    #[serde(default)]
    global_secondary_indexes: Vec<Index>,
    #[serde(default)]
    pub(crate) table_data: Vec<DynamoJson<Item>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Keys {
    partition_key: Attribute,
    sort_key: Option<Attribute>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attribute {
    attribute_name: String,
    attribute_type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Index {
    index_name: String,
    key_attributes: Keys,
    projection: Value,
}

impl Table {
    /// Makes a `CreateTable` request of it: on demand, whatever the model has provisioned.
    pub(crate) fn creation(&self) -> Value {
        let keys = self.global_secondary_indexes.iter().map(|index| &index.key_attributes);
        let attributes = keys.chain([&self.key_attributes]).flat_map(Keys::attributes);
        let kinds: BTreeMap<&str, &str> =
            attributes.map(|of| (of.attribute_name.as_str(), of.attribute_type.as_str())).collect();
        let kinds = kinds.iter().map(|(name, kind)| json!({"AttributeName": name, "AttributeType": kind}));
        let mut creation = json!({
            "TableName": self.table_name,
            "AttributeDefinitions": kinds.collect::<Vec<_>>(),
            "KeySchema": self.key_attributes.schema(),
            "BillingMode": "PAY_PER_REQUEST",
        });
        let indexes: Vec<Value> = self.global_secondary_indexes.iter().map(Index::creation).collect();
        if let Some(members) = creation.as_object_mut().filter(|_| !indexes.is_empty()) {
            members.insert("GlobalSecondaryIndexes".to_owned(), indexes.into());
        }
        creation
    }
}

impl Keys {
    fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        [&self.partition_key].into_iter().chain(&self.sort_key)
    }

    fn schema(&self) -> Value {
        let kinds = ["HASH", "RANGE"];
        let elements = self.attributes().zip(kinds);
        elements.map(|(of, kind)| json!({"AttributeName": of.attribute_name, "KeyType": kind})).collect()
    }
}

impl Index {
    fn creation(&self) -> Value {
        json!({
            "IndexName": self.index_name,
            "KeySchema": self.key_attributes.schema(),
            "Projection": self.projection,
        })
    }
}
