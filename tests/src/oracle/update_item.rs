//! `UpdateItem`.

use dynamo_model::request::{UpdateItem, UpdateItemOutput};

use super::capacity::Consumed;
use super::check::Nesting;
use super::{Answer, Oracle, Refusal, check, collection, packed, update, write};

impl Oracle {
    /// Changes an item, or makes one.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, its condition is false, the update cannot be applied to the item, or there is no
    /// such table.
    pub fn update_item(&mut self, request: &UpdateItem) -> Answer<UpdateItemOutput> {
        let key_attributes = request.key.to_map();
        check::attributes(&key_attributes).map_err(Refusal::enveloped)?;
        update::check(&request.update, Nesting::OfItems).map_err(Refusal::enveloped)?;
        write::check_condition(request.condition.as_ref(), Nesting::OfItems).map_err(Refusal::enveloped)?;
        let table = self.table_mut(&request.table)?;
        let key = table.key.lookup(&key_attributes)?;
        write::check_condition_on(table, request.condition.as_ref())?;
        write::check_update_on(table, &request.update)?;
        let stored = table.items.get(&key);
        write::require(request.condition.as_ref(), stored, request.return_item_on_failure)?;
        let new = write::updated(table, &key_attributes, stored, &request.update)?;
        let change = table.write(key, new);
        let mut output = UpdateItemOutput::default();
        output.collection_metrics =
            collection::metrics(table, &key_attributes, request.return_collection_metrics);
        output.consumed_capacity =
            Consumed::written(table, &change).report(&request.table, request.return_capacity);
        output.attributes = packed(update::returned(
            request.return_values,
            &request.update,
            change.old.as_ref(),
            change.new.as_ref(),
        ));
        Ok(output)
    }
}
