use dynamo_model::Result;
use dynamo_model::request::{UpdateItem, UpdateItemOutput};
use dynamo_model::value::Item;

use super::write::{Target, check_condition, replace};
use crate::codec::key;
use crate::worker::Batch;
use crate::{eval, rules};

/// Changes an item; the caller has checked the request alone.
pub(crate) fn update(mut batch: Batch<'_, '_>, request: &UpdateItem) -> Result<UpdateItemOutput> {
    let table = batch.catalog.table(&request.table)?.clone();
    rules::update::check_table(request, &table)?;
    let key = key::item(&table, request.key.view())?;
    let old = batch.store.item(batch.txn, &key)?.map(|row| row.item.to_item());
    check_condition(request.condition.as_ref(), old.as_ref(), request.return_item_on_failure)?;
    let new = eval::apply(&request.update, old.as_ref().map(Item::view), request.key.view())?;
    if let Some(new) = &new {
        rules::update::check_result(&request.update, old.as_ref().map(Item::view), new.view(), &table)?;
    }
    let target =
        Target { table: &table, key: &key, name: &request.table, return_capacity: request.return_capacity };
    let mut output = UpdateItemOutput::default();
    output.consumed_capacity = replace(&mut batch, &target, old.as_ref(), new.as_ref())?;
    output.attributes = eval::returned(
        request.return_values,
        &request.update,
        old.as_ref().map(Item::view),
        new.as_ref().map(Item::view),
    );
    Ok(output)
}
