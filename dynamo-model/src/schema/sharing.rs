//! Whether an access pattern's key range may hold items of other entities.

use super::message::equal;
use super::overlap::{begins, may_begin_alike, overlap, reaches};
use super::unique::SORT_KEY;
use super::{AccessSchema, EntitySchema, KeyAttribute, KeyAttributes, TableSchema, Template, VectorSchema};

/// What an entity has in a key attribute.
enum Holds {
    /// Nothing: its items are not in the index.
    Nothing,
    /// Keys of a template.
    Keys(Template),
    /// Some attribute of its own, with any text.
    Anything,
}

/// Whether items of other entities, or guards of unique values, may lie in the range an access pattern reads. If so, a query
/// has to leave them out.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # #[index(name = "gsi2")]
/// # enum Shop { Order(Order), Note(Note) }
/// use dynamo_model::schema::shares_range;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// #[access(name = by_state, index = gsi2, pk = "STATE#{state}", sk = "{id}")]
/// struct Order { id: String, day: String, state: String }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
/// #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// struct Note { id: String, day: String }
///
/// let shared = |place: usize| shares_range(Order::SCHEMA, &Order::SCHEMA.accesses[place], Shop::SCHEMA);
/// assert!(shared(0), "notes of the day lie among orders");
/// assert!(!shared(1));
/// ```
#[must_use]
pub const fn shares_range(entity: &EntitySchema, access: &AccessSchema, table: &TableSchema) -> bool {
    let (key, vector) = match access.index {
        Some(name) => match table.index(name) {
            Some(index) => (index.key, &index.vector),
            None => return false,
        },
        None => (table.key, &None),
    };
    if table.open {
        return true;
    }
    let mut others = table.entities;
    while let [other, rest @ ..] = others {
        if !other.is(entity) && is_in(other, vector) && meets(access, other, &key, table) {
            return true;
        }
        others = rest;
    }
    // Guards have no vectors.
    vector.is_none() && meets_guards(access, &key, table)
}

/// Whether items of an entity may be in an index, if that is one of vectors.
const fn is_in(entity: &EntitySchema, vector: &Option<VectorSchema>) -> bool {
    match vector {
        Some(vector) => vector.is_of(entity),
        None => true,
    }
}

/// Whether guards of unique values may lie in the range. Of an index they are in only if its key is made of the table's.
const fn meets_guards(access: &AccessSchema, key: &KeyAttributes, table: &TableSchema) -> bool {
    let mut entities = table.entities;
    while let [entity, rest @ ..] = entities {
        let mut all = entity.unique;
        while let [unique, others @ ..] = all {
            if guards_in_partition(access.pk, key.pk, unique.prefix, table)
                && guards_in_range(access.sk, key.sk, unique.prefix, table)
            {
                return true;
            }
            all = others;
        }
        entities = rest;
    }
    false
}

const fn guards_in_partition(
    templates: &[Template],
    attributes: &[KeyAttribute],
    prefix: &str,
    table: &TableSchema,
) -> bool {
    let (mut templates, mut attributes) = (templates, attributes);
    while let ([template, templates_left @ ..], [attribute, attributes_left @ ..]) = (templates, attributes) {
        let meets = match guard_key(attribute, prefix, table) {
            GuardKey::None => false,
            GuardKey::Begins(prefix) => begins(attribute, prefix, template),
            GuardKey::Is(constant) => overlap(attribute, &constant, template),
        };
        if !meets {
            return false;
        }
        templates = templates_left;
        attributes = attributes_left;
    }
    true
}

/// As [`in_range`], of guards.
const fn guards_in_range(
    templates: &[Template],
    attributes: &[KeyAttribute],
    prefix: &str,
    table: &TableSchema,
) -> bool {
    let (mut templates, mut attributes) = (templates, attributes);
    let mut ended = false;
    while let [attribute, attributes_left @ ..] = attributes {
        let reached = match (guard_key(attribute, prefix, table), templates) {
            (GuardKey::None, _) => false,
            (GuardKey::Begins(prefix), [template, ..]) if !ended => may_begin_alike(prefix, template),
            (GuardKey::Is(constant), [template, ..]) if !ended => reaches(attribute, template, &constant),
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

/// What a guard has in a key attribute.
enum GuardKey<'p> {
    None,
    Begins(&'p str),
    Is(Template),
}

const fn guard_key<'p>(attribute: &KeyAttribute, prefix: &'p str, table: &TableSchema) -> GuardKey<'p> {
    if let [pk] = table.key.pk
        && equal(attribute.name, pk.name)
    {
        return GuardKey::Begins(prefix);
    }
    match table.key.sk {
        [sk] if equal(attribute.name, sk.name) => GuardKey::Is(SORT_KEY),
        _ => GuardKey::None,
    }
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
