//! What a delete may ask.

use dynamo_model::Result;
use dynamo_model::expr::Condition;
use dynamo_model::value::ItemRef;

use super::{key, key_paths};
use crate::table::TableDef;

/// Checks a key to delete, or to check a condition on, against its table: the key's schema, then paths below keys.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(key: ItemRef<'_>, condition: Option<&Condition>, table: &TableDef) -> Result<()> {
    key::check_lookup(key, table)?;
    key_paths::check_condition(condition, table)
}
