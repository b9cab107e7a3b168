//! What a table must say itself if its entities are in crates that it does not know.

use super::super::message::{Mistake, about, none_of};
use super::super::{AccessSchema, EntitySchema, IndexSchema, ProjectionSchema, TableSchema};

/// What an enum closes has to be open.
pub(super) const fn check_layout(table: &TableSchema) -> Option<Mistake> {
    if table.open {
        return None;
    }
    let mistake = Mistake::NONE.text("table ").code(table.rust_name).text(" lists its entities itself");
    Some(
        mistake
            .help("name a layout, a unit struct that derives `Table`, or add the entities as variants there"),
    )
}

/// Without its entities a table cannot know whether it needs an attribute for revisions.
pub(super) const fn check_revision(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if !table.open || table.revision.is_some() || entity.revisions.is_none() {
        return None;
    }
    let mistake = about(entity).text("it has revisions, but table ").code(table.rust_name);
    let mistake = mistake.text(" has no attribute for them");
    Some(mistake.help("declare it on the table, as in `#[table(revision = \"_rev\")]`"))
}

/// An index of part of the items holds what the table says, and nothing that an entity adds: a program that creates the
/// table need not know the entity.
pub(super) const fn check_index(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    if !table.open || !matches!(index.projection, ProjectionSchema::Include(_)) {
        return None;
    }
    let mut wanted = access.project;
    while let [attribute, rest @ ..] = wanted {
        none_of!(is_held(entity, index, table, attribute));
        wanted = rest;
    }
    if let Some(revision) = table.revision
        && entity.revisions.is_some()
    {
        none_of!(is_held(entity, index, table, revision));
    }
    if let Some(ttl) = table.ttl
        && entity.retention.expiry.is_some()
    {
        none_of!(is_held(entity, index, table, ttl));
    }
    match entity.deleted_at() {
        Some(deleted_at) => is_held(entity, index, table, deleted_at),
        None => None,
    }
}

const fn is_held(
    entity: &EntitySchema,
    index: &IndexSchema,
    table: &TableSchema,
    attribute: &str,
) -> Option<Mistake> {
    if index.holds(table, attribute) {
        return None;
    }
    let mistake = about(entity).text("index ").code(index.name).text(" does not hold ").code(attribute);
    let mistake = mistake.text(", and table ").code(table.rust_name).text(" does not know the entity");
    Some(
        mistake
            .help("declare the index with `project(include(\"")
            .text(attribute)
            .text("\"))` there, or `project(all)`"),
    )
}
