//! What a get may ask.

use dynamo_model::Result;
use dynamo_model::expr::Projection;
use dynamo_model::request::GetItem;
use dynamo_model::value::ItemRef;

use super::expression::Expressions;
use super::{key, key_paths, table_name};
use crate::table::TableDef;

/// Checks the request alone: key values and projection.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &GetItem) -> Result<()> {
    table_name::check_data(&request.table)?;
    request.key.check()?;
    let projection = request.projection.as_ref();
    Expressions { projection, written: request.written, ..Expressions::default() }.check()
}

/// Checks a key to read against its table: the key's schema, then paths below keys.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(key: ItemRef<'_>, projection: Option<&Projection>, table: &TableDef) -> Result<()> {
    key::check_lookup(key, table)?;
    key_paths::check_projection(projection, table)
}
