//! A table's record: an item like any other.

use std::collections::BTreeMap;

use dynamo_model::Result;
use dynamo_model::request::{AttributeDefinition, BillingMode, KeyKind, OnDemandThroughput, TableClass};
use dynamo_model::value::{Item, ItemRef};
use serde::{Deserialize, Serialize};

use super::damaged;
use super::record::{FilledRecord, KeyRecord, ScalingRecord, included, pair, projection, throughput};
use super::vector::VectorRecord;
use crate::scaling::{Switches, reserved};
use crate::table::{Expiry, IndexDef, Scope, TableDef};

/// Attributes from `class` on, and those of indexes from `local` on, came with format 2.
#[derive(Serialize, Deserialize)]
struct Record {
    id: u32,
    name: String,
    key: KeyRecord,
    attributes: BTreeMap<String, String>,
    indexes: Vec<IndexRecord>,
    throughput: Option<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<(Option<i64>, Option<i64>)>,
    created_at: u64,
    uuid: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encryption_key: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    deletion_protection: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stream: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    latest_stream: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expiry: Option<ExpiryRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expiry_changed_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_demand_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    switches: Vec<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scaling: Option<ScalingRecord>,
    /// With format 3.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vectors: Vec<VectorRecord>,
}

#[derive(Serialize, Deserialize)]
struct IndexRecord {
    id: u32,
    name: String,
    key: KeyRecord,
    /// Absent: all attributes. Empty: keys only.
    include: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "is_false")]
    local: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    throughput: Option<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<(Option<i64>, Option<i64>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scaling: Option<ScalingRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    filled: Option<FilledRecord>,
}

#[derive(Serialize, Deserialize)]
struct ExpiryRecord {
    id: u32,
    attribute: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    filled: Option<FilledRecord>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

pub(super) fn encode(table: &TableDef) -> Result<Item> {
    let kinds = table.attributes.iter().map(|a| (a.name.clone(), a.kind.as_str().to_owned()));
    let record = Record {
        id: table.id,
        name: table.name.clone(),
        key: KeyRecord::of(&table.key),
        attributes: kinds.collect(),
        indexes: table.indexes.iter().map(IndexRecord::of).collect(),
        throughput: reserved(table.billing).map(pair),
        on_demand_throughput: limits(table.on_demand_throughput),
        created_at: table.created_at,
        uuid: table.uuid.clone(),
        class: table.class.map(|class| class.as_str().to_owned()),
        encryption_key: table.encryption_key.clone(),
        deletion_protection: table.deletion_protection,
        tags: table.tags.clone(),
        stream: table.stream,
        latest_stream: table.latest_stream,
        expiry: table.expiry.as_ref().map(ExpiryRecord::of),
        expiry_changed_at: table.expiry_changed_at,
        on_demand_at: table.on_demand_at,
        switches: table.switches.times().to_vec(),
        scaling: ScalingRecord::of(&table.scaling, reserved(table.billing)),
        vectors: table.vectors.iter().map(VectorRecord::of).collect(),
    };
    Ok(Item::from_serialize(&record)?)
}

pub(super) fn decode(bytes: &[u8]) -> Result<TableDef> {
    let record: Record = ItemRef::new(bytes).deserialize().map_err(|_| damaged())?;
    let billing = match record.throughput {
        None => BillingMode::OnDemand,
        Some(units) => BillingMode::Provisioned(throughput(units)),
    };
    Ok(TableDef {
        id: record.id,
        name: record.name,
        key: record.key.into_schema()?,
        attributes: record.attributes.into_iter().map(attribute).collect::<Result<_>>()?,
        indexes: record
            .indexes
            .into_iter()
            .map(|index| index.into_index(record.throughput))
            .collect::<Result<_>>()?,
        vectors: record.vectors.into_iter().map(VectorRecord::into_vector).collect::<Result<_>>()?,
        billing,
        on_demand_throughput: record.on_demand_throughput.map(on_demand_throughput).unwrap_or_default(),
        // It was not noted at first.
        on_demand_at: record.on_demand_at.or((billing == BillingMode::OnDemand).then_some(record.created_at)),
        switches: Switches::new(record.switches),
        scaling: ScalingRecord::into_scaling(record.scaling, reserved(billing)),
        class: record.class.as_deref().map(class).transpose()?,
        encryption_key: record.encryption_key,
        deletion_protection: record.deletion_protection,
        tags: record.tags,
        stream: record.stream,
        latest_stream: record.latest_stream,
        expiry: record.expiry.map(ExpiryRecord::into_expiry),
        expiry_changed_at: record.expiry_changed_at,
        created_at: record.created_at,
        uuid: record.uuid,
    })
}

impl IndexRecord {
    fn of(index: &IndexDef) -> Self {
        Self {
            id: index.id,
            name: index.name.clone(),
            key: KeyRecord::of(&index.key),
            include: included(&index.projection),
            local: index.scope == Scope::Local,
            throughput: index.throughput.map(pair),
            on_demand_throughput: limits(index.on_demand_throughput),
            scaling: ScalingRecord::of(&index.scaling, index.throughput),
            filled: FilledRecord::of(&index.filled),
        }
    }

    /// In format 1 an index had the throughput of its table.
    fn into_index(self, table_throughput: Option<(u64, u64)>) -> Result<IndexDef> {
        let scope = if self.local { Scope::Local } else { Scope::Global };
        let own = self.throughput.or(table_throughput.filter(|_| scope == Scope::Global)).map(throughput);
        Ok(IndexDef {
            id: self.id,
            name: self.name,
            scope,
            key: self.key.into_schema()?,
            projection: projection(self.include),
            throughput: own,
            on_demand_throughput: self.on_demand_throughput.map(on_demand_throughput).unwrap_or_default(),
            scaling: ScalingRecord::into_scaling(self.scaling, own),
            filled: FilledRecord::into_filled(self.filled),
        })
    }
}

impl ExpiryRecord {
    fn of(expiry: &Expiry) -> Self {
        let filled = FilledRecord::of(&expiry.filled);
        Self { id: expiry.id, attribute: expiry.attribute.clone(), filled }
    }

    fn into_expiry(self) -> Expiry {
        Expiry { id: self.id, attribute: self.attribute, filled: FilledRecord::into_filled(self.filled) }
    }
}

/// Writes limits; none at all if there are none.
fn limits(most: OnDemandThroughput) -> Option<(Option<i64>, Option<i64>)> {
    (most != OnDemandThroughput::default()).then_some((most.max_read, most.max_write))
}

fn on_demand_throughput((max_read, max_write): (Option<i64>, Option<i64>)) -> OnDemandThroughput {
    OnDemandThroughput { max_read, max_write }
}

fn attribute((name, kind): (String, String)) -> Result<AttributeDefinition> {
    let kinds = [KeyKind::S, KeyKind::N, KeyKind::B];
    let kind = kinds.into_iter().find(|known| known.as_str() == kind).ok_or_else(damaged)?;
    Ok(AttributeDefinition { name, kind })
}

fn class(text: &str) -> Result<TableClass> {
    let classes = [TableClass::Standard, TableClass::InfrequentAccess];
    classes.into_iter().find(|class| class.as_str() == text).ok_or_else(damaged)
}
