use std::time::SystemTime;

use super::TableName;

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
    /// Local secondary indexes; 5 at the most. The built-in engine refuses them.
    pub local_indexes: Vec<IndexDefinition>,
    /// How capacity is paid for.
    pub billing: BillingMode,
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
}

/// The type of one key attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AttributeDefinition {
    /// The attribute's name; 1 to 255 bytes.
    pub name: String,
    /// Its type.
    pub kind: KeyKind,
}

/// The types a key attribute can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A string, in byte order.
    S,
    /// A number, in numeric order.
    N,
    /// Bytes, in byte order.
    B,
}

impl KeyKind {
    /// Returns the service's spelling.
    ///
    /// ```
    /// assert_eq!(dynamo_model::request::KeyKind::N.as_str(), "N");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }
}

/// The attributes of a key: one to four for the partition, none to four for the order within it.
///
/// Tables and local indexes have one of each at the most.
///
/// ```
/// use dynamo_model::request::KeySchema;
///
/// let key = KeySchema::new("tenant").with_partition("region").with_sort("day").with_sort("id");
/// assert_eq!(key.partition(), ["tenant", "region"]);
/// assert_eq!(key.sort(), ["day", "id"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeySchema {
    partition: Vec<String>,
    sort: Vec<String>,
}

impl KeySchema {
    /// Makes a key of one partition key attribute.
    pub fn new(partition: impl Into<String>) -> Self {
        Self { partition: vec![partition.into()], sort: Vec::new() }
    }

    /// Adds a partition key attribute.
    #[must_use]
    pub fn with_partition(mut self, name: impl Into<String>) -> Self {
        self.partition.push(name.into());
        self
    }

    /// Adds a sort key attribute.
    #[must_use]
    pub fn with_sort(mut self, name: impl Into<String>) -> Self {
        self.sort.push(name.into());
        self
    }

    /// Returns the partition key attributes.
    #[must_use]
    pub fn partition(&self) -> &[String] {
        &self.partition
    }

    /// Returns the sort key attributes.
    #[must_use]
    pub fn sort(&self) -> &[String] {
        &self.sort
    }

    /// Iterates over all attributes, partition key first.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.partition.iter().chain(&self.sort).map(String::as_str)
    }
}

/// A secondary index to create.
///
/// ```
/// use dynamo_model::request::{IndexDefinition, IndexProjection, KeySchema};
///
/// let index = IndexDefinition::new("gsi1", KeySchema::new("gsi1pk").with_sort("gsi1sk"));
/// assert_eq!(index.projection, IndexProjection::All);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexDefinition {
    /// The index; 3 to 255 of `a-z A-Z 0-9 _ . -`.
    pub name: String,
    /// Its key.
    pub key: KeySchema,
    /// What it holds.
    pub projection: IndexProjection,
    /// Its provisioned throughput; required if, and only if, the table's billing is provisioned.
    pub throughput: Option<Throughput>,
}

impl IndexDefinition {
    /// Makes an index that holds whole items.
    pub fn new(name: impl Into<String>, key: KeySchema) -> Self {
        Self { name: name.into(), key, projection: IndexProjection::All, throughput: None }
    }

    /// Sets what the index holds.
    #[must_use]
    pub fn with_projection(mut self, projection: IndexProjection) -> Self {
        self.projection = projection;
        self
    }

    /// Sets the provisioned throughput.
    #[must_use]
    pub fn with_throughput(mut self, throughput: Throughput) -> Self {
        self.throughput = Some(throughput);
        self
    }
}

/// Which attributes an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum IndexProjection {
    /// Every attribute.
    #[default]
    All,
    /// The keys of the index and of the table.
    KeysOnly,
    /// The keys and these; 1 to 20 names.
    Include(Vec<String>),
}

/// How a table's capacity is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BillingMode {
    /// By request.
    #[default]
    OnDemand,
    /// By reserved units per second.
    Provisioned(Throughput),
}

/// Reserved units per second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Throughput {
    /// Read capacity units per second; at least 1.
    pub read: u64,
    /// Write capacity units per second; at least 1.
    pub write: u64,
}

/// A table as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableDescription {
    /// The table.
    pub table: TableName,
    /// Whether it can be used.
    pub status: TableStatus,
    /// Its key attributes.
    pub attributes: Vec<AttributeDefinition>,
    /// Its primary key.
    pub key: KeySchema,
    /// Its global secondary indexes.
    pub global_indexes: Vec<IndexDescription>,
    /// Its local secondary indexes.
    pub local_indexes: Vec<IndexDescription>,
    /// How its capacity is paid for.
    pub billing: BillingMode,
    /// How many items it holds. In the cloud, refreshed about every six hours.
    pub item_count: u64,
    /// The size of its items in bytes. In the cloud, refreshed about every six hours.
    pub size_bytes: u64,
    /// When it was created.
    pub created_at: Option<SystemTime>,
    /// Its Amazon resource name.
    pub arn: String,
    /// Its identity: another table of the same name has another one.
    pub id: String,
}

impl TableDescription {
    /// Describes an active, empty table made by this request.
    ///
    /// ```
    /// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, TableDescription, TableStatus};
    ///
    /// let request = CreateTable::new("shop", KeySchema::new("PK")).with_attribute("PK", KeyKind::S);
    /// let description = TableDescription::of(&request);
    /// assert_eq!(description.status, TableStatus::Active);
    /// assert_eq!(description.item_count, 0);
    /// ```
    #[must_use]
    pub fn of(request: &CreateTable) -> Self {
        let describe =
            |indexes: &[IndexDefinition]| indexes.iter().cloned().map(IndexDescription::of).collect();
        Self {
            table: request.table.clone(),
            status: TableStatus::Active,
            attributes: request.attributes.clone(),
            key: request.key.clone(),
            global_indexes: describe(&request.global_indexes),
            local_indexes: describe(&request.local_indexes),
            billing: request.billing,
            item_count: 0,
            size_bytes: 0,
            created_at: None,
            arn: String::new(),
            id: String::new(),
        }
    }
}

/// Whether a table or index can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TableStatus {
    /// Being created.
    Creating,
    /// Usable, with a change under way.
    Updating,
    /// Usable.
    Active,
    /// Being deleted.
    Deleting,
    /// Out of use for another reason, such as an inaccessible encryption key.
    Inaccessible,
}

/// A secondary index as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexDescription {
    /// How it was defined.
    pub definition: IndexDefinition,
    /// Whether it can be queried.
    pub status: TableStatus,
    /// How many items it holds.
    pub item_count: u64,
    /// The size of what it holds, in bytes.
    pub size_bytes: u64,
}

impl IndexDescription {
    /// Describes an active, empty index.
    #[must_use]
    pub fn of(definition: IndexDefinition) -> Self {
        Self { definition, status: TableStatus::Active, item_count: 0, size_bytes: 0 }
    }
}
