use std::collections::BTreeMap;

use super::{
    AttributeDefinition, BillingMode, Encryption, IndexDefinition, KeyKind, KeySchema, OnDemandThroughput,
    StreamView, TableClass, WarmThroughput,
};
use crate::request::{TableName, VectorIndex};

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
    /// Every attribute that is part of a key, or of what searches are narrowed by, and no other.
    pub attributes: Vec<AttributeDefinition>,
    /// The primary key.
    pub key: KeySchema,
    /// Global secondary indexes; 20 at the most.
    pub global_indexes: Vec<IndexDefinition>,
    /// Local secondary indexes; 5 at the most. They share the table's partition key and its throughput.
    pub local_indexes: Vec<IndexDefinition>,
    /// Vector indexes; 5 at the most, of an on-demand table.
    pub vector_indexes: Vec<VectorIndex>,
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
    ///
    /// ```
    /// use dynamo_model::request::{BillingMode, CreateTable, KeySchema};
    ///
    /// let shop = CreateTable::new("shop", KeySchema::new("PK"));
    /// assert_eq!(shop.billing, BillingMode::OnDemand);
    /// ```
    pub fn new(table: impl Into<TableName>, key: KeySchema) -> Self {
        Self {
            table: table.into(),
            attributes: Vec::new(),
            key,
            global_indexes: Vec::new(),
            local_indexes: Vec::new(),
            vector_indexes: Vec::new(),
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
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema};
    ///
    /// let shop = CreateTable::new("shop", KeySchema::new("PK")).with_attribute("PK", KeyKind::S);
    /// assert_eq!((shop.attributes[0].name.as_str(), shop.attributes[0].kind), ("PK", KeyKind::S));
    /// ```
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<String>, kind: KeyKind) -> Self {
        self.attributes.push(AttributeDefinition { name: name.into(), kind });
        self
    }

    /// Adds a global secondary index.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, IndexDefinition, KeySchema};
    ///
    /// let by_email = IndexDefinition::new("by_email", KeySchema::new("email"));
    /// let shop = CreateTable::new("shop", KeySchema::new("PK")).with_global_index(by_email.clone());
    /// assert_eq!(shop.global_indexes, [by_email]);
    /// ```
    #[must_use]
    pub fn with_global_index(mut self, index: IndexDefinition) -> Self {
        self.global_indexes.push(index);
        self
    }

    /// Adds a local secondary index.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, IndexDefinition, KeySchema};
    ///
    /// let by_day = IndexDefinition::new("by_day", KeySchema::new("PK").with_sort("day"));
    /// let shop = CreateTable::new("shop", KeySchema::new("PK").with_sort("SK")).with_local_index(by_day.clone());
    /// assert_eq!(shop.local_indexes, [by_day]);
    /// ```
    #[must_use]
    pub fn with_local_index(mut self, index: IndexDefinition) -> Self {
        self.local_indexes.push(index);
        self
    }

    /// Adds a vector index.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, Distance, KeySchema, VectorIndex};
    ///
    /// let by_colour = VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean);
    /// let paints = CreateTable::new("paints", KeySchema::new("id")).with_vector_index(by_colour.clone());
    /// assert_eq!(paints.vector_indexes, [by_colour]);
    /// ```
    #[must_use]
    pub fn with_vector_index(mut self, index: VectorIndex) -> Self {
        self.vector_indexes.push(index);
        self
    }

    /// Sets how capacity is paid for.
    ///
    /// ```
    /// use dynamo_model::request::{BillingMode, CreateTable, KeySchema, Throughput};
    ///
    /// let provisioned = BillingMode::Provisioned(Throughput { read: 5, write: 1 });
    /// assert_eq!(CreateTable::new("shop", KeySchema::new("PK")).with_billing(provisioned).billing, provisioned);
    /// ```
    #[must_use]
    pub fn with_billing(mut self, billing: BillingMode) -> Self {
        self.billing = billing;
        self
    }

    /// Limits what the table serves on demand.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeySchema, OnDemandThroughput};
    ///
    /// let most = OnDemandThroughput { max_read: Some(100), max_write: None };
    /// let shop = CreateTable::new("shop", KeySchema::new("PK")).with_on_demand_throughput(most);
    /// assert_eq!(shop.on_demand_throughput, most);
    /// ```
    #[must_use]
    pub fn with_on_demand_throughput(mut self, most: OnDemandThroughput) -> Self {
        self.on_demand_throughput = most;
        self
    }

    /// Sets what the table is to serve at once.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeySchema, WarmThroughput};
    ///
    /// let warm = WarmThroughput { read: Some(50_000), write: None };
    /// assert_eq!(CreateTable::new("shop", KeySchema::new("PK")).with_warm_throughput(warm).warm_throughput, warm);
    /// ```
    #[must_use]
    pub fn with_warm_throughput(mut self, warm: WarmThroughput) -> Self {
        self.warm_throughput = warm;
        self
    }

    /// Records every change in a stream.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeySchema, StreamView};
    ///
    /// let shop = CreateTable::new("shop", KeySchema::new("PK")).with_stream(StreamView::NewAndOldImages);
    /// assert_eq!(shop.stream, Some(StreamView::NewAndOldImages));
    /// ```
    #[must_use]
    pub fn with_stream(mut self, view: StreamView) -> Self {
        self.stream = Some(view);
        self
    }

    /// Sets which key items are encrypted with.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, Encryption, KeySchema};
    ///
    /// let shop = CreateTable::new("shop", KeySchema::new("PK")).with_encryption(Encryption::Managed);
    /// assert_eq!(shop.encryption, Encryption::Managed);
    /// ```
    #[must_use]
    pub fn with_encryption(mut self, encryption: Encryption) -> Self {
        self.encryption = encryption;
        self
    }

    /// Sets how storage is priced.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeySchema, TableClass};
    ///
    /// let archive = CreateTable::new("archive", KeySchema::new("PK")).with_class(TableClass::InfrequentAccess);
    /// assert_eq!(archive.class, Some(TableClass::InfrequentAccess));
    /// ```
    #[must_use]
    pub fn with_class(mut self, class: TableClass) -> Self {
        self.class = Some(class);
        self
    }

    /// Protects the table against deletion.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeySchema};
    ///
    /// assert!(CreateTable::new("shop", KeySchema::new("PK")).protected().deletion_protection);
    /// ```
    #[must_use]
    pub fn protected(mut self) -> Self {
        self.deletion_protection = true;
        self
    }

    /// Adds a label.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeySchema};
    ///
    /// assert_eq!(CreateTable::new("shop", KeySchema::new("PK")).with_tag("team", "orders").tags["team"], "orders");
    /// ```
    #[must_use]
    pub fn with_tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.insert(key.into(), value.into());
        self
    }
}
