//! What a query may ask.

use dynamo_model::expr::{Condition, Path};
use dynamo_model::request::{KeySchema, Query};
use dynamo_model::{Error, Result};

use super::page::Operation;
use super::{key_condition, key_paths, page, start_key};
use crate::read::Read;
use crate::table::{IndexDef, TableDef};

/// Checks the request against its table: index, start key, key condition, attributes named.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(request: &Query, table: &TableDef) -> Result<()> {
    let read = Read::from(request);
    let (index, schema) = place(request, table)?;
    key_condition::check_names(&request.key_condition, schema, Some(table))?;
    key_condition::check_values(&request.key_condition, schema, table)?;
    if let Some(start) = &request.exclusive_start_key {
        start_key::check_position(start.view(), &request.key_condition, schema, index.is_none())?;
    }
    key_paths::check_projection(request.projection.as_ref(), table)?;
    check_filter_keys(request.filter.as_ref(), schema)?;
    if let Some(index) = index {
        page::check_projected(&read, table, index)?;
    }
    key_paths::check_condition(request.filter.as_ref(), table)
}

/// Checks which keys the request is about, whatever it compares them with: index, start key, attributes of the key condition.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_keys(request: &Query, table: &TableDef) -> Result<()> {
    let (_, schema) = place(request, table)?;
    key_condition::check_names(&request.key_condition, schema, None)
}

/// Returns the index that the request reads, if it reads one, and the key there.
fn place<'t>(request: &Query, table: &'t TableDef) -> Result<(Option<&'t IndexDef>, &'t KeySchema)> {
    let read = Read::from(request);
    page::check_not_vectors(&read, table, Operation::Query)?;
    let index = page::index(&read, table)?;
    if let Some(start) = &request.exclusive_start_key {
        start_key::check_shape(start.view(), table, index, false)?;
    }
    Ok((index, index.map_or(&table.key, |index| &index.key)))
}

/// A filter on the key that is queried belongs into the key condition.
fn check_filter_keys(filter: Option<&Condition>, schema: &KeySchema) -> Result<()> {
    let paths: Vec<&Path> = filter.into_iter().flat_map(Condition::paths).collect();
    let named = |key: &&str| paths.iter().any(|path| path.root() == *key);
    match schema.attributes().find(named) {
        None => Ok(()),
        Some(key) => Err(Error::validation(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {key}"
        ))),
    }
}

#[cfg(test)]
mod tests;
