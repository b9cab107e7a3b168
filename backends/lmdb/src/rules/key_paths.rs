//! Paths that start at key attributes: they end there, too.

use dynamo_model::expr::{Condition, Path, Projection, Update};
use dynamo_model::{Error, Result};

use crate::table::TableDef;

/// Requires that a condition treats key attributes as the scalars they are.
pub(super) fn check_condition(condition: Option<&Condition>, table: &TableDef) -> Result<()> {
    condition.map_or(Ok(()), |condition| check(condition.paths(), table))
}

/// Requires that an update treats key attributes as the scalars they are.
pub(super) fn check_update(update: &Update, table: &TableDef) -> Result<()> {
    check(update.paths(), table)
}

/// Requires that no path leads below a key attribute of the table or of an index.
fn check<'p>(paths: impl IntoIterator<Item = &'p Path>, table: &TableDef) -> Result<()> {
    let below: Vec<&Path> = paths.into_iter().filter(|path| !path.rest().is_empty()).collect();
    let in_key = |name: &str| table.key.attributes().any(|key| key == name);
    check_none(&below, in_key, "Key")?;
    check_none(&below, |name| table.is_index_key(name), "IndexKey")
}

/// Refuses paths below a key attribute; `label` says whose key.
fn check_none(below: &[&Path], is_key: impl Fn(&str) -> bool, label: &str) -> Result<()> {
    match below.iter().find(|path| is_key(path.root())) {
        None => Ok(()),
        Some(path) => Err(Error::validation(format!(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {label}: {}",
            path.root()
        ))),
    }
}

/// Requires that a projection treats key attributes as the scalars they are.
pub(crate) fn check_projection(projection: Option<&Projection>, table: &TableDef) -> Result<()> {
    projection.map_or(Ok(()), |projection| check(projection.paths(), table))
}
