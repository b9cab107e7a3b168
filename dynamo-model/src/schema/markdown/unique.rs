//! What no two items have in common.

use std::fmt;

use super::cells::{code, codes, section};
use crate::schema::{EntitySchema, TableSchema, UniqueSchema};

/// Writes a row for every constraint.
pub(super) fn write(text: &mut String, table: &TableSchema) -> fmt::Result {
    let of_entity = |entity: &&'static EntitySchema| {
        let entity = *entity;
        entity.unique.iter().map(move |unique| constraint(entity, unique))
    };
    let rows: Vec<[String; 4]> = table.entities.iter().flat_map(of_entity).collect();
    section(text, "Unique values", ["entity", "attributes", "compared by", "guards"], &rows)
}

fn constraint(entity: &EntitySchema, unique: &UniqueSchema) -> [String; 4] {
    let fields = unique.parts.iter().filter_map(|part| entity.fields.get(part.field));
    let attributes = codes(fields.map(|field| field.attribute));
    let normalize = codes(unique.parts.iter().flat_map(|part| part.normalize).copied());
    let normalize = if normalize.is_empty() { "itself".to_owned() } else { normalize };
    [code(entity.rust_name), attributes, normalize, code(&format!("{}…", unique.prefix))]
}
