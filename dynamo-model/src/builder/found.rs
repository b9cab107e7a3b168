//! Whether a table that exists is the one that is declared.

use std::iter::repeat;

use crate::error::{Error, Result};
use crate::request::{CreateTable, IndexProjection, TableDescription, VectorIndex};

/// Checks that a table is as it is declared, or has more.
pub(super) fn check_same(wanted: &CreateTable, found: &TableDescription) -> Result<()> {
    let differs = |what: String| {
        let table = &wanted.table;
        Err(Error::validation(format!(
            "table `{table}` exists, but {what}; change the declaration or use another table"
        )))
    };
    if wanted.key != found.key {
        let names: Vec<&str> = found.key.attributes().collect();
        return differs(format!("its key is {}", names.join(", ")));
    }
    if let Some(other) = wanted
        .attributes
        .iter()
        .find(|own| found.attributes.iter().any(|theirs| theirs.name == own.name && theirs.kind != own.kind))
    {
        return differs(format!("its key attribute `{}` is not of type {}", other.name, other.kind.as_str()));
    }
    let globals = wanted.global_indexes.iter().zip(repeat(&found.global_indexes));
    let locals = wanted.local_indexes.iter().zip(repeat(&found.local_indexes));
    for (index, theirs) in globals.chain(locals) {
        match theirs.iter().find(|theirs| theirs.definition.name == index.name) {
            None => return differs(format!("it has no index `{}`", index.name)),
            Some(theirs) if theirs.definition.key != index.key => {
                return differs(format!("its index `{}` has another key", index.name));
            }
            Some(theirs) if !holds(&theirs.definition.projection, &index.projection) => {
                return differs(format!("its index `{}` holds fewer attributes", index.name));
            }
            Some(_) => {}
        }
    }
    for index in &wanted.vector_indexes {
        let found = found.vector_indexes.iter().map(|found| &found.definition);
        match found.clone().find(|found| found.name == index.name) {
            None => return differs(format!("it has no vector index `{}`", index.name)),
            Some(found) if !compares_alike(found, index) => {
                return differs(format!(
                    "its vector index `{}` compares or filters by something else",
                    index.name
                ));
            }
            Some(found) if !holds(&found.projection, &index.projection) => {
                return differs(format!("its vector index `{}` holds fewer attributes", index.name));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether a vector index compares what is wanted of it, and filters by all that is, or more.
fn compares_alike(found: &VectorIndex, wanted: &VectorIndex) -> bool {
    let compares = |index: &VectorIndex| (index.attribute.clone(), index.dimensions, index.distance);
    let filters = found.schema.filters();
    compares(found) == compares(wanted)
        && found.schema.partition() == wanted.schema.partition()
        && wanted.schema.filters().iter().all(|name| filters.contains(name))
}

/// Whether an index holds what is wanted of it, or more.
fn holds(found: &IndexProjection, wanted: &IndexProjection) -> bool {
    match (found, wanted) {
        (IndexProjection::All, _) | (_, IndexProjection::KeysOnly) => true,
        (IndexProjection::Include(found), IndexProjection::Include(wanted)) => {
            wanted.iter().all(|name| found.contains(name))
        }
        _ => false,
    }
}
