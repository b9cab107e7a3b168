use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::Result;
use dynamo_model::request::check::check_table_name;
use dynamo_model::request::{
    CreateTable, IndexDefinition, IndexDescription, TableDescription, TableStatus, VectorIndexDescription,
};
use heed::RoTxn;

use crate::encryption;
use crate::exec::stream;
use crate::store::{Catalog, Store};
use crate::table::{IndexDef, Scope, TableDef, arn};
use crate::vector::VectorDef;
use crate::worker::Shared;

/// Describes a table.
pub(crate) fn describe(shared: &Shared, name: &str) -> Result<TableDescription> {
    check_table_name(name)?;
    shared.read(None, |txn| {
        let catalog = shared.catalog();
        let now = shared.clock.milliseconds();
        describe_table(&shared.store, txn, &catalog, catalog.described(name)?, &shared.region, now)
    })
}

pub(super) fn describe_table(
    store: &Store,
    txn: &RoTxn<'_>,
    catalog: &Catalog,
    table: &TableDef,
    region: &str,
    now: u64,
) -> Result<TableDescription> {
    let stats = store.stats(txn, table.id)?;
    let indexes = |scope| {
        let indexes = table.indexes_in(scope);
        indexes.map(|index| describe_index(store, txn, table, index, region, now)).collect::<Result<_>>()
    };
    let mut description = TableDescription::of(&request_of(table));
    if table.is_updating() {
        description.status = TableStatus::Updating;
    }
    description.item_count = stats.count;
    description.size_bytes = stats.bytes;
    description.created_at = Some(time(table.created_at));
    description.on_demand_at = table.on_demand_at.map(time);
    description.decreases_today = table.scaling.decreases_today(now);
    description.warm_throughput = Some(table.scaling.warm);
    description.encryption_key = table.encryption_key.as_ref().map(|key| encryption::arn(region, key));
    description.arn = arn(region, &table.name);
    description.id = table.uuid.clone();
    description.global_indexes = indexes(Scope::Global)?;
    description.local_indexes = indexes(Scope::Local)?;
    let vectors = table.vectors.iter();
    description.vector_indexes =
        vectors.map(|index| describe_vectors(store, txn, table, index, region)).collect::<Result<_>>()?;
    description.stream = table.stream.and_then(|id| Some(catalog.streams().get(&id)?.view));
    description.latest_stream_label = table.latest_stream.map(stream::label);
    description.latest_stream_arn =
        table.latest_stream.map(|started_at| stream::arn(region, &table.name, started_at));
    Ok(description)
}

fn describe_index(
    store: &Store,
    txn: &RoTxn<'_>,
    table: &TableDef,
    index: &IndexDef,
    region: &str,
    now: u64,
) -> Result<IndexDescription> {
    let stats = store.stats(txn, index.id)?;
    let mut description = IndexDescription::of(definition(index));
    if !index.filled.is_whole() {
        description.status = TableStatus::Creating;
        description.backfilling = true;
    }
    description.arn = arn(region, format_args!("{}/index/{}", table.name, index.name));
    description.item_count = stats.count;
    description.size_bytes = stats.bytes;
    if index.scope == Scope::Global {
        description.decreases_today = index.scaling.decreases_today(now);
        description.warm_throughput = Some(index.scaling.warm);
    }
    Ok(description)
}

fn describe_vectors(
    store: &Store,
    txn: &RoTxn<'_>,
    table: &TableDef,
    index: &VectorDef,
    region: &str,
) -> Result<VectorIndexDescription> {
    let stats = store.stats(txn, index.id)?;
    let mut description = VectorIndexDescription::of(index.definition.clone());
    if !index.filled.is_whole() {
        description.status = TableStatus::Creating;
        description.backfilling = true;
    }
    description.arn = arn(region, format_args!("{}/index/{}", table.name, index.name()));
    description.item_count = stats.count;
    description.size_bytes = stats.bytes;
    Ok(description)
}

fn time(since_1970: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(since_1970)
}

fn request_of(table: &TableDef) -> CreateTable {
    let mut request = CreateTable::new(&*table.name, table.key.clone()).with_billing(table.billing);
    request.attributes = table.attributes.clone();
    request.on_demand_throughput = table.on_demand_throughput;
    request.class = table.class;
    request.deletion_protection = table.deletion_protection;
    request
}

fn definition(index: &IndexDef) -> IndexDefinition {
    let mut definition =
        IndexDefinition::new(&index.name, index.key.clone()).with_projection(index.projection.clone());
    definition.throughput = index.throughput;
    definition.on_demand_throughput = index.on_demand_throughput;
    definition
}
