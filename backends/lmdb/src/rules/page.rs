//! What a query and a scan may ask alike: which index, and what of its items.

use std::collections::BTreeSet;

use dynamo_model::expr::{Condition, Path};
use dynamo_model::request::{IndexProjection, Select};
use dynamo_model::{Error, Result};

use crate::read::Read;
use crate::table::{IndexDef, Scope, TableDef};

/// What reads page by page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Query,
    Scan,
}

/// Refuses to read a vector index, which is only searched.
pub(super) fn check_not_vectors(read: &Read<'_>, table: &TableDef, operation: Operation) -> Result<()> {
    match operation {
        _ if read.index.and_then(|name| table.vector(name)).is_none() => Ok(()),
        Operation::Query if read.consistent => Err(never_consistent()),
        // One of them ends with a stop.
        Operation::Query => Err(Error::validation("Query operation not supported on this index type.")),
        Operation::Scan => Err(Error::validation("Scan operation not supported on this index type")),
    }
}

fn never_consistent() -> Error {
    Error::validation("Consistent reads are not supported on global secondary indexes")
}

/// Finds the index to read, which must exist and be whole. A global one is never consistent.
pub(super) fn index<'t>(read: &Read<'_>, table: &'t TableDef) -> Result<Option<&'t IndexDef>> {
    let Some(name) = read.index else {
        return Ok(None);
    };
    let Some(index) = table.index(name) else {
        return Err(Error::validation(format!("The table does not have the specified index: {name}")));
    };
    if !index.filled.is_whole() {
        return Err(Error::validation(format!(
            "Cannot read from backfilling global secondary index: {name}"
        )));
    }
    if read.consistent && index.scope == Scope::Global {
        return Err(never_consistent());
    }
    Ok(Some(index))
}

/// Requires that the index holds what is asked of it: a global index never looks into the table, and no filter does.
pub(super) fn check_projected(read: &Read<'_>, table: &TableDef, index: &IndexDef) -> Result<()> {
    if index.scope == Scope::Global {
        check_returned(read, table, index)?;
    }
    let filter = read.filter.into_iter().flat_map(Condition::paths);
    if let Some(names) = not_projected(filter, table, index) {
        return Err(Error::validation(format!(
            "One or more parameter values were invalid: Secondary index {} does not project one or more filter \
             attributes: [{names}]",
            index.name
        )));
    }
    Ok(())
}

fn check_returned(read: &Read<'_>, table: &TableDef, index: &IndexDef) -> Result<()> {
    if read.select == Some(Select::AllAttributes) && index.projection != IndexProjection::All {
        return Err(Error::validation(format!(
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global \
             secondary index {} because its projection type is not ALL",
            index.name
        )));
    }
    let projection = read.projection.into_iter().flat_map(|projection| projection.paths());
    if let Some(names) = not_projected(projection, table, index) {
        return Err(Error::validation(format!(
            "One or more parameter values were invalid: Global secondary index {} does not project {names}",
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
    let missing: BTreeSet<&str> =
        paths.into_iter().map(Path::root).filter(|name| !index.holds(name, &table.key)).collect();
    (!missing.is_empty()).then(|| missing.into_iter().collect::<Vec<_>>().join(", "))
}
