//! Whether an entity and its table know each other, and whether its items can be told from others.

use super::super::message::{Mistake, about, end_alike, equal_bytes};
use super::super::{AccessSchema, EntitySchema, IndexSchema, ProjectionSchema, TableSchema, shares_range};

/// An entity that the table does not list escapes every check between entities.
pub(super) const fn check(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    // Whoever knows all of them checks them.
    if table.open {
        return None;
    }
    if lists(table, entity.path.as_bytes()) || has_mistakes(table) {
        return None;
    }
    let mistake = about(entity).text("table ").code(table.rust_name).text(" has no variant for it");
    Some(mistake.help("add `").text(entity.rust_name).text("(").text(entity.rust_name).text(")` to the enum"))
}

const fn lists(table: &TableSchema, path: &[u8]) -> bool {
    let mut entities = table.entities;
    while let [first, rest @ ..] = entities {
        let own = first.path.as_bytes();
        if end_alike!(own, path) && equal_bytes(own, path) {
            return true;
        }
        entities = rest;
    }
    false
}

/// Whether some entity has mistakes of its own: it has lost its path.
const fn has_mistakes(table: &TableSchema) -> bool {
    let mut entities = table.entities;
    while let [first, rest @ ..] = entities {
        if !first.compiles() {
            return true;
        }
        entities = rest;
    }
    false
}

/// Without an entity type nothing in an item of an index says which entity it is.
pub(super) const fn check_shared(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: Option<&IndexSchema>,
    table: &TableSchema,
) -> Option<Mistake> {
    let (what, name, help) = match (table.entity_type, index) {
        (None, _) => ("table ", table.rust_name, "declare `entity_type = \"…\"` on the table"),
        (Some(_), Some(index)) if matches!(index.projection, ProjectionSchema::KeysOnly) => {
            ("index ", index.name, "declare the index with `project(include)`, which holds the entity type")
        }
        (Some(_), _) => return None,
    };
    if !shares_range(entity, access, table) {
        return None;
    }
    let mistake = about(entity).text("the keys that access pattern ").code(access.name);
    let mistake = mistake.text(" reads may be other entities\u{2019}, and ").text(what).code(name);
    Some(mistake.text(" has no attribute to tell them apart").help(help))
}

/// A name that no entity stores under would never expire anything.
pub(super) const fn check_ttl(table: &TableSchema) -> Option<Mistake> {
    let Some(ttl) = table.ttl else { return None };
    let mut entities = table.entities;
    while let [first, rest @ ..] = entities {
        if first.stored_as(ttl).is_some() || first.retention.expiry.is_some() || !first.compiles() {
            return None;
        }
        entities = rest;
    }
    let mistake = Mistake::NONE.text("table ").code(table.rust_name).text(": no entity stores an attribute ");
    Some(
        mistake
            .code(ttl)
            .text(", which `ttl` names")
            .help("give a field `#[attr(ttl)]`, name an attribute of an entity, or remove `ttl`"),
    )
}
