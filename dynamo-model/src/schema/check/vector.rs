//! Whether an entity fits the vector indexes of its table: vectors have the length that is compared, and searches find
//! whole entities, and no others.

use super::super::message::{Mistake, about, none_of};
use super::super::{
    AccessSchema, EntitySchema, FieldPart, FieldPlace, FieldSchema, IndexSchema, KeyAttribute,
    ProjectionSchema, TableSchema, Template, VectorSchema, shares_range,
};
use super::{membership, open, projection, retention};
use crate::request::KeyKind;

/// Checks the pattern that an entity has on a vector index.
pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    vector: &VectorSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    none_of!(is_in_one_partition(entity, access, index));
    match entity.stored_as(vector.attribute) {
        Some((_, field)) => none_of!(is_such_a_vector(entity, field, index, vector)),
        None => return Some(has_no_vector(entity, index, vector)),
    }
    none_of!(is_told_apart(entity, access, index, vector, table));
    let mut filters = access.filter;
    while let [filter, rest @ ..] = filters {
        none_of!(is_filtered_by(entity, filter, index, vector));
        filters = rest;
    }
    none_of!(retention::check_index(entity, access, index));
    none_of!(open::check_index(entity, access, index, table));
    if access.hydrate { None } else { gives_all(entity, access, index, table) }
}

/// Checks the vectors of an entity in those indexes that it has no pattern on: items are in them all the same, and the
/// service refuses such as have another length.
pub(super) const fn check_fields(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    let mut indexes = table.indexes;
    while let [index, rest @ ..] = indexes {
        if let Some(vector) = &index.vector
            && entity.on_index(index.name).is_none()
            && let Some((_, field)) = entity.stored_as(vector.attribute)
        {
            none_of!(is_such_a_vector(entity, field, index, vector));
        }
        indexes = rest;
    }
    None
}

/// The mistake of a pattern on another index that names what to filter by.
pub(super) const fn filters_nothing(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
) -> Mistake {
    let mistake = about(entity).text("access pattern ").code(access.name).text(" has a `filter`, but index ");
    let mistake = mistake.code(index.name).text(" is no vector index");
    mistake.help("remove `filter(…)`: queries are filtered by any attribute")
}

const fn is_in_one_partition(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
) -> Option<Mistake> {
    let mut templates = access.pk;
    while let [template, rest @ ..] = templates {
        if template.shards().is_some() {
            let mistake = about(entity).text("partition key template \"").text(template.text);
            let mistake = mistake.text("\" has shards, and a search of index ").code(index.name);
            return Some(mistake.text(" is of one partition").help("remove `{shard(…)}`"));
        }
        templates = rest;
    }
    None
}

/// Checks a field that holds the vectors of an index.
pub(in crate::schema) const fn is_such_a_vector(
    entity: &EntitySchema,
    field: &FieldSchema,
    index: &IndexSchema,
    vector: &VectorSchema,
) -> Option<Mistake> {
    let mistake = about(entity).text("field ").code(field.name);
    let Some(dimensions) = field.dimensions() else {
        let mistake = mistake.text(" is a ").code(field.ty).text(", and vector index ").code(index.name);
        let mistake = mistake.text(" compares vectors");
        return Some(
            vector_type(mistake.help("write "), vector).text(", or store the field under another name"),
        );
    };
    if !field.plain {
        let mistake = mistake.text(" is not stored as a vector, by serde\u{2019}s `with`, and vector index ");
        return Some(mistake.code(index.name).text(" compares vectors").help("remove `with`"));
    }
    if dimensions == vector.dimensions as usize {
        return None;
    }
    let mistake = mistake.text(" is a vector of ").number(dimensions).text(" numbers, and vector index ");
    let mistake = mistake.code(index.name).text(" compares vectors of ").number(vector.dimensions as usize);
    let mistake = vector_type(mistake.help("write "), vector).text(", or `dimensions = ").number(dimensions);
    Some(mistake.text("` on the index"))
}

const fn vector_type(mistake: Mistake, vector: &VectorSchema) -> Mistake {
    mistake.text("`Vector<").number(vector.dimensions as usize).text(">`")
}

const fn has_no_vector(entity: &EntitySchema, index: &IndexSchema, vector: &VectorSchema) -> Mistake {
    let mistake = about(entity).text("no field is stored as ").code(vector.attribute);
    let mistake = mistake.text(", the vectors of index ").code(index.name);
    let mistake = mistake.help("add a field `").text(vector.attribute).text(": Vector<");
    mistake
        .number(vector.dimensions as usize)
        .text(">`, or store one under that name, with `#[serde(rename = \"…\")]`")
}

/// A search returns what is nearest, whatever entity it is.
const fn is_told_apart(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    vector: &VectorSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    let Some(tag) = table.entity_type else {
        return membership::check_shared(entity, access, None, table);
    };
    let filters = match vector.filter(tag) {
        Some(KeyAttribute { kind, .. }) => matches!(kind, KeyKind::S),
        None => false,
    };
    if (filters && !table.adopts) || !shares_range(entity, access, table) {
        return None;
    }
    let mistake = about(entity).text("what access pattern ").code(access.name);
    let mistake = mistake.text(" searches may have other entities");
    if filters {
        let mistake = mistake.text(", and some without ").code(tag).text(" if the table adopts them");
        return Some(
            mistake.help("remove `adopt`, or give the entities attributes of other names for their vectors"),
        );
    }
    let mistake = mistake.text(", and index ").code(index.name).text(" does not filter by ").code(tag);
    let mistake = mistake.text(", which tells them apart").help("add \"").text(tag);
    Some(mistake.text("\" to `filter(…)` of the index"))
}

const fn is_filtered_by(
    entity: &EntitySchema,
    filter: &Template,
    index: &IndexSchema,
    vector: &VectorSchema,
) -> Option<Mistake> {
    let Some(part) = filter.only_field() else { return None };
    let (_, fields) = entity.fields.split_at(part.field);
    let [field, ..] = fields else { return None };
    if !field.is_attribute() {
        let mistake = about(entity).text("field ").code(field.name);
        let mistake = mistake.text(" is no attribute of its own, and no search filters by it");
        return Some(mistake.help("remove it from `filter(…)`"));
    }
    match vector.filter(field.attribute) {
        Some(attribute) => has_its_type(entity, part, field, attribute, index),
        None => Some(does_not_filter(entity, field, index, vector)),
    }
}

const fn does_not_filter(
    entity: &EntitySchema,
    field: &FieldSchema,
    index: &IndexSchema,
    vector: &VectorSchema,
) -> Mistake {
    let mistake = about(entity).text("vector index ").code(index.name).text(" does not filter by ");
    let mut mistake = mistake.code(field.attribute);
    if vector.filters.is_empty() {
        mistake = mistake.help("");
    } else {
        mistake = mistake.help("it filters by");
        let mut filters = vector.filters;
        while let [filter, rest @ ..] = filters {
            mistake = mistake.text(" ").code(filter.name);
            if !rest.is_empty() {
                mistake = mistake.text(",");
            }
            filters = rest;
        }
        mistake = mistake.text("; name one of them, or ");
    }
    mistake.text("add ").code(field.attribute).text(" to `filter(…)` of the index")
}

const fn has_its_type(
    entity: &EntitySchema,
    part: &FieldPart,
    field: &FieldSchema,
    attribute: &KeyAttribute,
    index: &IndexSchema,
) -> Option<Mistake> {
    let shape = &part.shape;
    // What has a text is stored as that.
    let (text, bytes) = (shape.natural && shape.text, shape.natural && shape.binary && !shape.text);
    let (number, text) = (shape.number && !shape.reversed, text && field.plain);
    let (fits, is) = match attribute.kind {
        KeyKind::S => (text, if number { "N" } else { "B" }),
        KeyKind::N => (number && field.plain, if text { "S" } else { "B" }),
        KeyKind::B => (bytes && field.plain, if number { "N" } else { "S" }),
    };
    if fits {
        return None;
    }
    let mistake = about(entity).text("field ").code(field.name).text(" is a ").code(field.ty);
    let mistake = mistake.text(", and vector index ").code(index.name).text(" filters by ");
    let mistake = mistake.code(attribute.name).text(" of type ").text(attribute.kind.as_str());
    if !(text || number || bytes) || !field.plain {
        return Some(mistake.help(
            "remove it from `filter(…)`, or give it a type that is stored as text, a number or bytes",
        ));
    }
    let mistake = mistake.help("declare it there with its type, as in `filter((\"").text(attribute.name);
    Some(mistake.text("\", ").text(is).text("))`"))
}

/// A search asks for attributes by name, as it gives no vector otherwise, and so for all of an entity.
const fn gives_all(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    if entity.upgrades() {
        let mistake = about(entity).text("a search of index ").code(index.name);
        let mistake =
            mistake.text(" does not give all that the upgrade of an item of an older revision may need");
        return Some(mistake.help("read the entities from the table with `hydrate`"));
    }
    if access.view.is_some() {
        return None;
    }
    let mut fields = entity.fields;
    while let [field, rest @ ..] = fields {
        if matches!(field.place, FieldPlace::Flattened) {
            let mistake = about(entity).text("a search of index ").code(index.name);
            let mistake = mistake.text(" asks for attributes by name, and field ").code(field.name);
            return Some(
                mistake
                    .text(" is flattened")
                    .help("return views with `view = …`, or read the entities from the table with `hydrate`"),
            );
        }
        fields = rest;
    }
    match index.projection {
        ProjectionSchema::All => None,
        _ => projection::check(entity, access, index, table),
    }
}
