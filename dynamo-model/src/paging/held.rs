//! Filters that an index cannot answer.

use crate::error::{Error, Result};
use crate::expr::{Condition, Path};
use crate::schema::{IndexSchema, ProjectionSchema, TableSchema};

/// Refuses a filter on what an index does not hold, which no item there would fulfil. The compiler does where the filter is
/// made for its query; it knows nothing of one that was made elsewhere, or is on what a document holds.
pub(crate) fn check_held(filter: &Condition, index: Option<&IndexSchema>, table: &TableSchema) -> Result<()> {
    let Some(index) = index else { return Ok(()) };
    match filter.paths().find(|path| !is_held(path.root(), index, table)) {
        None => Ok(()),
        Some(path) => Err(Error::validation(format!(
            "index `{}` does not hold `{}`, so no item there fulfils the filter; add it to a `project(…)`, or filter what the read returns",
            index.name,
            path.root()
        ))),
    }
}

fn is_held(name: &str, index: &IndexSchema, table: &TableSchema) -> bool {
    let is_tag = table.entity_type == Some(name) && index.projection != ProjectionSchema::KeysOnly;
    is_tag || index.holds(table, name)
}

/// Refuses a filter where the items are read from the table, once the index has said which.
pub(crate) fn not_filtered(index: &IndexSchema) -> Error {
    Error::validation(format!(
        "index `{}` may not hold what a filter looks at; filter what the read returns",
        index.name
    ))
}

/// Refuses a consistent read where the items are read from the table, once the index has said which.
pub(crate) fn not_consistent(index: &IndexSchema) -> Error {
    Error::validation(format!(
        "what index `{}` finds is read from the table, and the read cannot be consistent; leave out `consistent`",
        index.name
    ))
}

/// Refuses a filter on the key attributes of what is queried, as the service does.
pub(crate) fn check_no_key(
    filter: &Condition,
    index: Option<&IndexSchema>,
    table: &TableSchema,
) -> Result<()> {
    let key = index.map_or(&table.key, |index| &index.key);
    match filter.paths().map(Path::root).find(|name| key.has(name)) {
        None => Ok(()),
        Some(name) => Err(Error::validation(format!(
            "`{name}` is a key attribute of what is queried, and a query takes no filter on it; name it in the key, or filter what the query returns"
        ))),
    }
}
