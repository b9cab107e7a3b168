//! What a delete may ask.

use dynamo_model::Result;
use dynamo_model::expr::Condition;
use dynamo_model::request::DeleteItem;
use dynamo_model::value::ItemRef;

use super::expression::Expressions;
use super::{check_return_values, enveloped, key, key_paths, table_name};
use crate::table::TableDef;

/// Checks the request alone: key values, return values, condition.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &DeleteItem) -> Result<()> {
    table_name::check_data(&request.table)?;
    request.key.check().map_err(|error| enveloped(error.into()))?;
    check_return_values(request.return_values)?;
    let condition = request.condition.as_ref();
    let expressions = Expressions { condition, written: request.written, ..Expressions::default() };
    expressions.check().map_err(enveloped)
}

/// Checks a key to delete, or to check a condition on, against its table: the key's schema, then paths below keys.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(key: ItemRef<'_>, condition: Option<&Condition>, table: &TableDef) -> Result<()> {
    key::check_lookup(key, table)?;
    key_paths::check_condition(condition, table)
}
