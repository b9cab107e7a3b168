//! An access pattern that returns views may read an index that holds part of the entity: what the views have.

use super::super::message::Mistake;
use super::super::{
    AccessSchema, EntitySchema, FieldPlace, IndexSchema, ProjectionSchema, TableSchema, ViewSchema,
};
use super::key_only;

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
    view: &ViewSchema,
) -> Option<Mistake> {
    let mut viewed = view.fields;
    while let [place, rest @ ..] = viewed {
        let (_, fields) = entity.fields.split_at(*place);
        let [field, ..] = fields else { return None };
        let in_index = match field.place {
            FieldPlace::Attribute => index.holds(table, field.attribute),
            FieldPlace::Ttl => !matches!(index.projection, ProjectionSchema::KeysOnly),
            _ => matches!(index.projection, ProjectionSchema::All),
        };
        // What the index does not hold is read out of its keys.
        if !in_index && !key_only::in_primary_key(entity, *place) && !key_only::in_access(access, *place) {
            let mistake = Mistake::NONE.text("view ").code(view.rust_name).text(": index ").code(index.name);
            let mistake =
                mistake.text(" does not hold field ").code(field.name).text(" of ").code(entity.rust_name);
            return Some(mistake.help(help(index, field.place)));
        }
        viewed = rest;
    }
    None
}

const fn help(index: &IndexSchema, place: FieldPlace) -> &'static str {
    match (index.projection, place) {
        (_, FieldPlace::Key) => {
            "remove it from the view, or let it be an attribute of its own, without `#[attr(key)]`"
        }
        (ProjectionSchema::KeysOnly, _) => {
            "remove it from the view, or declare the index with `project(include)` and add the field to `project(…)` here"
        }
        _ => "add it to `project(…)` here, or remove it from the view",
    }
}
