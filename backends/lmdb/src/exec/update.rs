use dynamo_model::Result;
use dynamo_model::request::{UpdateItem, UpdateItemOutput};
use dynamo_model::value::Item;

use super::meter::Meter;
use super::write::{Intent, Write};
use crate::eval;
use crate::worker::Batch;

/// Changes an item; the caller has checked the request alone.
pub(crate) fn update(mut batch: Batch<'_, '_>, request: &UpdateItem) -> Result<UpdateItemOutput> {
    let table = batch.catalog.table(&request.table)?.clone();
    let write = Write {
        intent: Intent::Statement(request),
        condition: request.condition.as_ref(),
        return_item_on_failure: request.return_item_on_failure,
    };
    write.check(&table)?;
    batch.simulator.admit(&table, request.key.view())?;
    batch.simulator.meet_no_transaction()?;
    let mut meter = Meter::new(request.return_capacity, &request.table);
    let written = write.run(&mut batch, &table, &mut meter)?;
    let metrics = written.collection_metrics(&table, &request.key);
    let mut output = UpdateItemOutput::default();
    output.attributes = eval::returned(
        request.return_values,
        &request.update,
        written.old.as_ref().map(Item::view),
        written.new.as_ref().map(|new| new.view()),
    );
    output.consumed_capacity = meter.report();
    output.collection_metrics = metrics.filter(|_| request.return_collection_metrics);
    Ok(output)
}
