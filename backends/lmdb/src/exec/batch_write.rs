use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{self, BatchWriteItem, BatchWriteItemOutput};

use super::collections::Collections;
use super::meter::Meters;
use super::write::{Intent, Write};
use crate::rules;
use crate::table::TableDef;
use crate::worker::Batch;

/// Puts and deletes items of several tables; the caller has checked the request alone. All of it is checked before
/// anything is written.
pub(crate) fn batch_write(
    mut batch: Batch<'_, '_>,
    request: &BatchWriteItem,
) -> Result<BatchWriteItemOutput> {
    let tables: Vec<Arc<TableDef>> =
        request.tables.keys().map(|name| batch.catalog.table(name).cloned()).collect::<Result<_>>()?;
    for (writes, table) in request.tables.values().zip(&tables) {
        rules::batch_write::check_table(writes, table)?;
    }
    let parts = request.tables.values().map(Vec::as_slice).zip(tables.iter().map(Arc::as_ref));
    rules::batch_write::check_once(parts)?;
    let mut meters = Meters::new(request.return_capacity);
    let mut collections = Collections::new(request.return_collection_metrics);
    let mut output = BatchWriteItemOutput::default();
    let mut processed = 0;
    for ((name, writes), table) in request.tables.iter().zip(&tables) {
        for write in writes {
            let (item, intent) = match write {
                request::Write::Put(item) => (item, Intent::Put(item)),
                request::Write::Delete(key) => (key, Intent::Delete(key)),
            };
            let written = if batch.simulator.leaves_unprocessed(table, item.view()) {
                None
            } else {
                unless_throttled(Write::new(intent).run(&mut batch, table, meters.of(name)))?
            };
            let Some(written) = written else {
                output.unprocessed.entry(name.clone()).or_default().push(write.clone());
                continue;
            };
            collections.add(name, written.collection_metrics(table, item));
            processed += 1;
        }
    }
    batch.simulator.check_progress(processed, tables.first())?;
    output.consumed_capacity = meters.report();
    output.collection_metrics = collections.report();
    Ok(output)
}

/// Takes a write that an index has no throughput for as one that was not tried: nothing of it has been written.
fn unless_throttled<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Err(error) if error.is_throttled() => Ok(None),
        outcome => outcome.map(Some),
    }
}
