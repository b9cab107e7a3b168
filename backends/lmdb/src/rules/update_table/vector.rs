//! Vector indexes that come and go.

use dynamo_model::request::{UpdateTable, VectorIndex, VectorIndexUpdate};
use dynamo_model::{Error, ErrorKind, Result};

use super::super::create_table::{index, vector};
use super::{included, is_filling_another, limit_exceeded, one_at_a_time, redefined};
use crate::table::TableDef;

/// Checks changes of vector indexes against their table, and that it stays one that may have them.
pub(super) fn check(request: &UpdateTable, table: &TableDef) -> Result<()> {
    let creates =
        request.vector_index_updates.iter().any(|update| matches!(update, VectorIndexUpdate::Create(_)));
    if creates || !table.vectors.is_empty() {
        vector::check_billing(request.billing.unwrap_or(table.billing))?;
    }
    request.vector_index_updates.iter().try_for_each(|update| check_update(request, update, table))
}

fn check_update(request: &UpdateTable, update: &VectorIndexUpdate, table: &TableDef) -> Result<()> {
    let name = name(update);
    // One that is being filled may go, and nothing else may come or go meanwhile.
    if is_filling_another(table, name) {
        return Err(one_at_a_time());
    }
    match update {
        VectorIndexUpdate::Create(definition) => check_new(request, definition, table),
        _ if table.vector(name).is_none() => Err(Error::new(
            ErrorKind::NotFound,
            format!("Requested resource not found: Index absent for table {}", table.name),
        )),
        _ => Ok(()),
    }
}

fn check_new(request: &UpdateTable, definition: &VectorIndex, table: &TableDef) -> Result<()> {
    match table.filling().find(|(name, _)| *name == definition.name) {
        Some((_, filled)) if filled.is_whole() => return Err(exists()),
        Some((name, _)) => return Err(is_created(table, name)),
        None => {}
    }
    if table.vectors.len() >= vector::MOST_VECTOR {
        return Err(limit_exceeded("Number of vector secondary indexes exceeds per-table limit of 5"));
    }
    redefined::check_not_key(definition, table)?;
    vector::check_index(definition, &request.attributes)?;
    redefined::check_search_schema(request, definition, table)?;
    vector::check_dimensions(definition, table.vectors.iter().map(|index| &index.definition))?;
    index::check_included(included(table).chain([vector::included(definition)]))
}

/// Makes the error of an index with the name of another one.
pub(super) fn exists() -> Error {
    Error::validation("Attempting to create an index which already exists")
}

fn is_created(table: &TableDef, index: &str) -> Error {
    // The two blanks are the service's.
    Error::new(
        ErrorKind::InUse,
        format!(
            "Attempt to change a resource which is still in use: Index is being created.  Table: {} Index: {index}",
            table.name
        ),
    )
}

/// Iterates over the names of the indexes that are to go.
pub(super) fn deleted(request: &UpdateTable) -> impl Iterator<Item = &str> {
    let gone =
        request.vector_index_updates.iter().filter(|update| matches!(update, VectorIndexUpdate::Delete(_)));
    gone.map(name)
}

/// Names the index of a change.
pub(super) fn name(update: &VectorIndexUpdate) -> &str {
    match update {
        VectorIndexUpdate::Create(index) => &index.name,
        VectorIndexUpdate::Delete(name) => name,
        _ => "",
    }
}
