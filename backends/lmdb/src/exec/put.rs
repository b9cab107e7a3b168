use dynamo_model::Result;
use dynamo_model::request::{PutItem, PutItemOutput, ReturnValues};

use super::write::{Target, check_condition, replace};
use crate::codec::key;
use crate::rules;
use crate::worker::Batch;

/// Stores an item; the caller has checked the request alone.
pub(crate) fn put(mut batch: Batch<'_, '_>, request: &PutItem) -> Result<PutItemOutput> {
    let table = batch.catalog.table(&request.table)?.clone();
    rules::put::check_table(request, &table)?;
    let key = key::item(&table, request.item.view())?;
    let old = batch.store.item(batch.txn, &key)?.map(|row| row.item.to_item());
    check_condition(request.condition.as_ref(), old.as_ref(), request.return_item_on_failure)?;
    let target =
        Target { table: &table, key: &key, name: &request.table, return_capacity: request.return_capacity };
    let mut output = PutItemOutput::default();
    output.consumed_capacity = replace(&mut batch, &target, old.as_ref(), Some(&request.item))?;
    output.attributes = old.filter(|_| request.return_values == ReturnValues::AllOld);
    Ok(output)
}
