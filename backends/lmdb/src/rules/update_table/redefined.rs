//! Attributes that new indexes would give another type than they have.

use dynamo_model::Result;
use dynamo_model::request::{AttributeDefinition, IndexDefinition, KeySchema, UpdateTable, VectorIndex};

use super::super::create_table::vector;
use crate::table::TableDef;

/// Requires that the attributes of a new index's key are no vectors, and have the types that other keys give them.
pub(super) fn check_key(request: &UpdateTable, definition: &IndexDefinition, table: &TableDef) -> Result<()> {
    let new = || shown(&definition.key, |name| kind_of(&request.attributes, name));
    let is_key = |name: &str| definition.key.attributes().any(|key| key == name);
    if let Some(index) = table.vectors.iter().find(|index| is_key(&index.definition.attribute)) {
        return Err(vector::redefined(&vector::shown(&index.definition), &new()));
    }
    check_types(request, definition.key.attributes(), table, new)
}

/// Requires that what searches of a new index are narrowed by has the types that keys give it.
pub(super) fn check_search_schema(
    request: &UpdateTable,
    definition: &VectorIndex,
    table: &TableDef,
) -> Result<()> {
    let is_new = |name: &str| definition.schema.attributes().any(|new| new == name);
    if let Some(index) = table.vectors.iter().find(|index| is_new(&index.definition.attribute)) {
        return Err(vector::redefined(&vector::shown(&index.definition), &vector::shown(definition)));
    }
    check_types(request, definition.schema.attributes(), table, || vector::shown(definition))
}

/// Requires that no vector is an attribute of a key that is there, or what searches are narrowed by.
pub(super) fn check_not_key(definition: &VectorIndex, table: &TableDef) -> Result<()> {
    let name = &definition.attribute;
    match key_with(name, table).or_else(|| narrowed_by(name, table)) {
        None => Ok(()),
        Some(existing) => Err(vector::redefined(&existing, &vector::shown(definition))),
    }
}

fn check_types<'n>(
    request: &UpdateTable,
    mut names: impl Iterator<Item = &'n str>,
    table: &TableDef,
    new: impl FnOnce() -> String,
) -> Result<()> {
    let is_other = |name: &&str| kind_of(&table.attributes, name) != kind_of(&request.attributes, name);
    let Some(other) = names.find(|name| table.kind(name).is_some() && is_other(name)) else { return Ok(()) };
    let existing = key_with(other, table).or_else(|| narrowed_by(other, table));
    Err(vector::redefined(&existing.unwrap_or_default(), &new()))
}

/// Finds a key with an attribute: that of the table, or else of an index.
fn key_with(attribute: &str, table: &TableDef) -> Option<String> {
    let mut keys = std::iter::once(&table.key).chain(table.indexes.iter().map(|index| &index.key));
    let key = keys.find(|key| key.attributes().any(|name| name == attribute))?;
    Some(shown(key, |name| kind_of(&table.attributes, name)))
}

/// Finds a vector index whose searches are narrowed by an attribute. How the service shows that is not known.
fn narrowed_by(attribute: &str, table: &TableDef) -> Option<String> {
    let mut indexes = table.vectors.iter().map(|index| &index.definition);
    let index = indexes.find(|index| index.schema.attributes().any(|of| of == attribute))?;
    Some(vector::shown(index))
}

fn kind_of(attributes: &[AttributeDefinition], name: &str) -> &'static str {
    attributes.iter().find(|attribute| attribute.name == name).map_or("", |attribute| attribute.kind.as_str())
}

/// Writes a key as the service shows it where an attribute has two types.
fn shown(key: &KeySchema, kind: impl Fn(&str) -> &'static str) -> String {
    let element = |name: &String, role: &str| format!("SchemaElement: key{{{name}:{}:{role}}}", kind(name));
    let partition = key.partition().iter().map(|name| element(name, "HASH"));
    let sort = key.sort().iter().map(|name| element(name, "RANGE"));
    format!("Schema:[{}]", partition.chain(sort).collect::<Vec<_>>().join(", "))
}
