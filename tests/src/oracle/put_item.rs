//! `PutItem`.

use dynamo_model::request::{PutItem, PutItemOutput, ReturnValues};

use super::capacity::Consumed;
use super::check::Nesting;
use super::{Answer, Oracle, Refusal, check, collection, packed, write};

impl Oracle {
    /// Stores an item in place of the one with its key.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, its condition is false, or there is no such table.
    pub fn put_item(&mut self, request: &PutItem) -> Answer<PutItemOutput> {
        let item = request.item.to_map();
        check::attributes(&item).map_err(Refusal::enveloped)?;
        only_old_values(request.return_values)?;
        check::put_size(&item)?;
        write::check_condition(request.condition.as_ref(), Nesting::OfItems).map_err(Refusal::enveloped)?;
        let table = self.table_mut(&request.table)?;
        let key = write::key_to_put(table, &item)?;
        write::check_condition_on(table, request.condition.as_ref())?;
        let stored = table.items.get(&key);
        write::require(request.condition.as_ref(), stored, request.return_item_on_failure)?;
        collection::check_size(table, &item)?;
        let mut output = PutItemOutput::default();
        output.collection_metrics = collection::metrics(table, &item, request.return_collection_metrics);
        let change = table.write(key, Some(item));
        output.consumed_capacity =
            Consumed::written(table, &change).report(&request.table, request.return_capacity);
        output.attributes = packed(change.old).filter(|_| request.return_values == ReturnValues::AllOld);
        Ok(output)
    }
}

/// Refuses to return what only updates return.
pub(super) fn only_old_values(values: ReturnValues) -> Answer<()> {
    match values {
        ReturnValues::None | ReturnValues::AllOld => Ok(()),
        _ => Err(Refusal::validation("ReturnValues can only be ALL_OLD or NONE").enveloped()),
    }
}
