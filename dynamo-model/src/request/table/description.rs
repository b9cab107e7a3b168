use std::time::SystemTime;

use super::{
    AttributeDefinition, BillingMode, CreateTable, IndexDefinition, KeySchema, OnDemandThroughput,
    StreamView, TableClass, Throughput,
};
use crate::request::{TableName, VectorIndexDescription};

/// A table as it stands.
///
/// ```
/// use dynamo_model::request::{CreateTable, KeyKind, KeySchema, TableDescription, TableStatus};
///
/// let request = CreateTable::new("shop", KeySchema::new("PK")).with_attribute("PK", KeyKind::S);
/// let table = TableDescription::of(&request);
/// assert!(table.status == TableStatus::Active && table.item_count == 0);
/// assert_eq!(table.key.partition(), ["PK"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableDescription {
    /// The table.
    pub table: TableName,
    /// Whether it can be used.
    pub status: TableStatus,
    /// Its key attributes, and those that searches are narrowed by.
    pub attributes: Vec<AttributeDefinition>,
    /// Its primary key.
    pub key: KeySchema,
    /// Its global secondary indexes.
    pub global_indexes: Vec<IndexDescription>,
    /// Its local secondary indexes.
    pub local_indexes: Vec<IndexDescription>,
    /// Its vector indexes.
    pub vector_indexes: Vec<VectorIndexDescription>,
    /// How its capacity is paid for.
    pub billing: BillingMode,
    /// The most it serves on demand.
    pub on_demand_throughput: OnDemandThroughput,
    /// When it last became an on-demand table, if it ever was one.
    pub on_demand_at: Option<SystemTime>,
    /// How often its throughput was decreased since midnight, UTC.
    pub decreases_today: u64,
    /// What it can serve at once, whatever it has served before; `None` if the backend does not say.
    pub warm_throughput: Option<Throughput>,
    /// The Amazon resource name of the key its items are encrypted with; `None` if DynamoDB owns that.
    pub encryption_key: Option<String>,
    /// How its storage is priced; `None` if that was never said, so that it is as [`TableClass::default`] says.
    pub class: Option<TableClass>,
    /// Whether it cannot be deleted.
    pub deletion_protection: bool,
    /// What its stream records; `None` if it has none, or a disabled one.
    pub stream: Option<StreamView>,
    /// The Amazon resource name of its stream, or of the last one it had.
    pub latest_stream_arn: Option<String>,
    /// When that stream was enabled: what tells it from others of the table.
    pub latest_stream_label: Option<String>,
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
            vector_indexes: request.vector_indexes.iter().cloned().map(VectorIndexDescription::of).collect(),
            billing: request.billing,
            on_demand_throughput: request.on_demand_throughput,
            on_demand_at: None,
            decreases_today: 0,
            warm_throughput: None,
            encryption_key: None,
            class: request.class,
            deletion_protection: request.deletion_protection,
            stream: request.stream,
            latest_stream_arn: None,
            latest_stream_label: None,
            item_count: 0,
            size_bytes: 0,
            created_at: None,
            arn: String::new(),
            id: String::new(),
        }
    }
}

/// Whether a table or index can be used.
///
/// ```
/// use dynamo_model::request::TableStatus;
///
/// let usable = |status| matches!(status, TableStatus::Active | TableStatus::Updating);
/// assert!(usable(TableStatus::Updating));
/// assert!(!usable(TableStatus::Creating));
/// ```
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
///
/// ```
/// use dynamo_model::request::{IndexDefinition, IndexDescription, KeySchema, TableStatus};
///
/// let index = IndexDescription::of(IndexDefinition::new("by_email", KeySchema::new("email")));
/// assert_eq!(index.definition.name, "by_email");
/// assert!(index.status == TableStatus::Active && !index.backfilling);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexDescription {
    /// How it was defined.
    pub definition: IndexDefinition,
    /// Whether it can be queried. Local indexes always can.
    pub status: TableStatus,
    /// Whether it is still being filled with the items that were there before it.
    pub backfilling: bool,
    /// Its Amazon resource name.
    pub arn: String,
    /// How many items it holds.
    pub item_count: u64,
    /// The size of what it holds, in bytes.
    pub size_bytes: u64,
    /// How often the throughput of a global index was decreased since midnight, UTC.
    pub decreases_today: u64,
    /// What a global index can serve at once, whatever it has served before; `None` if the backend does not say.
    pub warm_throughput: Option<Throughput>,
}

impl IndexDescription {
    /// Describes an active, empty index.
    ///
    /// ```
    /// use dynamo_model::request::{IndexDefinition, IndexDescription, KeySchema, TableStatus};
    ///
    /// let index = IndexDescription::of(IndexDefinition::new("by_email", KeySchema::new("email")));
    /// assert_eq!((index.status, index.item_count), (TableStatus::Active, 0));
    /// ```
    #[must_use]
    pub fn of(definition: IndexDefinition) -> Self {
        Self {
            definition,
            status: TableStatus::Active,
            backfilling: false,
            arn: String::new(),
            item_count: 0,
            size_bytes: 0,
            decreases_today: 0,
            warm_throughput: None,
        }
    }
}
