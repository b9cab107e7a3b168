//! `DeleteItem`.

use dynamo_model::request::{DeleteItem, DeleteItemOutput, ReturnValues};

use super::capacity::Consumed;
use super::check::Nesting;
use super::put_item::only_old_values;
use super::{Answer, Oracle, Refusal, check, collection, packed, write};

impl Oracle {
    /// Deletes an item, if there is one.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, its condition is false, or there is no such table.
    pub fn delete_item(&mut self, request: &DeleteItem) -> Answer<DeleteItemOutput> {
        let key_attributes = request.key.to_map();
        check::attributes(&key_attributes).map_err(Refusal::enveloped)?;
        only_old_values(request.return_values)?;
        write::check_condition(request.condition.as_ref(), Nesting::OfItems).map_err(Refusal::enveloped)?;
        let table = self.table_mut(&request.table)?;
        let key = table.key.lookup(&key_attributes)?;
        write::check_condition_on(table, request.condition.as_ref())?;
        let stored = table.items.get(&key);
        write::require(request.condition.as_ref(), stored, request.return_item_on_failure)?;
        let change = table.write(key, None);
        let mut output = DeleteItemOutput::default();
        output.collection_metrics =
            collection::metrics(table, &key_attributes, request.return_collection_metrics);
        output.consumed_capacity =
            Consumed::written(table, &change).report(&request.table, request.return_capacity);
        output.attributes = packed(change.old).filter(|_| request.return_values == ReturnValues::AllOld);
        Ok(output)
    }
}
