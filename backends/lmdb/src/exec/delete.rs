use dynamo_model::Result;
use dynamo_model::request::{DeleteItem, DeleteItemOutput, ReturnValues};

use super::meter::Meter;
use super::write::{Intent, Write};
use crate::worker::Batch;

/// Deletes an item; the caller has checked the request alone.
pub(crate) fn delete(mut batch: Batch<'_, '_>, request: &DeleteItem) -> Result<DeleteItemOutput> {
    let table = batch.catalog.table(&request.table)?.clone();
    let write = Write {
        intent: Intent::Delete(&request.key),
        condition: request.condition.as_ref(),
        return_item_on_failure: request.return_item_on_failure,
    };
    write.check(&table)?;
    batch.simulator.admit(&table, request.key.view())?;
    batch.simulator.meet_no_transaction()?;
    let mut meter = Meter::new(request.return_capacity, &request.table);
    let written = write.run(&mut batch, &table, &mut meter)?;
    let metrics = written.collection_metrics(&table, &request.key);
    let mut output = DeleteItemOutput::default();
    output.attributes = written.old.filter(|_| request.return_values == ReturnValues::AllOld);
    output.consumed_capacity = meter.report();
    output.collection_metrics = metrics.filter(|_| request.return_collection_metrics);
    Ok(output)
}
