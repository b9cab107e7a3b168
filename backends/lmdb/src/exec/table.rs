use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexDescription, TableDescription, TableStatus, Throughput,
};
use heed::RoTxn;

use crate::error::storage;
use crate::store::Store;
use crate::table::{IndexDef, TableDef};
use crate::worker::{Batch, Shared};
use crate::{clock, rules};

/// Creates a table; the caller has checked the request.
pub(crate) fn create(batch: Batch<'_, '_>, request: &CreateTable) -> Result<TableDescription> {
    let catalog = Arc::make_mut(batch.catalog);
    let table = batch.store.create_table(batch.txn, catalog, request, clock::now())?;
    describe_table(batch.store, batch.txn, &table)
}

/// Describes a table.
pub(crate) fn describe(shared: &Shared, name: &str) -> Result<TableDescription> {
    rules::table_name::check(name)?;
    let catalog = shared.catalog();
    let table = catalog.described(name)?;
    let txn = shared.env.read_txn().map_err(storage)?;
    describe_table(&shared.store, &txn, table)
}

/// Deletes a table and everything in it.
pub(crate) fn drop_table(batch: Batch<'_, '_>, name: &str) -> Result<TableDescription> {
    let table = batch.catalog.described(name)?.clone();
    let mut description = describe_table(batch.store, batch.txn, &table)?;
    batch.store.delete_table(batch.txn, Arc::make_mut(batch.catalog), batch.stats, &table)?;
    description.status = TableStatus::Deleting;
    Ok(description)
}

fn describe_table(store: &Store, txn: &RoTxn<'_>, table: &TableDef) -> Result<TableDescription> {
    let stats = store.stats(txn, table.id)?;
    let mut description = TableDescription::of(&request_of(table));
    description.item_count = stats.count;
    description.size_bytes = stats.bytes;
    description.created_at = Some(UNIX_EPOCH + Duration::from_millis(table.created_at));
    description.arn = format!("arn:aws:dynamodb:local:000000000000:table/{}", table.name);
    description.id = table.uuid.clone();
    description.global_indexes =
        table.indexes.iter().map(|index| describe_index(store, txn, table, index)).collect::<Result<_>>()?;
    Ok(description)
}

fn describe_index(
    store: &Store,
    txn: &RoTxn<'_>,
    table: &TableDef,
    index: &IndexDef,
) -> Result<IndexDescription> {
    let stats = store.stats(txn, index.id)?;
    let mut description = IndexDescription::of(definition(table, index));
    description.item_count = stats.count;
    description.size_bytes = stats.bytes;
    Ok(description)
}

fn request_of(table: &TableDef) -> CreateTable {
    let mut request = CreateTable::new(&*table.name, table.key.clone()).with_billing(table.billing);
    request.attributes = table.attributes.clone();
    request
}

fn definition(table: &TableDef, index: &IndexDef) -> IndexDefinition {
    let mut definition =
        IndexDefinition::new(&index.name, index.key.clone()).with_projection(index.projection.clone());
    definition.throughput = throughput(table.billing);
    definition
}

fn throughput(billing: BillingMode) -> Option<Throughput> {
    match billing {
        BillingMode::OnDemand => None,
        BillingMode::Provisioned(throughput) => Some(throughput),
    }
}
