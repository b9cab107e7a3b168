//! Parts that several answers have, as serde writes them.

use std::collections::BTreeMap;

use dynamo_model::request::{
    Capacity, CapacityKind, CollectionMetrics, ConsumedCapacity, TableName, VectorCapacity,
};
use dynamo_model::value::{DynamoJson, Item, ItemRef};
use serde::{Serialize, Serializer};

/// Shows an item as DynamoDB's JSON.
pub(crate) fn item(item: &Item) -> DynamoJson<ItemRef<'_>> {
    DynamoJson(item.view())
}

/// Shows an item, if there is one.
pub(crate) fn optional(found: Option<&Item>) -> Option<DynamoJson<ItemRef<'_>>> {
    found.map(item)
}

/// Shows items.
pub(crate) fn items(items: &[Item]) -> Vec<DynamoJson<ItemRef<'_>>> {
    items.iter().map(item).collect()
}

/// What an operation consumed.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Consumed<'c> {
    table_name: &'c str,
    #[serde(flatten)]
    total: Units,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<Units>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    local_secondary_indexes: BTreeMap<&'c str, Units>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    global_secondary_indexes: BTreeMap<&'c str, Units>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    vector_indexes: BTreeMap<&'c str, VectorBytes>,
}

/// What vector indexes are paid for by; one of the two.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct VectorBytes {
    #[serde(skip_serializing_if = "Option::is_none")]
    vector_search_request_bytes: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vector_write_request_bytes: Option<f64>,
}

impl VectorBytes {
    pub(crate) fn of(consumed: VectorCapacity) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "no request is of 2^52 bytes")]
        let bytes = |bytes: u64| (bytes > 0).then_some(bytes as f64);
        Self {
            vector_search_request_bytes: bytes(consumed.search_bytes),
            vector_write_request_bytes: bytes(consumed.write_bytes),
        }
    }
}

/// Units, of a kind where several kinds are possible.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Units {
    capacity_units: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_capacity_units: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    write_capacity_units: Option<f64>,
}

impl<'c> Consumed<'c> {
    pub(crate) fn of(consumed: &'c ConsumedCapacity) -> Self {
        let units = |capacity: &Capacity| Units::of(*capacity, consumed.kind);
        let arms = |arms: &'c BTreeMap<String, Capacity>| {
            arms.iter().map(|(name, capacity)| (name.as_str(), units(capacity))).collect()
        };
        let vector = |(name, bytes): (&'c String, &VectorCapacity)| (name.as_str(), VectorBytes::of(*bytes));
        Self {
            table_name: &consumed.table_name,
            total: units(&consumed.total),
            table: consumed.table.as_ref().map(units),
            local_secondary_indexes: arms(&consumed.local_indexes),
            global_secondary_indexes: arms(&consumed.global_indexes),
            vector_indexes: consumed.vector_indexes.iter().map(vector).collect(),
        }
    }

    /// Shows it if it was asked for.
    pub(crate) fn optional(consumed: Option<&'c ConsumedCapacity>) -> Option<Self> {
        consumed.map(Self::of)
    }

    /// Shows what several tables consumed; `None` if nobody asked.
    pub(crate) fn each(consumed: &'c [ConsumedCapacity]) -> Option<Vec<Self>> {
        (!consumed.is_empty()).then(|| consumed.iter().map(Self::of).collect())
    }
}

impl Units {
    fn of(capacity: Capacity, kind: Option<CapacityKind>) -> Self {
        let units = |of: CapacityKind| (kind == Some(of)).then(|| capacity.units());
        Self {
            capacity_units: capacity.units(),
            read_capacity_units: units(CapacityKind::Read),
            write_capacity_units: units(CapacityKind::Write),
        }
    }
}

/// The size of an item collection.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Metrics<'m> {
    #[serde(serialize_with = "key")]
    item_collection_key: &'m Item,
    #[serde(rename = "SizeEstimateRangeGB")]
    size_range: [f64; 2],
}

impl<'m> Metrics<'m> {
    pub(crate) fn of(metrics: &'m CollectionMetrics) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "no collection is 2^52 GB")]
        let size_range = metrics.size_range_gb.map(|gigabytes| gigabytes as f64);
        Self { item_collection_key: &metrics.key, size_range }
    }

    pub(crate) fn optional(metrics: Option<&'m CollectionMetrics>) -> Option<Self> {
        metrics.map(Self::of)
    }

    /// Shows those of several tables; `None` if there are none.
    pub(crate) fn by_table(
        metrics: &'m BTreeMap<TableName, Vec<CollectionMetrics>>,
    ) -> Option<BTreeMap<&'m str, Vec<Self>>> {
        let each = metrics.iter().map(|(table, all)| (&**table, all.iter().map(Self::of).collect()));
        (!metrics.is_empty()).then(|| each.collect())
    }
}

fn key<S: Serializer>(key: &&Item, serializer: S) -> Result<S::Ok, S::Error> {
    item(key).serialize(serializer)
}
