use std::collections::BTreeMap;

use super::{
    AttributeDefinition, BillingMode, Encryption, IndexDefinition, KeyKind, KeySchema, OnDemandThroughput,
    StreamView, TableClass, WarmThroughput,
};
use crate::request::TableName;

/// Creates a table with its indexes.
///
/// ```
/// use dynamo_model::request::{CreateTable, IndexDefinition, KeyKind, KeySchema};
///
/// let shop = CreateTable::new("shop", KeySchema::new("PK").with_sort("SK"))
///     .with_attribute("PK", KeyKind::S)
///     .with_attribute("SK", KeyKind::S)
///     .with_global_index(IndexDefinition::new("inverse", KeySchema::new("SK").with_sort("PK")));
/// assert_eq!(shop.attributes.len(), 2);
/// assert_eq!(shop.global_indexes[0].key.partition(), ["SK"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreateTable {
    /// The table; 3 to 255 of `a-z A-Z 0-9 _ . -`.
    pub table: TableName,
    /// Every attribute that is part of a key, and no other.
    pub attributes: Vec<AttributeDefinition>,
    /// The primary key.
    pub key: KeySchema,
    /// Global secondary indexes; 20 at the most.
    pub global_indexes: Vec<IndexDefinition>,
    /// Local secondary indexes; 5 at the most. They share the table's partition key and its throughput.
    pub local_indexes: Vec<IndexDefinition>,
    /// How capacity is paid for.
    pub billing: BillingMode,
    /// The most it serves, if capacity is paid for by request.
    pub on_demand_throughput: OnDemandThroughput,
    /// What it is to serve at once; by default, what every table of its kind can.
    pub warm_throughput: WarmThroughput,
    /// What the table's stream records of a change; no stream if `None`.
    pub stream: Option<StreamView>,
    /// Which key its items are encrypted with.
    pub encryption: Encryption,
    /// How storage is priced; as [`TableClass::default`] says if `None`.
    pub class: Option<TableClass>,
    /// Whether the table cannot be deleted until this is taken back.
    pub deletion_protection: bool,
    /// Labels for people and bills; 50 at the most.
    pub tags: BTreeMap<String, String>,
}

impl CreateTable {
    /// Makes an on-demand table without indexes; add the key attributes with [`CreateTable::with_attribute`].
    pub fn new(table: impl Into<TableName>, key: KeySchema) -> Self {
        Self {
            table: table.into(),
            attributes: Vec::new(),
            key,
            global_indexes: Vec::new(),
            local_indexes: Vec::new(),
            billing: BillingMode::OnDemand,
            on_demand_throughput: OnDemandThroughput::default(),
            warm_throughput: WarmThroughput::default(),
            stream: None,
            encryption: Encryption::default(),
            class: None,
            deletion_protection: false,
            tags: BTreeMap::new(),
        }
    }

    /// Declares the type of a key attribute.
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<String>, kind: KeyKind) -> Self {
        self.attributes.push(AttributeDefinition { name: name.into(), kind });
        self
    }

    /// Adds a global secondary index.
    #[must_use]
    pub fn with_global_index(mut self, index: IndexDefinition) -> Self {
        self.global_indexes.push(index);
        self
    }

    /// Adds a local secondary index.
    #[must_use]
    pub fn with_local_index(mut self, index: IndexDefinition) -> Self {
        self.local_indexes.push(index);
        self
    }

    /// Sets how capacity is paid for.
    #[must_use]
    pub fn with_billing(mut self, billing: BillingMode) -> Self {
        self.billing = billing;
        self
    }

    /// Limits what the table serves on demand.
    #[must_use]
    pub fn with_on_demand_throughput(mut self, most: OnDemandThroughput) -> Self {
        self.on_demand_throughput = most;
        self
    }

    /// Sets what the table is to serve at once.
    #[must_use]
    pub fn with_warm_throughput(mut self, warm: WarmThroughput) -> Self {
        self.warm_throughput = warm;
        self
    }

    /// Records every change in a stream.
    #[must_use]
    pub fn with_stream(mut self, view: StreamView) -> Self {
        self.stream = Some(view);
        self
    }

    /// Sets which key items are encrypted with.
    #[must_use]
    pub fn with_encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = encryption;
        self
    }

    /// Sets how storage is priced.
    #[must_use]
    pub fn with_class(mut self, class: TableClass) -> Self {
        self.class = Some(class);
        self
    }

    /// Protects the table against deletion.
    #[must_use]
    pub fn protected(mut self) -> Self {
        self.deletion_protection = true;
        self
    }

    /// Adds a label.
    #[must_use]
    pub fn with_tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.insert(key.into(), value.into());
        self
    }
}
