//! What answers say of tables.

use std::time::{SystemTime, UNIX_EPOCH};

use dynamo_model::request::{
    BillingMode, IndexDescription, IndexProjection, IndexUpdate, KeySchema, OnDemandThroughput,
    TableDescription, TableStatus, Throughput, UpdateTable,
};
use serde::Serialize;

use super::encryption::Encrypted;
use super::vector;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Described<'t> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attribute_definitions: Vec<Attribute<'t>>,
    table_name: &'t str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    key_schema: Vec<KeyElement<'t>>,
    table_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    creation_date_time: Option<f64>,
    provisioned_throughput: Provisioned,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<OnDemand>,
    table_size_bytes: u64,
    item_count: u64,
    table_arn: &'t str,
    table_id: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    billing_mode_summary: Option<Billing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_throughput_mode_summary: Option<ThroughputMode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    local_secondary_indexes: Vec<LocalIndex<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    global_secondary_indexes: Vec<GlobalIndex<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vector_indexes: Vec<vector::Described<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_specification: Option<Stream>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_stream_label: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_stream_arn: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_class_summary: Option<Class>,
    #[serde(rename = "SSEDescription", skip_serializing_if = "Option::is_none")]
    encryption: Option<Encrypted<'t>>,
    deletion_protection_enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_throughput: Option<Warm>,
}

impl<'t> Described<'t> {
    pub(super) fn of(table: &'t TableDescription) -> Self {
        let billing = Billing::of(table.billing, table.on_demand_at);
        Self {
            attribute_definitions: table
                .attributes
                .iter()
                .map(|attribute| Attribute {
                    attribute_name: &attribute.name,
                    attribute_type: attribute.kind.as_str(),
                })
                .collect(),
            table_name: &table.table,
            key_schema: key(&table.key),
            table_status: status(table.status),
            creation_date_time: table.created_at.map(seconds),
            provisioned_throughput: Provisioned::of(table.billing, table.decreases_today),
            on_demand_throughput: OnDemand::of(table.on_demand_throughput),
            table_size_bytes: table.size_bytes,
            item_count: table.item_count,
            table_arn: &table.arn,
            table_id: &table.id,
            table_throughput_mode_summary: billing.as_ref().map(ThroughputMode::of),
            billing_mode_summary: billing,
            local_secondary_indexes: table.local_indexes.iter().map(LocalIndex::of).collect(),
            global_secondary_indexes: table.global_indexes.iter().map(GlobalIndex::of).collect(),
            vector_indexes: table.vector_indexes.iter().map(vector::Described::of).collect(),
            stream_specification: table
                .stream
                .map(|view| Stream { stream_enabled: true, stream_view_type: view.as_str() }),
            latest_stream_label: table.latest_stream_label.as_deref(),
            latest_stream_arn: table.latest_stream_arn.as_deref(),
            table_class_summary: table.class.map(|class| Class { table_class: class.as_str() }),
            encryption: table.encryption_key.as_deref().map(Encrypted::with),
            deletion_protection_enabled: table.deletion_protection,
            warm_throughput: table.warm_throughput.map(Warm::of),
        }
    }

    /// Describes a table whose creation begins: it can be used at once, and the service's clients wait for it all the same.
    pub(super) fn of_created(table: &'t TableDescription) -> Self {
        let mut described = Self::of(table);
        described.table_status = status(TableStatus::Creating);
        for index in &mut described.global_secondary_indexes {
            index.index_status = status(TableStatus::Creating);
        }
        for index in &mut described.vector_indexes {
            index.index_status = status(TableStatus::Creating);
        }
        described
    }

    /// Describes a table that begins to change, which is done by now. Some changes are over as soon as they are answered in
    /// the service, too.
    pub(super) fn of_changed(table: &'t TableDescription, change: &UpdateTable) -> Self {
        let mut described = Self::of(table);
        let is_online =
            |update: &IndexUpdate| matches!(update, IndexUpdate::Create(_) | IndexUpdate::Delete(_));
        let takes_time = change.billing.is_some()
            || change.throughput.is_some()
            || change.stream.is_some()
            || change.class.is_some()
            || change.index_updates.iter().any(is_online)
            || !change.vector_index_updates.is_empty();
        if takes_time {
            described.table_status = status(TableStatus::Updating);
        }
        if change.encryption.is_some() {
            described.encryption = Some(Encrypted::anew());
        }
        if let Some(most) = change.on_demand_throughput {
            described.on_demand_throughput = OnDemand::of_changed(table.on_demand_throughput, most);
        }
        if let Some(warm) = described.warm_throughput.as_mut().filter(|_| change.warm_throughput.is_some()) {
            warm.status = status(TableStatus::Updating);
        }
        for index in &mut described.global_secondary_indexes {
            index.begin(&change.index_updates);
        }
        for index in &mut described.vector_indexes {
            index.begin(&change.vector_index_updates);
        }
        described
    }

    /// Describes a table whose deletion begins. The service does not say then what it was made of, and when.
    pub(super) fn of_deleted(table: &'t TableDescription) -> Self {
        Self {
            attribute_definitions: Vec::new(),
            key_schema: Vec::new(),
            creation_date_time: None,
            local_secondary_indexes: Vec::new(),
            global_secondary_indexes: Vec::new(),
            vector_indexes: Vec::new(),
            ..Self::of(table)
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Attribute<'t> {
    attribute_name: &'t str,
    attribute_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct KeyElement<'t> {
    attribute_name: &'t str,
    key_type: &'static str,
}

pub(super) fn key(schema: &KeySchema) -> Vec<KeyElement<'_>> {
    let hashes = schema.partition().iter().map(|name| (name, "HASH"));
    let ranges = schema.sort().iter().map(|name| (name, "RANGE"));
    hashes.chain(ranges).map(|(attribute_name, key_type)| KeyElement { attribute_name, key_type }).collect()
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Provisioned {
    number_of_decreases_today: u64,
    read_capacity_units: u64,
    write_capacity_units: u64,
}

impl Provisioned {
    /// An on-demand table is described as one with no throughput.
    fn of(billing: BillingMode, decreases: u64) -> Self {
        let Throughput { read, write } = match billing {
            BillingMode::OnDemand => Throughput { read: 0, write: 0 },
            BillingMode::Provisioned(throughput) => throughput,
        };
        Self { number_of_decreases_today: decreases, read_capacity_units: read, write_capacity_units: write }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OnDemand {
    #[serde(skip_serializing_if = "Option::is_none")]
    max_read_request_units: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_write_request_units: Option<i64>,
}

impl OnDemand {
    /// A table without a limit says nothing of limits.
    fn of(most: OnDemandThroughput) -> Option<Self> {
        (most != OnDemandThroughput::default()).then_some(Self {
            max_read_request_units: most.max_read,
            max_write_request_units: most.max_write,
        })
    }

    /// A change says what it was told, also of a limit that is no more.
    fn of_changed(most: OnDemandThroughput, told: OnDemandThroughput) -> Option<Self> {
        Self::of(OnDemandThroughput {
            max_read: told.max_read.or(most.max_read),
            max_write: told.max_write.or(most.max_write),
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Billing {
    billing_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_update_to_pay_per_request_date_time: Option<f64>,
}

impl Billing {
    /// A table that was never an on-demand one has none.
    fn of(billing: BillingMode, on_demand_at: Option<SystemTime>) -> Option<Self> {
        let billing_mode = match billing {
            BillingMode::OnDemand => "PAY_PER_REQUEST",
            BillingMode::Provisioned(_) if on_demand_at.is_some() => "PROVISIONED",
            BillingMode::Provisioned(_) => return None,
        };
        Some(Self { billing_mode, last_update_to_pay_per_request_date_time: on_demand_at.map(seconds) })
    }
}

/// The same by its newer name.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ThroughputMode {
    table_throughput_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_update_to_pay_per_request_date_time: Option<f64>,
}

impl ThroughputMode {
    fn of(billing: &Billing) -> Self {
        Self {
            table_throughput_mode: billing.billing_mode,
            last_update_to_pay_per_request_date_time: billing.last_update_to_pay_per_request_date_time,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct LocalIndex<'t> {
    index_name: &'t str,
    key_schema: Vec<KeyElement<'t>>,
    projection: Projection<'t>,
    index_size_bytes: u64,
    item_count: u64,
    index_arn: &'t str,
}

impl<'t> LocalIndex<'t> {
    fn of(index: &'t IndexDescription) -> Self {
        Self {
            index_name: &index.definition.name,
            key_schema: key(&index.definition.key),
            projection: Projection::of(&index.definition.projection),
            index_size_bytes: index.size_bytes,
            item_count: index.item_count,
            index_arn: &index.arn,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GlobalIndex<'t> {
    #[serde(flatten)]
    common: LocalIndex<'t>,
    index_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    backfilling: Option<bool>,
    provisioned_throughput: Provisioned,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<OnDemand>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_throughput: Option<Warm>,
}

impl<'t> GlobalIndex<'t> {
    /// Has it begin to change.
    fn begin(&mut self, updates: &[IndexUpdate]) {
        for update in updates {
            match update {
                IndexUpdate::Create(index) if index.name == self.common.index_name => {
                    self.index_status = status(TableStatus::Creating);
                    // Room is made for it before it is filled.
                    self.backfilling = Some(false);
                    (self.common.item_count, self.common.index_size_bytes) = (0, 0);
                }
                IndexUpdate::Throughput(name, _) | IndexUpdate::OnDemand(name, _)
                    if name == self.common.index_name =>
                {
                    self.index_status = status(TableStatus::Updating);
                }
                IndexUpdate::Warm(name, _) if name == self.common.index_name => {
                    if let Some(warm) = &mut self.warm_throughput {
                        warm.status = status(TableStatus::Updating);
                    }
                }
                _ => {}
            }
        }
    }

    fn of(index: &'t IndexDescription) -> Self {
        let billing = index.definition.throughput.map_or(BillingMode::OnDemand, BillingMode::Provisioned);
        Self {
            common: LocalIndex::of(index),
            index_status: status(index.status),
            backfilling: index.backfilling.then_some(true),
            provisioned_throughput: Provisioned::of(billing, index.decreases_today),
            on_demand_throughput: OnDemand::of(index.definition.on_demand_throughput),
            warm_throughput: index.warm_throughput.map(Warm::of),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Projection<'t> {
    projection_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    non_key_attributes: Option<&'t [String]>,
}

impl<'t> Projection<'t> {
    pub(super) fn of(projection: &'t IndexProjection) -> Self {
        match projection {
            IndexProjection::All => Self { projection_type: "ALL", non_key_attributes: None },
            IndexProjection::KeysOnly => Self { projection_type: "KEYS_ONLY", non_key_attributes: None },
            IndexProjection::Include(names) => {
                Self { projection_type: "INCLUDE", non_key_attributes: Some(names) }
            }
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Stream {
    stream_enabled: bool,
    stream_view_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Class {
    table_class: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Warm {
    read_units_per_second: u64,
    write_units_per_second: u64,
    status: &'static str,
}

impl Warm {
    const fn of(throughput: Throughput) -> Self {
        Self {
            read_units_per_second: throughput.read,
            write_units_per_second: throughput.write,
            status: "ACTIVE",
        }
    }
}

pub(super) const fn status(status: TableStatus) -> &'static str {
    match status {
        TableStatus::Creating => "CREATING",
        TableStatus::Updating => "UPDATING",
        TableStatus::Deleting => "DELETING",
        TableStatus::Inaccessible => "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
        _ => "ACTIVE",
    }
}

/// A time as answers write it: seconds since 1970, with a fraction.
pub(super) fn seconds(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}
