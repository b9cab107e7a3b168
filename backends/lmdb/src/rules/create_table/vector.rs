//! Vector indexes of a table, new or not.

use std::collections::BTreeSet;

use dynamo_model::request::{AttributeDefinition, BillingMode, CreateTable, VectorIndex};
use dynamo_model::{Error, Result};

use super::schema::is_defined;
use super::{index, invalid};

pub(in crate::rules) const MOST_VECTOR: usize = 5;
const MOST_DIMENSIONS: u32 = 4096;
const MOST_PARTITIONS: usize = 1;
const MOST_FILTERS: usize = 18;
/// Of attributes included by name, the vector and the filters among them.
const MOST_INCLUDED: usize = 20;

/// Checks the vector indexes of a new table.
pub(super) fn check(request: &CreateTable) -> Result<()> {
    let indexes = &request.vector_indexes;
    if indexes.is_empty() {
        return Ok(());
    }
    if indexes.len() > MOST_VECTOR {
        return Err(invalid("VectorIndex count exceeds the per-table limit of 5"));
    }
    check_billing(request.billing)?;
    indexes.iter().try_for_each(|index| check_index(index, &request.attributes))?;
    for (place, index) in indexes.iter().enumerate() {
        check_dimensions(index, indexes.iter().take(place))?;
    }
    Ok(())
}

/// Requires what every table with vector indexes has.
pub(in crate::rules) fn check_billing(billing: BillingMode) -> Result<()> {
    match billing {
        BillingMode::OnDemand => Ok(()),
        BillingMode::Provisioned(_) => {
            Err(invalid("Vector indexes are only supported for PAY_PER_REQUEST tables"))
        }
    }
}

/// Checks an index by itself, and against the definitions that the request has of attributes.
pub(in crate::rules) fn check_index(index: &VectorIndex, defined: &[AttributeDefinition]) -> Result<()> {
    if index.dimensions > MOST_DIMENSIONS {
        return Err(invalid("Number of dimensions must be between 1 and 4096 inclusive."));
    }
    check_schema(index, defined)?;
    if is_defined(defined, &index.attribute) {
        return Err(invalid(format_args!(
            "Conflicting attribute definition for '{}'. An attribute cannot be defined in AttributeDefinitions when \
             used as a VectorAttribute.",
            index.attribute
        )));
    }
    index::check_projection(&index.projection)?;
    match included(index) {
        0..=MOST_INCLUDED => Ok(()),
        // The service's words for this are not known.
        count => Err(invalid(format_args!(
            "Number of projected attributes of index {} is {count} with the VectorAttribute and INLINE_FILTER attributes, \
             which count, too; it must not exceed {MOST_INCLUDED}",
            index.name
        ))),
    }
}

fn check_schema(index: &VectorIndex, defined: &[AttributeDefinition]) -> Result<()> {
    let schema = &index.schema;
    for (kind, found, most) in [
        ("HASH", schema.partition().len(), MOST_PARTITIONS),
        ("INLINE_FILTER", schema.filters().len(), MOST_FILTERS),
    ] {
        if found > most {
            return Err(invalid(format_args!(
                "Value '{found}' at 'SearchSchema' failed to satisfy constraint: Member must have {kind} count less \
                 than or equal to {most}"
            )));
        }
    }
    let mut seen = BTreeSet::new();
    if !schema.attributes().all(|name| seen.insert(name)) {
        return Err(invalid("SearchSchema contains a duplicate AttributeName"));
    }
    if !schema.attributes().all(|name| is_defined(defined, name)) {
        return Err(invalid("One element in SearchSchema is not defined in attribute definitions"));
    }
    Ok(())
}

/// Requires that all vectors of one attribute have as many dimensions.
pub(in crate::rules) fn check_dimensions<'i>(
    index: &VectorIndex,
    others: impl IntoIterator<Item = &'i VectorIndex>,
) -> Result<()> {
    let VectorIndex { attribute, dimensions, .. } = index;
    let mut others = others.into_iter();
    if !others.any(|other| other.attribute == *attribute && other.dimensions != *dimensions) {
        return Ok(());
    }
    Err(invalid(format_args!(
        "Conflicting attribute definition for '{attribute}'. All VectorIndexes on the same vector attribute must use \
         the same dimensions."
    )))
}

/// Counts what an index includes by name, of those that include anything so: the vector and the filters count, too.
pub(in crate::rules) fn included(index: &VectorIndex) -> usize {
    match index::included(&index.projection) {
        0 => 0,
        names => names + 1 + index.schema.filters().len(),
    }
}

/// Makes the error of a vector that is the attribute of a key, or the other way round.
pub(in crate::rules) fn redefined(existing: &str, new: &str) -> Error {
    invalid(format_args!(
        "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. \
         Existing schema: {existing} New schema: {new}"
    ))
}

/// Writes a vector as the service shows it in such errors.
pub(in crate::rules) fn shown(index: &VectorIndex) -> String {
    format!("VectorIndexSchema:[VectorAttribute: key{{{}:L:{}}}]", index.attribute, index.dimensions)
}
