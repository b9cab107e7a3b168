//! Whether an access pattern's key range may hold items of other entities.

use super::overlap::{overlap, reaches};
use super::{AccessSchema, EntitySchema, KeyAttribute, KeyAttributes, TableSchema, Template};

/// What an entity has in a key attribute.
enum Holds {
    /// Nothing: its items are not in the index.
    Nothing,
    /// Keys of a template.
    Keys(Template),
    /// Some attribute of its own, with any text.
    Anything,
}

/// Whether items of other entities may lie in the range an access pattern reads.
#[must_use]
pub const fn shares_range(entity: &EntitySchema, access: &AccessSchema, table: &TableSchema) -> bool {
    let key = match access.index {
        Some(name) => match table.index(name) {
            Some(index) => index.key,
            None => return false,
        },
        None => table.key,
    };
    let mut others = table.entities;
    while let [other, rest @ ..] = others {
        if !other.is(entity) && meets(access, other, &key, table) {
            return true;
        }
        others = rest;
    }
    false
}

const fn meets(
    access: &AccessSchema,
    other: &EntitySchema,
    key: &KeyAttributes,
    table: &TableSchema,
) -> bool {
    same_partition(access.pk, other, key.pk, table) && in_range(access.sk, other, key.sk, table)
}

const fn same_partition(
    templates: &[Template],
    other: &EntitySchema,
    attributes: &[KeyAttribute],
    table: &TableSchema,
) -> bool {
    let (mut templates, mut attributes) = (templates, attributes);
    while let ([template, templates_left @ ..], [attribute, attributes_left @ ..]) = (templates, attributes) {
        let meets = match holds(other, attribute, table) {
            Holds::Nothing => false,
            Holds::Keys(held) => overlap(attribute, template, &held),
            Holds::Anything => true,
        };
        if !meets {
            return false;
        }
        templates = templates_left;
        attributes = attributes_left;
    }
    true
}

/// Whether items are in the widest range a query reads: on the first attribute that has fields, none of which is named.
const fn in_range(
    templates: &[Template],
    other: &EntitySchema,
    attributes: &[KeyAttribute],
    table: &TableSchema,
) -> bool {
    let (mut templates, mut attributes) = (templates, attributes);
    let mut ended = false;
    while let [attribute, attributes_left @ ..] = attributes {
        let reached = match (holds(other, attribute, table), templates) {
            (Holds::Nothing, _) => false,
            (Holds::Keys(held), [template, ..]) if !ended => reaches(attribute, template, &held),
            _ => true,
        };
        if !reached {
            return false;
        }
        if let [template, rest @ ..] = templates {
            ended = ended || template.has_fields();
            templates = rest;
        }
        attributes = attributes_left;
    }
    true
}

const fn holds(entity: &EntitySchema, attribute: &KeyAttribute, table: &TableSchema) -> Holds {
    if let Some(template) = entity.key().of_attribute(&table.key, attribute.name) {
        return Holds::Keys(*template);
    }
    let mut accesses = entity.accesses;
    while let [access, rest @ ..] = accesses {
        if let Some(name) = access.index
            && let Some(index) = table.index(name)
            && let Some(template) = access.key().of_attribute(&index.key, attribute.name)
        {
            return Holds::Keys(*template);
        }
        accesses = rest;
    }
    match entity.stored_as(attribute.name) {
        Some(_) => Holds::Anything,
        None => Holds::Nothing,
    }
}
