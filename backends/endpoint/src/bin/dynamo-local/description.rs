//! What makes a table again: requests that any client can send, too.

use dynamo_endpoint::call;
use dynamo_lmdb::Lmdb;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};

/// What a table is created from.
pub(crate) struct Description {
    /// A `CreateTable` request.
    pub(crate) creation: Value,
    /// An `UpdateTimeToLive` request, if its items expire.
    pub(crate) time_to_live: Option<Value>,
    /// How many items it has.
    pub(crate) items: u64,
}

/// Describes a table.
pub(crate) async fn read(database: &Lmdb, table: &str) -> Outcome<Description> {
    let Described { table: described } = ask(database, "DescribeTable", json!({"TableName": table})).await?;
    let Labels { tags } =
        ask(database, "ListTagsOfResource", json!({"ResourceArn": described.table_arn})).await?;
    let expiry: Expiring = ask(database, "DescribeTimeToLive", json!({"TableName": table})).await?;
    let time_to_live = expiry.time_to_live_description.attribute_name.map(|attribute| {
        json!({
            "TableName": table,
            "TimeToLiveSpecification": {"AttributeName": attribute, "Enabled": true},
        })
    });
    let items = described.item_count;
    let creation = serde_json::to_value(Creation::of(described, tags));
    let creation =
        creation.map_err(|error| Failure::new(format_args!("cannot describe `{table}`: {error}")))?;
    Ok(Description { creation, time_to_live, items })
}

/// Asks the database something and takes the answer apart.
async fn ask<T: for<'a> Deserialize<'a>>(database: &Lmdb, operation: &str, request: Value) -> Outcome<T> {
    let answer = call(database, operation, request.to_string().as_bytes()).await.map_err(Failure::new)?;
    serde_json::from_slice(&answer).map_err(|error| Failure::new(format_args!("{operation}: {error}")))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Described {
    table: Table,
}

/// The members of a description that creating a table takes, in some form.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Table {
    table_name: Value,
    table_arn: String,
    item_count: u64,
    attribute_definitions: Value,
    key_schema: Value,
    #[serde(default)]
    local_secondary_indexes: Vec<Index>,
    #[serde(default)]
    global_secondary_indexes: Vec<Index>,
    #[serde(default)]
    vector_indexes: Vec<VectorIndex>,
    billing_mode_summary: Option<Billing>,
    provisioned_throughput: Throughput,
    on_demand_throughput: Option<Value>,
    warm_throughput: Option<Warm>,
    stream_specification: Option<Value>,
    table_class_summary: Option<Class>,
    #[serde(rename = "SSEDescription")]
    encryption: Option<Encrypted>,
    deletion_protection_enabled: bool,
}

#[derive(Deserialize)]
struct Encrypted {
    #[serde(rename = "KMSMasterKeyArn")]
    key: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Billing {
    billing_mode: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Class {
    table_class: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Labels {
    tags: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Expiring {
    time_to_live_description: Expiry,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Expiry {
    attribute_name: Option<String>,
}

/// Read from descriptions, which have more members, and written into requests.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Index {
    index_name: Value,
    key_schema: Value,
    projection: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioned_throughput: Option<Throughput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_throughput: Option<Warm>,
}

/// Read and written likewise.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct VectorIndex {
    index_name: Value,
    vector_attribute: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    search_schema: Option<Value>,
    projection: Value,
    dimensions: Value,
    distance_function: Value,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Throughput {
    read_capacity_units: u64,
    write_capacity_units: u64,
}

/// What is served at once.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Warm {
    read_units_per_second: u64,
    write_units_per_second: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Creation {
    table_name: Value,
    attribute_definitions: Value,
    key_schema: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    local_secondary_indexes: Vec<Index>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    global_secondary_indexes: Vec<Index>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vector_indexes: Vec<VectorIndex>,
    billing_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioned_throughput: Option<Throughput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_throughput: Option<Warm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_specification: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_class: Option<String>,
    #[serde(rename = "SSESpecification", skip_serializing_if = "Option::is_none")]
    encryption: Option<Value>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    deletion_protection_enabled: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Value>,
}

impl Creation {
    fn of(table: Table, tags: Vec<Value>) -> Self {
        let on_demand = table.billing_mode_summary.is_some_and(|of| of.billing_mode == "PAY_PER_REQUEST");
        let mut global_secondary_indexes = table.global_secondary_indexes;
        if on_demand {
            // Described as zero, which no request may say.
            global_secondary_indexes.iter_mut().for_each(|index| index.provisioned_throughput = None);
        }
        Self {
            table_name: table.table_name,
            attribute_definitions: table.attribute_definitions,
            key_schema: table.key_schema,
            local_secondary_indexes: table.local_secondary_indexes,
            global_secondary_indexes,
            vector_indexes: table.vector_indexes,
            billing_mode: if on_demand { "PAY_PER_REQUEST" } else { "PROVISIONED" },
            provisioned_throughput: (!on_demand).then_some(table.provisioned_throughput),
            on_demand_throughput: table.on_demand_throughput,
            warm_throughput: table.warm_throughput,
            stream_specification: table.stream_specification,
            table_class: table.table_class_summary.map(|class| class.table_class),
            encryption: table
                .encryption
                .map(|Encrypted { key }| json!({"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": key})),
            deletion_protection_enabled: table.deletion_protection_enabled,
            tags,
        }
    }
}
