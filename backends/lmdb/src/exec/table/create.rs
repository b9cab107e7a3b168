use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{CreateTable, TableDescription};

use super::describe::describe_table;
use crate::exec::stream;
use crate::table::TableDef;
use crate::worker::Batch;

/// Creates a table; the caller has checked the request.
pub(crate) fn create(mut batch: Batch<'_, '_>, request: &CreateTable) -> Result<TableDescription> {
    let catalog = Arc::make_mut(batch.catalog);
    let mut table = batch.store.create_table(batch.txn, catalog, request, batch.now)?;
    if let Some(view) = request.stream {
        let mut streamed = TableDef::clone(&table);
        stream::start(&mut batch, &mut streamed, view)?;
        table = batch.store.save_table(batch.txn, Arc::make_mut(batch.catalog), streamed)?;
    }
    describe_table(batch.store, batch.txn, batch.catalog, &table, batch.region, batch.now)
}
