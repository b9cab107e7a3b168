//! Paths that start at key attributes: they end there, too.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Path, Projection, Update};

use super::expression::{check_scalar_keys, condition_paths, operand_paths};
use crate::table::TableDef;

/// Requires that a condition treats key attributes as the scalars they are.
pub(super) fn check_condition(condition: Option<&Condition>, table: &TableDef) -> Result<()> {
    condition.map_or(Ok(()), |condition| check(&condition_paths(condition), table))
}

/// Requires that an update treats key attributes as the scalars they are.
pub(super) fn check_update(update: &Update, table: &TableDef) -> Result<()> {
    let paths: Vec<&Path> = update.targets().chain(operand_paths(update)).collect();
    check(&paths, table)
}

/// Requires that no path leads below a key attribute of the table or of an index.
fn check(paths: &[&Path], table: &TableDef) -> Result<()> {
    let in_key = |name: &str| table.key.attributes().any(|key| key == name);
    let in_index =
        |name: &str| table.indexes.iter().any(|index| index.key.attributes().any(|key| key == name));
    check_scalar_keys(paths.iter().copied(), in_key, "Key")?;
    check_scalar_keys(paths.iter().copied(), in_index, "IndexKey")
}

/// Requires that a projection treats key attributes as the scalars they are.
pub(crate) fn check_projection(projection: Option<&Projection>, table: &TableDef) -> Result<()> {
    projection.map_or(Ok(()), |projection| check(&projection.paths().iter().collect::<Vec<_>>(), table))
}
