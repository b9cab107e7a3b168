//! What a put may ask.

use dynamo_model::Result;
use dynamo_model::expr::Condition;
use dynamo_model::value::ItemRef;

use super::key_paths::check_condition;
use super::{index_key, key, vectors};
use crate::table::TableDef;

/// Checks an item to put against its table: keys, index keys, and how long they are.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(item: ItemRef<'_>, condition: Option<&Condition>, table: &TableDef) -> Result<()> {
    key::check_item(item, table)?;
    index_key::check_put(item, table)?;
    key::check_sizes(item, &table.key)?;
    index_key::check_put_sizes(item, table)?;
    vectors::check_put(item, table)?;
    check_condition(condition, table)
}
