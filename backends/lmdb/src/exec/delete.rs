use dynamo_model::Result;
use dynamo_model::request::{DeleteItem, DeleteItemOutput, ReturnValues};

use super::write::{Target, check_condition, replace};
use crate::codec::key;
use crate::rules;
use crate::worker::Batch;

/// Deletes an item; the caller has checked the request alone.
pub(crate) fn delete(mut batch: Batch<'_, '_>, request: &DeleteItem) -> Result<DeleteItemOutput> {
    let table = batch.catalog.table(&request.table)?.clone();
    rules::delete::check_table(request, &table)?;
    let key = key::item(&table, request.key.view())?;
    let old = batch.store.item(batch.txn, &key)?.map(|row| row.item.to_item());
    check_condition(request.condition.as_ref(), old.as_ref(), request.return_item_on_failure)?;
    let target =
        Target { table: &table, key: &key, name: &request.table, return_capacity: request.return_capacity };
    let mut output = DeleteItemOutput::default();
    output.consumed_capacity = replace(&mut batch, &target, old.as_ref(), None)?;
    output.attributes = old.filter(|_| request.return_values == ReturnValues::AllOld);
    Ok(output)
}
