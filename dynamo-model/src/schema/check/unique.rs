//! Whether the guards of unique values have a place in their table.

use super::super::message::{Mistake, about, equal, none_of};
use super::super::overlap::{begins, overlap};
use super::super::unique::{GUARD_OWNER, GUARD_TAG, SORT_KEY};
use super::super::{EntitySchema, TableSchema, UniqueSchema};

/// Checks one constraint of an entity.
pub(super) const fn check(
    entity: &EntitySchema,
    unique: &UniqueSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    none_of!(values_have_texts(entity, unique));
    if let Some(attribute) = table.other_than_text() {
        let mistake = about(entity).code(unique.name).text(" is unique, and guards have keys of text, but ");
        let mistake =
            mistake.code(attribute.name).text(" of table ").code(table.rust_name).text(" is of type ");
        let mistake = mistake.text(attribute.kind.as_str());
        return Some(mistake.help("give the table key attributes of type S, or remove `unique`"));
    }
    if table.manages(GUARD_OWNER) {
        let mistake = about(entity).code(unique.name).text(" is unique, and its guards have an attribute ");
        let mistake = mistake.code(GUARD_OWNER).text(" of their own, which is a key attribute of table ");
        return Some(mistake.code(table.rust_name).help("give that key attribute another name"));
    }
    None
}

const fn values_have_texts(entity: &EntitySchema, unique: &UniqueSchema) -> Option<Mistake> {
    let mut parts = unique.parts;
    while let [part, rest @ ..] = parts {
        if !part.text
            && let (_, [field, ..]) = entity.fields.split_at(part.field)
        {
            let mistake =
                about(entity).text("field ").code(field.name).text(" is binary, and has no text that ");
            let mistake = mistake.text("could be unique");
            return Some(mistake.help(
                "name a function that makes one, as in `unique(normalize = hex)` with `fn hex(value: &Binary) -> String`",
            ));
        }
        parts = rest;
    }
    None
}

/// Checks that guards are told from entities, and the guards of one constraint from those of another.
pub(super) const fn check_table(table: &TableSchema) -> Option<Mistake> {
    let mut entities = table.entities;
    while let [entity, rest @ ..] = entities {
        let mut all = entity.unique;
        while let [unique, others @ ..] = all {
            none_of!(among_others(entity, unique, entity, others));
            none_of!(among(entity, unique, rest));
            none_of!(no_entity_is_a_guard(entity, unique, table));
            none_of!(no_other_is_written_over(entity, table));
            all = others;
        }
        if table.entity_type.is_some() && equal(entity.tag, GUARD_TAG) {
            let mistake = about(entity).text("the entity tag ").code(GUARD_TAG);
            let mistake = mistake.text(" is that of the guards of unique fields");
            return Some(mistake.help("give it another with `#[entity(tag = \"…\")]`"));
        }
        entities = rest;
    }
    None
}

/// Checks a constraint against those of other entities.
const fn among(entity: &EntitySchema, unique: &UniqueSchema, entities: &[&EntitySchema]) -> Option<Mistake> {
    let mut entities = entities;
    while let [other, rest @ ..] = entities {
        none_of!(among_others(entity, unique, other, other.unique));
        entities = rest;
    }
    None
}

/// Checks a constraint against others: if the keys of one begin as those of another, one guard could be of both.
const fn among_others(
    entity: &EntitySchema,
    unique: &UniqueSchema,
    other: &EntitySchema,
    constraints: &[UniqueSchema],
) -> Option<Mistake> {
    let mut constraints = constraints;
    while let [second, rest @ ..] = constraints {
        if is_prefix(unique.prefix, second.prefix) || is_prefix(second.prefix, unique.prefix) {
            let mistake =
                about(entity).text("the guards of unique ").code(unique.name).text(" begin with \"");
            let mistake = mistake.text(unique.prefix).text("\", and those of unique ").code(second.name);
            let mistake = mistake.text(" of ").code(other.rust_name).text(" with \"").text(second.prefix);
            return Some(
                mistake
                    .text("\"")
                    .help("give one of the attributes, or one entity\u{2019}s tag, another name"),
            );
        }
        constraints = rest;
    }
    None
}

const fn no_entity_is_a_guard(
    entity: &EntitySchema,
    unique: &UniqueSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    let mut entities = table.entities;
    while let [other, rest @ ..] = entities {
        if other.compiles() && can_be_guard(other, unique, table) {
            let mistake = Mistake::NONE.text("entity ").code(other.rust_name).text(" of table ");
            let mistake = mistake.code(table.rust_name).text(" can have the primary key of a guard of ");
            let mistake =
                mistake.text("unique values of ").code(entity.rust_name).text(": \"").text(other.pk.text);
            let mistake = mistake.text("\" can begin with \"").text(unique.prefix).text("\"");
            return Some(mistake.help("begin the key with a literal of its own"));
        }
        entities = rest;
    }
    None
}

const fn can_be_guard(entity: &EntitySchema, unique: &UniqueSchema, table: &TableSchema) -> bool {
    let partition = match table.key.pk {
        [attribute] => begins(attribute, unique.prefix, &entity.pk),
        _ => false,
    };
    partition
        && match (table.key.sk, &entity.sk) {
            ([attribute], Some(sk)) => overlap(attribute, &SORT_KEY, sk),
            _ => true,
        }
}

/// A write of an entity takes away the guards of the same entity, and knows of no other's.
const fn no_other_is_written_over(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    let mut pairs = table.overlaps;
    while let [(first, second), rest @ ..] = pairs {
        if equal(first, entity.rust_name) || equal(second, entity.rust_name) {
            let other = if equal(first, entity.rust_name) { *second } else { *first };
            let mistake =
                about(entity).code(other).text(" can have the same primary key, and written over it would ");
            let mistake = mistake.text("leave the guards of its unique fields behind");
            return Some(
                mistake.help("begin one key with a literal of its own, and remove the pair from `overlap`"),
            );
        }
        pairs = rest;
    }
    None
}

const fn is_prefix(prefix: &str, text: &str) -> bool {
    let (mut prefix, mut text) = (prefix.as_bytes(), text.as_bytes());
    loop {
        match (prefix, text) {
            ([], _) => return true,
            ([a, prefix_rest @ ..], [b, text_rest @ ..]) if *a == *b => {
                prefix = prefix_rest;
                text = text_rest;
            }
            _ => return false,
        }
    }
}
