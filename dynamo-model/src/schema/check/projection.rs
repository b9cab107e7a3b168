//! An access pattern reads whole entities, so its index must hold every attribute the entity cannot do without.

use super::super::message::{Mistake, about, equal};
use super::super::{EntitySchema, IndexSchema, KeyPair, ProjectionSchema, TableSchema};

pub(super) const fn check(
    entity: &EntitySchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    let included = match index.projection {
        ProjectionSchema::All => return None,
        ProjectionSchema::KeysOnly => &[] as &[&str],
        ProjectionSchema::Include(names) => names,
    };
    let mut fields = entity.fields;
    while let [field, rest @ ..] = fields {
        if field.is_attribute()
            && !field.optional
            && !contains(included, field.attribute)
            && !wanted(table, index.name, field.attribute)
            && !is_key(&table.key, field.attribute)
            && !is_key(&index.key, field.attribute)
        {
            let mistake = about(entity).text("index ").code(index.name).text(" does not hold ");
            let mistake = mistake.code(field.attribute).text(", without which the entity cannot be read");
            return Some(
                mistake.help("add it to `project(…)` here, or declare the index with `project(all)`"),
            );
        }
        fields = rest;
    }
    None
}

const fn wanted(table: &TableSchema, index: &str, attribute: &str) -> bool {
    let mut entities = table.entities;
    while let [entity, rest @ ..] = entities {
        if let Some(access) = entity.on_index(index)
            && contains(access.project, attribute)
        {
            return true;
        }
        entities = rest;
    }
    false
}

const fn is_key(key: &KeyPair, attribute: &str) -> bool {
    equal(key.pk.name, attribute)
        || match &key.sk {
            Some(sk) => equal(sk.name, attribute),
            None => false,
        }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut names = names;
    while let [first, rest @ ..] = names {
        if equal(first, name) {
            return true;
        }
        names = rest;
    }
    false
}
