//! What a query may ask.

use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, Path};
use dynamo_model::request::{IndexProjection, KeySchema, Query, Select};
use dynamo_model::{Error, Result};

use super::expression::{Expressions, condition_paths};
use super::{key_condition, key_paths, start_key, table_name};
use crate::table::{IndexDef, TableDef};

/// The largest page size: the service's member is a signed 32-bit number.
const LARGEST_LIMIT: u32 = i32::MAX.unsigned_abs();

/// Checks the request alone: limit, start key values, expressions, what to select.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &Query) -> Result<()> {
    table_name::check_data(&request.table)?;
    check_limit(request.limit)?;
    if let Some(start) = &request.exclusive_start_key {
        start_key::check_values(start.view())?;
    }
    let expressions = Expressions {
        key_condition: Some(&request.key_condition),
        filter: request.filter.as_ref(),
        projection: request.projection.as_ref(),
        ..Expressions::default()
    };
    expressions.check()?;
    check_select(request)
}

/// Checks the request against its table: index, start key, key condition, attributes named.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(request: &Query, table: &TableDef) -> Result<()> {
    let index = index(request, table)?;
    if index.is_some() && request.consistent_read {
        return Err(Error::validation("Consistent reads are not supported on global secondary indexes"));
    }
    let schema = index.map_or(&table.key, |index| &index.key);
    let start = request.exclusive_start_key.as_ref().map(|start| start.view());
    if let Some(start) = start {
        start_key::check_shape(start, table, index)?;
    }
    key_condition::check(&request.key_condition, schema, table)?;
    if let Some(start) = start {
        start_key::check_position(start, &request.key_condition, schema, index.is_none())?;
    }
    key_paths::check_projection(request.projection.as_ref(), table)?;
    check_filter_keys(request.filter.as_ref(), schema)?;
    if let Some(index) = index {
        check_projected(request, table, index)?;
    }
    key_paths::check_condition(request.filter.as_ref(), table)
}

fn index<'t>(request: &Query, table: &'t TableDef) -> Result<Option<&'t IndexDef>> {
    let Some(name) = &request.index else {
        return Ok(None);
    };
    table
        .index(name)
        .map(Some)
        .ok_or_else(|| Error::validation(format!("The table does not have the specified index: {name}")))
}

fn check_limit(limit: Option<u32>) -> Result<()> {
    let constraint = match limit {
        Some(0) => "greater than or equal to 1",
        Some(limit) if limit > LARGEST_LIMIT => "less than or equal to 2147483647",
        _ => return Ok(()),
    };
    Err(Error::validation(format!(
        "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value {constraint}"
    )))
}

fn check_select(request: &Query) -> Result<()> {
    let projects = request.projection.is_some();
    match request.select {
        Some(Select::Count) if projects => Err(Error::validation(
            "Cannot specify the ProjectionExpression when choosing to get only the Count",
        )),
        Some(select @ (Select::AllAttributes | Select::AllProjectedAttributes)) if projects => {
            Err(Error::validation(format!(
                "Cannot specify the ProjectionExpression when choosing to get {}",
                select.as_str()
            )))
        }
        Some(Select::SpecificAttributes) if !projects => Err(Error::validation(
            "1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to \
             get SPECIFIC_ATTRIBUTES",
        )),
        Some(Select::AllProjectedAttributes) if request.index.is_none() => Err(Error::validation(
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        )),
        _ => Ok(()),
    }
}

/// A filter on the key that is queried belongs into the key condition.
fn check_filter_keys(filter: Option<&Condition>, schema: &KeySchema) -> Result<()> {
    let paths = filter.map(condition_paths).unwrap_or_default();
    let named = |key: &&str| paths.iter().any(|path| path.root() == *key);
    match schema.attributes().find(named) {
        None => Ok(()),
        Some(key) => Err(Error::validation(format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {key}"
        ))),
    }
}

/// Requires that the index holds what the query asks of it: a global index never looks into the table.
fn check_projected(request: &Query, table: &TableDef, index: &IndexDef) -> Result<()> {
    if request.select == Some(Select::AllAttributes) && index.projection != IndexProjection::All {
        return Err(Error::validation(format!(
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global \
             secondary index {} because its projection type is not ALL",
            index.name
        )));
    }
    let projection = request.projection.iter().flat_map(|projection| projection.paths());
    if let Some(names) = not_projected(projection, table, index) {
        return Err(Error::validation(format!(
            "One or more parameter values were invalid: Global secondary index {} does not project [{names}]",
            index.name
        )));
    }
    let filter = request.filter.as_ref().map(condition_paths).unwrap_or_default();
    if let Some(names) = not_projected(filter, table, index) {
        return Err(Error::validation(format!(
            "One or more parameter values were invalid: Secondary index {} does not project one or more filter \
             attributes: [{names}]",
            index.name
        )));
    }
    Ok(())
}

/// Lists the attributes among the paths that the index does not hold; `None` if it holds all.
fn not_projected<'p>(
    paths: impl IntoIterator<Item = &'p Path>,
    table: &TableDef,
    index: &IndexDef,
) -> Option<String> {
    let included: &[String] = match &index.projection {
        IndexProjection::All => return None,
        IndexProjection::KeysOnly => &[],
        IndexProjection::Include(names) => names,
    };
    let held = |name: &str| {
        table.key.attributes().chain(index.key.attributes()).any(|key| key == name)
            || included.iter().any(|other| other == name)
    };
    let missing: BTreeSet<&str> = paths.into_iter().map(Path::root).filter(|name| !held(name)).collect();
    (!missing.is_empty()).then(|| missing.into_iter().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests;
