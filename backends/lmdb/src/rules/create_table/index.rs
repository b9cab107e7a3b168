//! Secondary indexes of a new table.

use std::collections::BTreeSet;

use dynamo_model::request::{CreateTable, IndexDefinition, IndexProjection, KeySchema};
use dynamo_model::{Error, Result};

use super::schema::{check_defined, check_distinct, check_single};
use super::{billing, invalid, vector, warm};

const MOST_LOCAL: usize = 5;
pub(in crate::rules) const MOST_GLOBAL: usize = 20;
/// Of partition key attributes, and of sort key attributes, of one global index.
const MOST_PARTS: usize = 4;
/// Of attributes included by name, over all indexes.
const MOST_INCLUDED: usize = 100;

/// Checks the keys of local indexes: the table's partition, another order.
pub(super) fn check_local_keys(request: &CreateTable) -> Result<()> {
    if request.local_indexes.len() > MOST_LOCAL {
        return Err(invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5"));
    }
    request.local_indexes.iter().try_for_each(|index| {
        check_single(&index.key)?;
        check_defined(&request.attributes, &index.key)?;
        check_local_key(request, index)
    })
}

/// Checks what local indexes hold.
pub(super) fn check_local(request: &CreateTable) -> Result<()> {
    request.local_indexes.iter().try_for_each(|index| check_projection(&index.projection))
}

fn check_local_key(request: &CreateTable, index: &IndexDefinition) -> Result<()> {
    if index.key.sort().is_empty() {
        return Err(invalid(format_args!(
            "Index KeySchema does not have a range key for index: {}",
            index.name
        )));
    }
    match (index.key.partition().first(), request.key.partition().first()) {
        (Some(own), Some(table)) if own != table => Err(invalid(format_args!(
            "Index KeySchema does not have the same leading hash key as table KeySchema for index: {}. \
             index hash key: {own}, table hash key: {table}",
            index.name
        ))),
        _ => Ok(()),
    }
}

/// Checks the keys of global indexes.
pub(super) fn check_global_keys(request: &CreateTable) -> Result<()> {
    if request.global_indexes.len() > MOST_GLOBAL {
        return Err(too_many_global());
    }
    request.global_indexes.iter().try_for_each(|index| {
        check_global_key(index)?;
        check_defined(&request.attributes, &index.key)
    })
}

/// Checks what global indexes hold, and their throughput.
pub(super) fn check_global(request: &CreateTable) -> Result<()> {
    request.global_indexes.iter().try_for_each(|index| {
        check_projection(&index.projection)?;
        billing::check_index(index, request.billing, billing::missing_for_index)?;
        warm::check_index(index, request.billing)
    })
}

/// Checks the key of a global index on its own.
pub(in crate::rules) fn check_global_key(index: &IndexDefinition) -> Result<()> {
    check_distinct(&index.key)?;
    check_parts(&index.key)
}

/// Makes the error of a table with too many global indexes.
pub(in crate::rules) fn too_many_global() -> Error {
    invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20")
}

fn check_parts(key: &KeySchema) -> Result<()> {
    for (kind, attributes) in [("HASH", key.partition()), ("RANGE", key.sort())] {
        if attributes.len() > MOST_PARTS {
            return Err(invalid(format_args!(
                "The KeySchema exceeds the maximum allowed number of {kind} key attributes"
            )));
        }
    }
    Ok(())
}

pub(in crate::rules) fn check_projection(projection: &IndexProjection) -> Result<()> {
    let IndexProjection::Include(names) = projection else {
        return Ok(());
    };
    if names.is_empty() {
        return Err(invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified"));
    }
    let mut seen = BTreeSet::new();
    match names.iter().find(|name| !seen.insert(*name)) {
        None => Ok(()),
        Some(name) => Err(invalid(format_args!("Duplicate element in NonKeyAttributes: {name}"))),
    }
}

/// Requires that no two indexes, of whatever kind, share a name.
pub(super) fn check_names(request: &CreateTable) -> Result<()> {
    let mut seen = BTreeSet::new();
    let vectors = request.vector_indexes.iter().map(|index| &index.name);
    match indexes(request).map(|index| &index.name).chain(vectors).find(|name| !seen.insert(*name)) {
        None => Ok(()),
        Some(name) => Err(invalid(format_args!("Duplicate index name: {name}"))),
    }
}

/// Limits the attributes included by name over all indexes together.
pub(super) fn check_included_total(request: &CreateTable) -> Result<()> {
    let vectors = request.vector_indexes.iter().map(vector::included);
    check_included(indexes(request).map(|index| included(&index.projection)).chain(vectors))
}

/// Counts the attributes that a projection includes by name.
pub(in crate::rules) fn included(projection: &IndexProjection) -> usize {
    match projection {
        IndexProjection::Include(names) => names.len(),
        IndexProjection::All | IndexProjection::KeysOnly => 0,
    }
}

/// Limits the attributes included by name, counted index by index, over all of a table together.
pub(in crate::rules) fn check_included(included: impl Iterator<Item = usize>) -> Result<()> {
    if included.sum::<usize>() <= MOST_INCLUDED {
        return Ok(());
    }
    // The service's words for this are not known.
    Err(invalid("Total number of NonKeyAttributes exceeds the per-table limit of 100"))
}

fn indexes(request: &CreateTable) -> impl Iterator<Item = &IndexDefinition> {
    request.local_indexes.iter().chain(&request.global_indexes)
}
