//! Whether an access pattern's key range may hold items of other entities.

use super::message::equal;
use super::overlap::{begins, may_begin_alike, overlap, reaches};
use super::template::of_attribute;
use super::unique::SORT_KEY;
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
    meets_guards(access, &key, table)
}

/// Whether guards of unique values may lie in the range. Of an index they are in only if its key is made of the table's.
const fn meets_guards(access: &AccessSchema, key: &KeyPair, table: &TableSchema) -> bool {
    let mut entities = table.entities;
    while let [entity, rest @ ..] = entities {
        let mut all = entity.unique;
        while let [unique, others @ ..] = all {
            let in_partition = match guard_key(&key.pk, unique.prefix, table) {
                GuardKey::None => false,
                GuardKey::Begins(prefix) => begins(&key.pk, prefix, &access.pk),
                GuardKey::Is(constant) => overlap(&key.pk, &constant, &access.pk),
            };
            let in_range = match (&key.sk, &access.sk) {
                (Some(attribute), Some(sk)) => match guard_key(attribute, unique.prefix, table) {
                    GuardKey::None => false,
                    GuardKey::Begins(prefix) => may_begin_alike(prefix, sk),
                    GuardKey::Is(constant) => reaches(attribute, sk, &constant),
                },
                _ => true,
            };
            if in_partition && in_range {
                return true;
            }
            all = others;
        }
        entities = rest;
    }
    false
}

/// What a guard has in a key attribute.
enum GuardKey<'p> {
    None,
    Begins(&'p str),
    Is(Template),
}

const fn guard_key<'p>(attribute: &KeyAttribute, prefix: &'p str, table: &TableSchema) -> GuardKey<'p> {
    if equal(attribute.name, table.key.pk.name) {
        return GuardKey::Begins(prefix);
    }
    match &table.key.sk {
        Some(sk) if equal(attribute.name, sk.name) => GuardKey::Is(SORT_KEY),
        _ => GuardKey::None,
    }
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
