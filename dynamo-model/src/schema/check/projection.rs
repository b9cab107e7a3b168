//! An access pattern reads whole entities, so its index must hold everything an entity is made of: one read with
//! attributes missing could be written back without them.

use super::super::message::{Mistake, about};
use super::super::{AccessSchema, EntitySchema, FieldPlace, IndexSchema, ProjectionSchema, TableSchema};
use super::key_only;

/// What else can be done about an index that does not hold all of an entity.
const OTHER_WAYS_OUT: &str =
    "return views with `view = …`, or read the entities from the table with `hydrate`";

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
        return Some(
            mistake.help("declare it with `project(include)` or `project(all)`, ").text(OTHER_WAYS_OUT),
        );
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
                mistake
                    .help("remove `#[attr(key)]` from it, declare the index with `project(all)`, ")
                    .text(OTHER_WAYS_OUT),
            );
        }
        if matches!(field.place, FieldPlace::Flattened) {
            let mistake =
                about(entity).text("index ").code(index.name).text(" may not hold all attributes of field ");
            let mistake = mistake.code(field.name).text(", which is flattened");
            return Some(
                mistake
                    .help("do not flatten the field, declare the index with `project(all)`, ")
                    .text(OTHER_WAYS_OUT),
            );
        }
        if field.is_attribute() && !index.holds(table, field.attribute) {
            let mistake = about(entity).text("index ").code(index.name).text(" does not hold ");
            let mistake = mistake.code(field.attribute).text(", which is part of the entity");
            return Some(
                mistake
                    .help("add it to `project(…)` here, declare the index with `project(all)`, ")
                    .text(OTHER_WAYS_OUT),
            );
        }
        fields = rest;
        place += 1;
    }
    None
}
