use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, IndexUpdate, OnDemandThroughput, StreamUpdate, TableDescription, Throughput, UpdateTable,
    VectorIndexUpdate,
};

use super::describe::describe_table;
use crate::encryption;
use crate::exec::stream;
use crate::rules;
use crate::scaling::reserved;
use crate::table::{IndexDef, Scope, TableDef};
use crate::vector::VectorDef;
use crate::worker::Batch;

/// Changes a table; the caller has checked the request alone. A new index is filled later.
pub(crate) fn update(mut batch: Batch<'_, '_>, request: &UpdateTable) -> Result<TableDescription> {
    let former = batch.catalog.described(&request.table)?.clone();
    rules::update_table::check_table(request, &former, batch.now)?;
    let mut table = TableDef::clone(&former);
    // What was never said is still not said if it stays as it is.
    if request.class != Some(table.class.unwrap_or_default()) {
        table.class = request.class.or(table.class);
    }
    if let Some(encryption) = &request.encryption {
        table.encryption_key = encryption::key(encryption);
    }
    if let Some(protected) = request.deletion_protection {
        table.deletion_protection = protected;
    }
    update_billing(&mut table, request, batch.now);
    table.scaling = table.scaling.warmed(request.warm_throughput.unwrap_or_default());
    update_on_demand_throughput(&mut table, request);
    for update in &request.index_updates {
        update_index(&mut batch, &mut table, update)?;
    }
    for update in &request.vector_index_updates {
        update_vectors(&mut batch, &mut table, update)?;
    }
    define_attributes(&mut table, request);
    match (request.stream, table.stream) {
        (Some(StreamUpdate::Enable(view)), _) => stream::start(&mut batch, &mut table, view)?,
        (Some(StreamUpdate::Disable), Some(id)) => {
            stream::end(&mut batch, id)?;
            table.stream = None;
        }
        _ => {}
    }
    let table = batch.store.save_table(batch.txn, Arc::make_mut(batch.catalog), table)?;
    describe_table(batch.store, batch.txn, batch.catalog, &table, batch.region, batch.now)
}

fn update_billing(table: &mut TableDef, request: &UpdateTable, now: u64) {
    let throughput = request.throughput.map(BillingMode::Provisioned);
    let Some(billing) = request.billing.or(throughput) else { return };
    let former = std::mem::replace(&mut table.billing, billing);
    table.scaling.change(reserved(former), reserved(billing), now);
    if billing == BillingMode::OnDemand {
        table.indexes.iter_mut().for_each(|index| update_throughput(index, None, now));
        if former != BillingMode::OnDemand {
            table.switches.note(now);
            table.on_demand_at = Some(now);
        }
    }
}

/// A provisioned table has no limits any more, nor has any of its indexes.
fn update_on_demand_throughput(table: &mut TableDef, request: &UpdateTable) {
    if matches!(table.billing, BillingMode::Provisioned(_)) {
        table.indexes.iter_mut().for_each(|index| index.on_demand_throughput = Default::default());
    }
    table.on_demand_throughput = match table.billing {
        BillingMode::OnDemand => {
            table.on_demand_throughput.changed(request.on_demand_throughput.unwrap_or_default())
        }
        BillingMode::Provisioned(_) => OnDemandThroughput::default(),
    };
}

fn update_throughput(index: &mut IndexDef, throughput: Option<Throughput>, now: u64) {
    let former = std::mem::replace(&mut index.throughput, throughput);
    index.scaling.change(former, throughput, now);
}

fn update_index(batch: &mut Batch<'_, '_>, table: &mut TableDef, update: &IndexUpdate) -> Result<()> {
    match update {
        IndexUpdate::Create(definition) => {
            let id = batch.store.draw_id(batch.txn)?;
            table.indexes.push(IndexDef::new(definition, Scope::Global, id));
        }
        IndexUpdate::Throughput(name, throughput) => {
            let named = table.indexes.iter_mut().filter(|index| index.name == *name);
            named.for_each(|index| update_throughput(index, Some(*throughput), batch.now));
        }
        IndexUpdate::Warm(name, warm) => {
            for index in table.indexes.iter_mut().filter(|index| index.name == *name) {
                index.scaling.warm = warm.over(index.scaling.warm);
            }
        }
        IndexUpdate::OnDemand(name, most) => {
            for index in table.indexes.iter_mut().filter(|index| index.name == *name) {
                index.on_demand_throughput = index.on_demand_throughput.changed(*most);
            }
        }
        IndexUpdate::Delete(name) => {
            let catalog = Arc::make_mut(batch.catalog);
            for index in table.indexes.extract_if(.., |index| index.name == *name) {
                batch.store.drop_rows(batch.txn, catalog, index.id)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn update_vectors(batch: &mut Batch<'_, '_>, table: &mut TableDef, update: &VectorIndexUpdate) -> Result<()> {
    match update {
        VectorIndexUpdate::Create(definition) => {
            let id = batch.store.draw_id(batch.txn)?;
            table.vectors.push(VectorDef::new(definition, id));
        }
        VectorIndexUpdate::Delete(name) => {
            let catalog = Arc::make_mut(batch.catalog);
            for index in table.vectors.extract_if(.., |index| index.name() == name) {
                batch.store.drop_rows(batch.txn, catalog, index.id)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Adds the definitions that are new, and drops those that nothing needs any more; by name from now on, as in
/// the service. A known attribute keeps its type.
fn define_attributes(table: &mut TableDef, request: &UpdateTable) {
    for attribute in &request.attributes {
        if table.kind(&attribute.name).is_none() {
            table.attributes.push(attribute.clone());
        }
    }
    let mut attributes = std::mem::take(&mut table.attributes);
    attributes.retain(|known| table.needs(&known.name));
    attributes.sort_by(|a, b| a.name.cmp(&b.name));
    table.attributes = attributes;
}
