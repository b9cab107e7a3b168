//! Whether the table knows how long items stay, and its indexes which of them readers shall see.

use super::super::message::{Mistake, about};
use super::super::{AccessSchema, EntitySchema, IndexSchema, ProjectionSchema, TableSchema};

/// Checks an entity whose items expire.
pub(super) const fn check(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if entity.retention.expiry.is_none() {
        let mistake = about(entity).text("nothing says when an item expires, so there is nothing to hide");
        return Some(mistake.help("give the field that does `#[attr(ttl)]`, or remove `hide_expired`"));
    }
    let Some(ttl) = table.ttl else {
        let mistake = about(entity).text("items expire, but table ").code(table.rust_name);
        let mistake = mistake.text(" has no attribute for the time");
        return Some(mistake.help("declare it on the table, as in `#[table(ttl = \"expires_at\")]`"));
    };
    if table.key.has(ttl) {
        return Some(is_made(entity, ttl, None));
    }
    let mut accesses = entity.accesses;
    while let [access, rest @ ..] = accesses {
        if let Some(name) = access.index
            && let Some(index) = table.index(name)
            && index.key.has(ttl)
        {
            return Some(is_made(entity, ttl, Some(name)));
        }
        accesses = rest;
    }
    match entity.stored_as(ttl) {
        Some((_, field)) => {
            let mistake = about(entity).text("field ").code(field.name).text(" is stored as ").code(ttl);
            let mistake = mistake.text(", where the time that items expire belongs");
            Some(mistake.help("rename the field, or give it the `#[attr(ttl)]`"))
        }
        None => None,
    }
}

/// An attribute is made once: a field of the name is key attribute and time to live in one.
const fn is_made(entity: &EntitySchema, ttl: &str, index: Option<&str>) -> Mistake {
    let mistake =
        about(entity).text("the time that items expire is ").code(ttl).text(", a key attribute of ");
    let mistake = match index {
        Some(index) => mistake.text("index ").code(index),
        None => mistake.text("the table"),
    };
    let mistake = mistake
        .help("store the field as ")
        .code(ttl)
        .text(" and name it as what makes the key, without `#[attr(ttl)]`");
    mistake.text(": what is stored there is the time to live; with `hide_expired` or `ttl(after = …)`, give the key another attribute")
}

/// Checks that an index can tell the items that reads leave out.
pub(super) const fn check_index(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
) -> Option<Mistake> {
    if !entity.retention.hides() || !matches!(index.projection, ProjectionSchema::KeysOnly) {
        return None;
    }
    let mistake =
        about(entity).text("access pattern ").code(access.name).text(" leaves out hidden items, but index ");
    let mistake = mistake.code(index.name).text(" does not say which they are");
    Some(mistake.help("declare the index with `project(include)`, which then does"))
}
