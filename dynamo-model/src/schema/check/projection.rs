//! An access pattern reads whole entities, so its index must hold everything an entity is made of: one read with
//! attributes missing could be written back without them.

use super::super::message::{Mistake, about};
use super::super::{AccessSchema, EntitySchema, FieldPlace, IndexSchema, ProjectionSchema, TableSchema};
use super::key_only;

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    if matches!(index.projection, ProjectionSchema::All) {
        return None;
    }
    if table.entity_type.is_some() && matches!(index.projection, ProjectionSchema::KeysOnly) {
        let mistake = about(entity).text("index ").code(index.name).text(" does not hold the entity type");
        return Some(mistake.help("declare the index with `project(include)` or `project(all)`, or return views of keys with `view = …`"));
    }
    let mut fields = entity.fields;
    let mut place = 0;
    while let [field, rest @ ..] = fields {
        if matches!(field.place, FieldPlace::Key)
            && !key_only::in_primary_key(entity, place)
            && !key_only::in_access(access, place)
        {
            let mistake = about(entity).text("index ").code(index.name).text(" does not hold field ");
            let mistake = mistake.code(field.name).text(", which lives in the key of another index only");
            return Some(
                mistake.help("remove `#[attr(key)]` from it, or declare the index with `project(all)`"),
            );
        }
        if matches!(field.place, FieldPlace::Flattened) {
            let mistake =
                about(entity).text("index ").code(index.name).text(" may not hold all attributes of field ");
            let mistake = mistake.code(field.name).text(", which is flattened");
            return Some(mistake.help("declare the index with `project(all)`, or do not flatten the field"));
        }
        if field.is_attribute() && !index.holds(table, field.attribute) {
            let mistake = about(entity).text("index ").code(index.name).text(" does not hold ");
            let mistake = mistake.code(field.attribute).text(", which is part of the entity");
            return Some(
                mistake.help("add it to `project(…)` here, declare the index with `project(all)`, or return views with `view = …`"),
            );
        }
        fields = rest;
        place += 1;
    }
    None
}
