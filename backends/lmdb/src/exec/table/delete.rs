use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{TableDescription, TableStatus};

use super::describe::describe_table;
use crate::exec::stream;
use crate::rules;
use crate::worker::Batch;

/// Deletes a table and everything in it; the caller has checked the name. Its stream ends, and stays readable.
pub(crate) fn delete(mut batch: Batch<'_, '_>, name: &str) -> Result<TableDescription> {
    let table = batch.catalog.described(name)?.clone();
    rules::delete_table::check_table(&table)?;
    let mut description =
        describe_table(batch.store, batch.txn, batch.catalog, &table, batch.region, batch.now)?;
    if let Some(id) = table.stream {
        stream::end(&mut batch, id)?;
    }
    batch.store.delete_table(batch.txn, Arc::make_mut(batch.catalog), &table)?;
    description.status = TableStatus::Deleting;
    Ok(description)
}
