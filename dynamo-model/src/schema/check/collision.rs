//! Whether two entities of a table can be told apart, and stored side by side.

use super::super::message::{Mistake, equal, equal_bytes, none_of};
use super::super::overlap::{all_overlap, leading_differs};
use super::super::{EntitySchema, KeyAttribute, TableSchema};
use super::looks::Looks;
use crate::request::KeyKind;

/// Checks every pair of entities that a first look at each does not tell apart.
pub(super) const fn check(table: &TableSchema) -> Option<Mistake> {
    let looks = Looks::of(table);
    let mut entities = table.entities;
    while let [first, rest @ ..] = entities {
        if looks.like_another(first, table) && first.compiles() {
            none_of!(check_with(first, rest, table));
        }
        entities = rest;
    }
    None
}

/// Checks an entity against others. What settles most pairs comes first, and is asked of the entity once: a table has many
/// pairs, and a step costs the compiler far more than a program.
const fn check_with(first: &EntitySchema, others: &[&EntitySchema], table: &TableSchema) -> Option<Mistake> {
    let has_tags = table.entity_type.is_some();
    let is_text = matches!(table.key.pk, [KeyAttribute { kind: KeyKind::S, .. }, ..]);
    let (tag, begins) = (first.tag.as_bytes(), first.pk.leading_literal().as_bytes());
    let mut others = others;
    while let [second, rest @ ..] = others {
        let one_key = !is_text || !leading_differs(begins, second.pk.leading_literal().as_bytes());
        let one_tag = has_tags && equal_bytes(tag, second.tag.as_bytes());
        if (one_key || one_tag) && second.compiles() {
            none_of!(forms(first, second, table));
            none_of!(tags(first, second, table));
            none_of!(keys(first, second, table));
        }
        others = rest;
    }
    None
}

/// Two forms of one generic entity have the same tag and the same keys.
const fn forms(first: &EntitySchema, second: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if !first.is(second) {
        return None;
    }
    let mistake = Mistake::NONE.text("table ").code(table.rust_name).text(" has ").code(first.rust_name);
    let mistake = mistake.text(" in two forms, which have the same entity tag and the same keys");
    Some(mistake.help("write a struct for each, or hold what differs in an enum"))
}

const fn tags(first: &EntitySchema, second: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if table.entity_type.is_none() || !equal(first.tag, second.tag) {
        return None;
    }
    let mistake = both(first, second, table).text(" share the entity tag ").code(first.tag);
    Some(mistake.help("give one of them `#[entity(tag = \"…\")]`"))
}

const fn keys(first: &EntitySchema, second: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if acknowledged(table, first.rust_name, second.rust_name)
        || !all_overlap(table.key.pk, first.key().pk, second.key().pk)
        || !all_overlap(table.key.sk, first.key().sk, second.key().sk)
    {
        return None;
    }
    let mistake = both(first, second, table).text(" can have the same primary key: ");
    let mistake = key(key(mistake, first).text(" and "), second);
    let mistake = match with_literals(table) {
        true => mistake.help("begin one key with a literal of its own"),
        false => mistake.help("declare a key attribute of the table with type S, and begin one key with a literal of its own there"),
    };
    let mistake = mistake.text(", or acknowledge the pair with `overlap(");
    let mistake = mistake.text(first.rust_name).text(", ").text(second.rust_name);
    Some(mistake.text(")` in `#[table(…)]`"))
}

/// Whether some key attribute of the table can begin with a literal: numbers and bytes have none.
const fn with_literals(table: &TableSchema) -> bool {
    matches!(table.key.pk, [KeyAttribute { kind: KeyKind::S, .. }, ..])
        || matches!(table.key.sk, [KeyAttribute { kind: KeyKind::S, .. }, ..])
}

const fn both(first: &EntitySchema, second: &EntitySchema, table: &TableSchema) -> Mistake {
    let mistake = Mistake::NONE.text("entities ").code(first.rust_name).text(" and ");
    mistake.code(second.rust_name).text(" of table ").code(table.rust_name)
}

const fn key(mistake: Mistake, entity: &EntitySchema) -> Mistake {
    let mistake = mistake.text("(\"").text(entity.pk.text).text("\"");
    match &entity.sk {
        Some(sk) => mistake.text(", \"").text(sk.text).text("\")"),
        None => mistake.text(")"),
    }
}

const fn acknowledged(table: &TableSchema, first: &str, second: &str) -> bool {
    let mut pairs = table.overlaps;
    while let [(a, b), rest @ ..] = pairs {
        if (equal(a, first) && equal(b, second)) || (equal(a, second) && equal(b, first)) {
            return true;
        }
        pairs = rest;
    }
    false
}
