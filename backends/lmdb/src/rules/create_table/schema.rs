//! The table's own key, and the attribute definitions all keys share.

use std::collections::BTreeSet;

use dynamo_model::request::{AttributeDefinition, CreateTable, KeySchema};
use dynamo_model::{Error, Result};

use super::invalid;

/// In bytes.
const LONGEST_NAME: usize = 255;

/// Checks the table's key, and definitions by themselves.
pub(super) fn check_key(request: &CreateTable) -> Result<()> {
    // Too few definitions are seen before any of them is looked at.
    check_enough(&request.attributes, &request.key)?;
    check_single(&request.key)?;
    check_definitions(&request.attributes)?;
    check_defined(&request.attributes, &request.key)
}

/// Checks that definitions are those of all keys together and no more. That there cannot be local indexes comes before.
pub(super) fn check_used(request: &CreateTable) -> Result<()> {
    if !request.local_indexes.is_empty() && request.key.sort().is_empty() {
        return Err(invalid(
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
        ));
    }
    keys(request).try_for_each(|key| check_defined(&request.attributes, key))?;
    let mut used: BTreeSet<&str> = keys(request).flat_map(KeySchema::attributes).collect();
    used.extend(request.vector_indexes.iter().flat_map(|index| index.schema.attributes()));
    // Whoever defines a vector is told that there.
    let is_vector = |name: &str| request.vector_indexes.iter().any(|index| index.attribute == name);
    if request.attributes.iter().all(|a| used.contains(a.name.as_str()) || is_vector(&a.name)) {
        return Ok(());
    }
    if request.global_indexes.is_empty()
        && request.local_indexes.is_empty()
        && request.vector_indexes.is_empty()
    {
        return Err(invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in \
             AttributeDefinitions",
        ));
    }
    Err(invalid(format_args!(
        "Some AttributeDefinitions are not used. AttributeDefinitions: [{}], keys used: [{}]",
        names(&request.attributes).join(", "),
        Vec::from_iter(used).join(", ")
    )))
}

/// Checks the key of a table or local index: one attribute for the partition, at most one for the order.
pub(super) fn check_single(key: &KeySchema) -> Result<()> {
    if !is_distinct(key) {
        return Err(alike());
    }
    if key.partition().len() > 1 {
        return Err(Error::validation(
            "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
        ));
    }
    Ok(())
}

/// Requires that no attribute is in a key of a global index twice.
pub(super) fn check_distinct(key: &KeySchema) -> Result<()> {
    if is_distinct(key) {
        return Ok(());
    }
    match (key.partition(), key.sort()) {
        ([_], [_]) => Err(alike()),
        _ => Err(Error::validation("The KeySchema contains multiple key attributes with the same name")),
    }
}

fn is_distinct(key: &KeySchema) -> bool {
    let mut seen = BTreeSet::new();
    key.attributes().all(|name| seen.insert(name))
}

/// Makes the error of a key of one attribute twice.
fn alike() -> Error {
    Error::validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
}

/// Requires as many definitions as a key has attributes.
fn check_enough(defined: &[AttributeDefinition], key: &KeySchema) -> Result<()> {
    if key.attributes().count() <= defined.len() {
        return Ok(());
    }
    Err(Error::validation("Invalid KeySchema: Some index key attribute have no definition"))
}

/// Requires a definition of every attribute of a key.
pub(in crate::rules) fn check_defined(defined: &[AttributeDefinition], key: &KeySchema) -> Result<()> {
    check_enough(defined, key)?;
    if key.attributes().all(|name| is_defined(defined, name)) {
        return Ok(());
    }
    let keys: Vec<&str> = key.attributes().collect();
    Err(invalid(format_args!(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], AttributeDefinitions: [{}]",
        keys.join(", "),
        names(defined).join(", ")
    )))
}

fn names(attributes: &[AttributeDefinition]) -> Vec<&str> {
    attributes.iter().map(|attribute| attribute.name.as_str()).collect()
}

/// Checks definitions by themselves: each is there once, and its name is short as bytes, too. Members have so many
/// characters at most, however long those are.
pub(in crate::rules) fn check_definitions(attributes: &[AttributeDefinition]) -> Result<()> {
    if attributes.iter().any(|attribute| attribute.name.len() > LONGEST_NAME) {
        return Err(Error::validation("Attribute name size has exceeded the maximum size"));
    }
    let mut seen = BTreeSet::new();
    match attributes.iter().find(|attribute| !seen.insert(&attribute.name)) {
        None => Ok(()),
        Some(AttributeDefinition { name, .. }) => {
            Err(Error::validation(format!("Attribute Name is duplicated: {name}")))
        }
    }
}

pub(in crate::rules) fn is_defined(attributes: &[AttributeDefinition], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.name == name)
}

fn keys(request: &CreateTable) -> impl Iterator<Item = &KeySchema> {
    let indexes = request.global_indexes.iter().chain(&request.local_indexes);
    std::iter::once(&request.key).chain(indexes.map(|index| &index.key))
}
