//! What a delete may ask.

use dynamo_model::Result;
use dynamo_model::request::DeleteItem;

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
    let expressions = Expressions { condition: request.condition.as_ref(), ..Expressions::default() };
    expressions.check().map_err(enveloped)
}

/// Checks the request against its table: the key's schema, then paths below keys.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(request: &DeleteItem, table: &TableDef) -> Result<()> {
    key::check_lookup(request.key.view(), table)?;
    key_paths::check_condition(request.condition.as_ref(), table)
}
