//! The checks between an entity and its table, and between the entities of a table. They run while the user's
//! program compiles: a mistake is a compile error with both names in it.
//!
//! They return the mistake rather than panic, so that generated code panics at the user's own tokens and the compiler
//! shows no function of ours.

mod agreement;
mod collection;
mod collision;
mod hydration;
mod key;
mod key_only;
mod membership;
mod own;
mod projection;
mod retention;
mod shard;
mod text;
mod unique;
mod view;

use super::message::{Mistake, about, none_of};
use super::{AccessSchema, CollectionSchema, EntitySchema, TableSchema, ViewSchema, revisions};

/// Checks an entity and its primary key against its table; `None` if all is well. The entity derive calls it.
///
/// ```
/// use dynamo_model::request::KeyKind;
/// use dynamo_model::schema::{
///     EntitySchema, KeyAttribute, KeyAttributes, Piece, Retention, TableSchema, Template, check_entity,
/// };
///
/// const ROOM: EntitySchema = EntitySchema {
///     rust_name: "Room",
///     path: "chat::Room",
///     tag: "room",
///     pk: Template { text: "room", pieces: &[Piece::Literal("room")] },
///     sk: None,
///     revisions: None,
///     accesses: &[],
///     fields: &[],
///     unique: &[],
///     retention: Retention::NONE,
/// };
/// const CHAT: TableSchema = TableSchema {
///     rust_name: "Chat",
///     name: "chat",
///     key: KeyAttributes { pk: &[KeyAttribute::new("pk", KeyKind::S)], sk: &[KeyAttribute::new("sk", KeyKind::S)] },
///     indexes: &[],
///     entity_type: None,
///     adopts: false,
///     revision: None,
///     ttl: None,
///     managed: &["pk", "sk"],
///     entities: &[&ROOM],
///     overlaps: &[],
/// };
/// let mistake = check_entity(&ROOM, &CHAT).unwrap();
/// assert!(mistake.as_str().starts_with("entity `Room`: no sort key for the table"));
/// ```
#[must_use]
pub const fn check_entity(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if !table.compiles() {
        return None;
    }
    none_of!(membership::check(entity, table));
    none_of!(key_only::check(entity, table));
    if let Some(tag) = table.entity_type
        && let Some((_, field)) = entity.stored_as(tag)
    {
        let mistake = about(entity).text("field ").code(field.name).text(" is stored as ").code(tag);
        let mistake = mistake.text(", the entity-type attribute of ").code(table.rust_name);
        return Some(mistake.help("rename one of them"));
    }
    none_of!(revisions::check_attribute(entity, table));
    none_of!(shard::check(entity, std::slice::from_ref(&entity.pk)));
    key::check(entity, entity.key(), &table.key, None)
}

/// Checks what an entity says about how long its items stay against the table; `None` if all is well. The entity derive
/// calls it.
#[must_use]
pub const fn check_retention(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if table.compiles() { retention::check(entity, table) } else { None }
}

/// Checks one access pattern of an entity, by its place, against the table; `None` if all is well. The entity derive
/// calls it.
#[must_use]
pub const fn check_access(entity: &EntitySchema, place: usize, table: &TableSchema) -> Option<Mistake> {
    let (_, rest) = entity.accesses.split_at(place);
    let [access, ..] = rest else { return None };
    if !table.compiles() {
        return None;
    }
    none_of!(membership::check_shared(entity, access, table));
    let Some(name) = access.index else { return None };
    let Some(index) = table.index(name) else { return Some(no_such_index(entity, access, name, table)) };
    none_of!(shard::check(entity, access.pk));
    none_of!(key::check(entity, access.key(), &index.key, Some(name)));
    none_of!(own::check(entity, access, index));
    none_of!(agreement::check(entity, access, index, table));
    none_of!(retention::check_index(entity, access, index));
    if access.hydrate {
        return hydration::check(entity, access, index);
    }
    none_of!(revisions::check_index(entity, access, index));
    if access.view.is_some() { None } else { projection::check(entity, access, index, table) }
}

/// Checks one unique constraint of an entity, by its place, against the table; `None` if all is well. The entity derive
/// calls it.
#[must_use]
pub const fn check_unique(entity: &EntitySchema, place: usize, table: &TableSchema) -> Option<Mistake> {
    let (_, rest) = entity.unique.split_at(place);
    match rest {
        [unique, ..] if table.compiles() => unique::check(entity, unique, table),
        _ => None,
    }
}

/// Checks that the index of an entity's access pattern, by its place, holds what a view has; `None` if it does. The
/// entity derive calls it.
#[must_use]
pub const fn check_view(
    entity: &EntitySchema,
    place: usize,
    table: &TableSchema,
    view: &ViewSchema,
) -> Option<Mistake> {
    let (_, rest) = entity.accesses.split_at(place);
    let [access, ..] = rest else { return None };
    let Some(name) = access.index else { return None };
    match table.index(name) {
        Some(index) => view::check(entity, access, index, table, view),
        None => None,
    }
}

/// Checks that no two entities of a table share a tag or a primary key; `None` if all is well. The table derive calls
/// it.
#[must_use]
pub const fn check_table(table: &TableSchema) -> Option<Mistake> {
    none_of!(membership::check_ttl(table));
    none_of!(unique::check_table(table));
    let mut entities = table.entities;
    while let [first, rest @ ..] = entities {
        let mut others = rest;
        while let [second, tail @ ..] = others {
            if first.compiles() && second.compiles() {
                none_of!(collision::tags(first, second, table));
                none_of!(collision::keys(first, second, table));
            }
            others = tail;
        }
        entities = rest;
    }
    None
}

/// Checks the index of a collection; `None` if all is well. The collection derive calls it.
#[must_use]
pub const fn check_collection(collection: &CollectionSchema, table: &TableSchema) -> Option<Mistake> {
    if table.compiles() { collection::check(collection, table) } else { None }
}

/// Checks one member of a collection, by its place: its items are in the collection's partitions, whole; `None` if all
/// is well. The collection derive calls it.
#[must_use]
pub const fn check_member(
    collection: &CollectionSchema,
    place: usize,
    table: &TableSchema,
) -> Option<Mistake> {
    if table.compiles() { collection::check_member(collection, place, table) } else { None }
}

const fn no_such_index(
    entity: &EntitySchema,
    access: &AccessSchema,
    name: &str,
    table: &TableSchema,
) -> Mistake {
    let mistake = about(entity).text("access pattern ").code(access.name).text(" names index ").code(name);
    let mistake = mistake.text(", which table ").code(table.rust_name).text(" does not declare");
    if table.indexes.is_empty() {
        return mistake.help("add `#[index(name = \"").text(name).text("\")]` to the table");
    }
    let mut mistake = mistake.help("its indexes are");
    let mut indexes = table.indexes;
    while let [index, rest @ ..] = indexes {
        mistake = mistake.text(" ").code(index.name);
        indexes = rest;
    }
    mistake
}
