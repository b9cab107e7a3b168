//! An access pattern that returns views may read an index that holds part of the entity: what the views have.

use super::super::message::Mistake;
use super::super::{
    AccessSchema, EntitySchema, FieldPlace, FieldSchema, IndexSchema, ProjectionSchema, TableSchema,
    ViewField, ViewSchema,
};
use super::collection::OF_PATTERN;
use super::key_only;

pub(super) const fn check(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
    view: &ViewSchema,
    at: &str,
) -> Option<Mistake> {
    let Some(field) = lacking(entity, access, index, table, view) else { return None };
    let mistake = Mistake::NONE.text("view ").code(view.rust_name).text(": index ").code(index.name);
    let mistake = mistake.text(" does not hold field ").code(field.name).text(" of ").code(entity.rust_name);
    Some(help(mistake, index, field.place, at))
}

/// Checks that the index of an access pattern holds another view than the pattern returns; `None` if it does, or if the
/// entities are read from the table in any case.
pub(crate) const fn check_other_view(
    entity: &EntitySchema,
    place: usize,
    table: &TableSchema,
    view: &ViewSchema,
) -> Option<Mistake> {
    let Some(access) = entity.access(place) else { return None };
    let Some(name) = access.index else { return None };
    let Some(index) = table.index(name) else { return None };
    if access.hydrate || !entity.compiles() || !table.compiles() {
        return None;
    }
    match check(entity, access, index, table, view, OF_PATTERN) {
        Some(mistake) => Some(mistake.text(", or read the table, too: `.hydrate()` before `.view`")),
        None => None,
    }
}

/// Whether views of what an index says there is can be read from the index alone. What upgrades an older item may need all of
/// it.
pub(crate) const fn is_view_held(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
    view: &ViewSchema,
) -> bool {
    let upgrades = matches!(index.projection, ProjectionSchema::Include(_)) && entity.upgrades();
    !upgrades && lacking(entity, access, index, table, view).is_none()
}

/// Finds a field that a view has, and that the index neither holds nor has in its keys.
const fn lacking(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
    view: &ViewSchema,
) -> Option<&'static FieldSchema> {
    let mut viewed = view.fields;
    while let [ViewField { place, .. }, rest @ ..] = viewed {
        let (_, fields) = entity.fields.split_at(*place);
        let [field, ..] = fields else { return None };
        let in_index = match field.place {
            FieldPlace::Attribute => index.holds(table, field.attribute),
            FieldPlace::Ttl => !matches!(index.projection, ProjectionSchema::KeysOnly),
            _ => matches!(index.projection, ProjectionSchema::All),
        };
        // What the index does not hold is read out of its keys.
        if !in_index && !key_only::in_primary_key(entity, *place) && !key_only::in_access(access, *place) {
            return Some(field);
        }
        viewed = rest;
    }
    None
}

/// Says what to do; `at` says where the index is told what to hold.
const fn help(mistake: Mistake, index: &IndexSchema, place: FieldPlace, at: &str) -> Mistake {
    match (index.projection, place) {
        (_, FieldPlace::Key) => mistake.help(
            "remove it from the view, or let it be an attribute of its own, without `#[attr(key)]`",
        ),
        (_, FieldPlace::Flattened) => {
            mistake.help("remove it from the view, or declare the index with `project(all)`")
        }
        (ProjectionSchema::KeysOnly, _) => mistake
            .help("remove it from the view, or declare the index with `project(include)` and add the field to `project(…)` ")
            .text(at),
        _ => mistake.help("add it to `project(…)` ").text(at).text(", or remove it from the view"),
    }
}
