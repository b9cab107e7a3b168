//! Whether an access pattern's key range may hold items of other entities.

use super::overlap::{overlap, reaches};
use super::template::of_attribute;
use super::{AccessSchema, EntitySchema, KeyAttribute, KeyPair, TableSchema, Template};

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

const fn meets(access: &AccessSchema, other: &EntitySchema, key: &KeyPair, table: &TableSchema) -> bool {
    let same_partition = match holds(other, &key.pk, table) {
        Holds::Nothing => false,
        Holds::Keys(held) => overlap(&key.pk, &access.pk, &held),
        Holds::Anything => true,
    };
    let Some(attribute) = &key.sk else { return same_partition };
    let in_range = match (holds(other, attribute, table), &access.sk) {
        (Holds::Nothing, _) => false,
        (Holds::Keys(held), Some(template)) => reaches(attribute, template, &held),
        _ => true,
    };
    same_partition && in_range
}

const fn holds(entity: &EntitySchema, attribute: &KeyAttribute, table: &TableSchema) -> Holds {
    if let Some(template) = of_attribute(&entity.pk, entity.sk.as_ref(), &table.key, attribute.name) {
        return Holds::Keys(*template);
    }
    let mut accesses = entity.accesses;
    while let [access, rest @ ..] = accesses {
        if let Some(name) = access.index
            && let Some(index) = table.index(name)
            && let Some(template) = of_attribute(&access.pk, access.sk.as_ref(), &index.key, attribute.name)
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
