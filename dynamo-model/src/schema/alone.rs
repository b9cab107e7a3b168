//! Which fields of index keys can be set on their own.

use super::{EntitySchema, KeyAttribute, KeyAttributes, KeyTemplates, Piece, TableSchema, Template};

/// Whether a field of index keys, by its place, can be set with no other field: neither is a key attribute made of it and
/// of others, nor do others decide with it whether the item has attributes that are there for the index alone.
///
/// A key attribute that is a field under its own name is right whatever else is set.
#[doc(hidden)]
#[must_use]
pub const fn is_set_alone(entity: &EntitySchema, field: usize, table: &TableSchema) -> bool {
    let mut accesses = entity.accesses;
    while let [access, rest @ ..] = accesses {
        if let Some(name) = access.index
            && let Some(index) = table.index(name)
            && !is_alone_in(&Key { entity, table, key: &index.key, made: access.key() }, field)
        {
            return false;
        }
        accesses = rest;
    }
    true
}

/// The key of an entity in an index.
struct Key<'s> {
    entity: &'s EntitySchema,
    table: &'s TableSchema,
    key: &'s KeyAttributes,
    made: KeyTemplates<'s>,
}

const fn is_alone_in(key: &Key<'_>, field: usize) -> bool {
    let comes_and_goes = key.comes_and_goes();
    let (mut has_a_say, mut others) = (false, false);
    let mut place = 0;
    while let Some((template, derived)) = key.attribute(place) {
        let linked = comes_and_goes || (derived && template.has(field));
        let mut pieces = template.pieces;
        while let [piece, rest @ ..] = pieces {
            if let Piece::Field(part) = piece
                && linked
                && (derived || part.optional)
            {
                has_a_say = has_a_say || part.field == field;
                others = others || (part.field != field && !key.entity.key().has(part.field));
            }
            pieces = rest;
        }
        place += 1;
    }
    !(has_a_say && others)
}

impl Key<'_> {
    /// Whether there are attributes that an item has only while it is in the index.
    const fn comes_and_goes(&self) -> bool {
        let (mut derived, mut optional) = (false, false);
        let mut place = 0;
        while let Some((template, is_derived)) = self.attribute(place) {
            derived = derived || is_derived;
            optional = optional || template.may_be_missing();
            place += 1;
        }
        derived && optional
    }

    /// What makes an attribute, by its place, and whether the attribute is there for the index alone.
    const fn attribute(&self, place: usize) -> Option<(&Template, bool)> {
        let found = match nth(self.key.pk, self.made.pk, place) {
            Some(found) => Some(found),
            None if place < self.key.pk.len() => None,
            None => nth(self.key.sk, self.made.sk, place - self.key.pk.len()),
        };
        let Some((attribute, template)) = found else { return None };
        let derived = !self.table.key.has(attribute.name) && self.entity.stored_as(attribute.name).is_none();
        Some((template, derived))
    }
}

const fn nth<'s>(
    attributes: &'s [KeyAttribute],
    made: &'s [Template],
    place: usize,
) -> Option<(&'s KeyAttribute, &'s Template)> {
    if place >= attributes.len() || place >= made.len() {
        return None;
    }
    let ((_, attributes), (_, made)) = (attributes.split_at(place), made.split_at(place));
    match (attributes, made) {
        ([attribute, ..], [template, ..]) => Some((attribute, template)),
        _ => None,
    }
}
