//! What a search in a vector index may ask.

use dynamo_model::expr::Path;
use dynamo_model::request::SearchVectors;
use dynamo_model::request::check::{empty, empty_kind_of, equalities};
use dynamo_model::value::{Value, ValueRef};
use dynamo_model::{Error, Result};

use super::key::kind_matches;
use super::key_paths;
use crate::codec::key;
use crate::table::TableDef;
use crate::vector::VectorDef;

/// What a search looks at.
pub(crate) struct Search<'r> {
    pub(crate) index: &'r VectorDef,
    /// The partition that it is of, if the index has any.
    pub(crate) partition: Option<ValueRef<'r>>,
    pub(crate) filters: Vec<(&'r str, ValueRef<'r>)>,
}

/// Checks the request against its table: the index, the vector, the condition.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table<'r>(request: &'r SearchVectors, table: &'r TableDef) -> Result<Search<'r>> {
    let index = index(request, table)?;
    check_vector(request, index)?;
    let equalities = match &request.condition {
        Some(condition) => equalities(condition)?,
        None => Vec::new(),
    };
    check_condition(&equalities, index, table)?;
    key_paths::check_projection(request.projection.as_ref(), table)?;
    let (partition, filters): (Vec<_>, Vec<_>) = equalities
        .into_iter()
        .filter_map(|(path, value)| Some((path.root(), key::borrowed(value)?)))
        .partition(|(name, _)| index.definition.schema.partition().iter().any(|known| known == name));
    Ok(Search { index, partition: partition.first().map(|(_, value)| *value), filters })
}

/// Finds the index, which must exist and be whole.
fn index<'t>(request: &SearchVectors, table: &'t TableDef) -> Result<&'t VectorDef> {
    let name = &request.index;
    match table.vector(name) {
        None => Err(Error::validation(format!("The table does not have the specified index: {name}"))),
        Some(index) if !index.filled.is_whole() => {
            Err(Error::validation(format!("Cannot search backfilling vector index: {name}")))
        }
        Some(index) => Ok(index),
    }
}

fn check_vector(request: &SearchVectors, index: &VectorDef) -> Result<()> {
    let (length, dimensions) = (request.vector.len(), index.definition.dimensions);
    if u32::try_from(length) != Ok(dimensions) {
        return Err(Error::validation(format!(
            "Input search vector dimension {length} does not match vector index dimension {dimensions}"
        )));
    }
    Ok(())
}

fn check_condition(equalities: &[(&Path, &Value)], index: &VectorDef, table: &TableDef) -> Result<()> {
    let schema = &index.definition.schema;
    let fixes = |name: &String| equalities.iter().any(|(path, _)| path.root() == name);
    let in_schema = |path: &Path| schema.attributes().any(|name| name == path.root());
    if let Some((path, _)) = equalities.iter().find(|(path, _)| !in_schema(path)) {
        return Err(Error::validation(format!(
            "SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: {}",
            path.root()
        )));
    }
    if !schema.partition().iter().all(fixes) {
        return Err(Error::validation(
            "SearchConditionExpression must be provided when SearchSchema has a HASH key",
        ));
    }
    equalities.iter().try_for_each(|(path, value)| check_operand(path.root(), value, table))
}

fn check_operand(name: &str, value: &Value, table: &TableDef) -> Result<()> {
    let declared = table.kind(name);
    if !kind_matches(value.kind(), declared) {
        return Err(Error::validation(format!(
            "Type of '{name}' attribute in SearchConditionExpression ({}) does not match type in search schema ({})",
            value.kind().as_str(),
            declared.map_or("", |kind| kind.as_str())
        )));
    }
    empty_kind_of(value).map_or(Ok(()), |kind| Err(empty(name, kind)))
}
