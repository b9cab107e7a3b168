//! What a put may ask.

use dynamo_model::Result;
use dynamo_model::expr::Condition;
use dynamo_model::request::PutItem;
use dynamo_model::value::ItemRef;

use super::expression::Expressions;
use super::key_paths::check_condition;
use super::{check_return_values, enveloped, index_key, item, key, table_name};
use crate::table::TableDef;

/// Checks the request alone: item, return values, size, condition.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &PutItem) -> Result<()> {
    table_name::check_data(&request.table)?;
    request.item.check().map_err(|error| enveloped(error.into()))?;
    check_return_values(request.return_values)?;
    item::check_put_size(request.item.view())?;
    let condition = request.condition.as_ref();
    let expressions = Expressions { condition, written: request.written, ..Expressions::default() };
    expressions.check().map_err(enveloped)
}

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
    check_condition(condition, table)
}
