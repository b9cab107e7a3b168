//! A field that lives in keys only must be in a key of every item that has a value for it.

use super::super::message::{Mistake, about};
use super::super::{AccessSchema, EntitySchema, FieldPlace, FieldSchema, Piece, TableSchema, Template};

pub(super) const fn check(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    let mut fields = entity.fields;
    let mut place = 0;
    while let [field, rest @ ..] = fields {
        if matches!(field.place, FieldPlace::Key) {
            if !field.plain {
                let mistake = about(entity).text("field ").code(field.name);
                let mistake = mistake.text(" lives in a key only, where its serde `with` has no say");
                return Some(mistake.help("remove `with`, or remove `#[attr(key)]`"));
            }
            if !in_primary_key(entity, place) && !in_sure_index(entity, place, table) {
                return Some(lost(entity, field));
            }
        }
        fields = rest;
        place += 1;
    }
    None
}

/// Whether the primary key has the field.
pub(super) const fn in_primary_key(entity: &EntitySchema, field: usize) -> bool {
    entity.key().has(field)
}

/// Whether a pattern's key has the field.
pub(super) const fn in_access(access: &AccessSchema, field: usize) -> bool {
    access.key().has(field)
}

/// Whether some index has the field whenever there is a value: no other part may be missing, and the item with it.
const fn in_sure_index(entity: &EntitySchema, field: usize, table: &TableSchema) -> bool {
    let mut accesses = entity.accesses;
    while let [access, rest @ ..] = accesses {
        if let Some(name) = access.index
            && table.index(name).is_some()
            && in_access(access, field)
            && !others_optional(access.pk, field)
            && !others_optional(access.sk, field)
        {
            return true;
        }
        accesses = rest;
    }
    false
}

const fn others_optional(templates: &[Template], field: usize) -> bool {
    let mut rest = templates;
    while let [template, tail @ ..] = rest {
        if other_optional(template, field) {
            return true;
        }
        rest = tail;
    }
    false
}

const fn other_optional(template: &Template, field: usize) -> bool {
    let mut pieces = template.pieces;
    while let [first, rest @ ..] = pieces {
        if let Piece::Field(part) = first
            && part.field != field
            && part.optional
        {
            return true;
        }
        pieces = rest;
    }
    false
}

const fn lost(entity: &EntitySchema, field: &FieldSchema) -> Mistake {
    let mistake = about(entity).text("field ").code(field.name);
    let mistake = mistake.text(" would be lost when an item is not in the index whose key has it");
    mistake.help("remove `#[attr(key)]`, so that it is an attribute of its own")
}
