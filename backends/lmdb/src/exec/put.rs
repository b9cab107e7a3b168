use dynamo_model::Result;
use dynamo_model::request::{PutItem, PutItemOutput, ReturnValues};

use super::meter::Meter;
use super::write::{Intent, Write};
use crate::worker::Batch;

/// Stores an item; the caller has checked the request alone.
pub(crate) fn put(mut batch: Batch<'_, '_>, request: &PutItem) -> Result<PutItemOutput> {
    let table = batch.catalog.table(&request.table)?.clone();
    let write = Write {
        intent: Intent::Put(&request.item),
        condition: request.condition.as_ref(),
        return_item_on_failure: request.return_item_on_failure,
    };
    write.check(&table)?;
    batch.simulator.admit(&table, request.item.view())?;
    batch.simulator.meet_no_transaction()?;
    let mut meter = Meter::new(request.return_capacity, &request.table);
    let written = write.run(&mut batch, &table, &mut meter)?;
    let metrics = written.collection_metrics(&table, &request.item);
    let mut output = PutItemOutput::default();
    output.attributes = written.old.filter(|_| request.return_values == ReturnValues::AllOld);
    output.consumed_capacity = meter.report();
    output.collection_metrics = metrics.filter(|_| request.return_collection_metrics);
    Ok(output)
}
