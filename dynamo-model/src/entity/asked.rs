//! What a view asks for.

use super::made::key_attributes;
use super::viewed::{holds_keys_only, viewed};
use super::{Entity, Projection, Table};
use crate::expr;
use crate::schema::{EntitySchema, FieldPlace, IndexSchema, KeyAttributes, TableSchema};

/// The attributes of a view's fields; and of keys those that tell the entity, that hold fields which are in keys only,
/// and, with `with_keys`, that make a cursor. Everything if the item may have to be upgraded, as a step may look at any
/// attribute. Generated code calls it.
#[doc(hidden)]
#[must_use]
pub fn asked<V: Projection>(index: Option<&IndexSchema>, with_keys: bool) -> Option<expr::Projection> {
    let (entity, table) = (V::Entity::SCHEMA, <V::Table as Table>::SCHEMA);
    let keys_only = index.is_some_and(holds_keys_only);
    if entity.upgrades() && !keys_only {
        return None;
    }
    let mut names = Names(Vec::new());
    match table.entity_type {
        Some(tag) if !keys_only => names.add(tag),
        _ => names.add_key(&table.key),
    }
    if table.adopts {
        names.add_key(&table.key);
    }
    let revision = table.revision.filter(|_| entity.revisions.is_some() && !keys_only);
    revision.iter().for_each(|revision| names.add(revision));
    if with_keys {
        names.add_key(&table.key);
        index.iter().for_each(|index| names.add_key(&index.key));
    }
    // An item of the table may be looked at to see whether it is hidden; queries of an index are filtered.
    if entity.retention.hides() && index.is_none() {
        entity.judged_by(table).into_iter().flatten().for_each(|name| names.add(name));
    }
    for (place, field) in viewed(V::SCHEMA, entity) {
        if field.place == FieldPlace::Ttl {
            table.ttl.iter().for_each(|ttl| names.add(ttl));
            continue;
        }
        let held = index.is_none_or(|index| index.holds(table, field.attribute));
        if field.place == FieldPlace::Key || !held {
            names.add_keys_with(place, entity, table, index);
        } else {
            names.add(field.attribute);
        }
    }
    Some(names.0.into_iter().collect())
}

/// Names of attributes, each once.
struct Names(Vec<&'static str>);

impl Names {
    fn add(&mut self, name: &'static str) {
        if !self.0.contains(&name) {
            self.0.push(name);
        }
    }

    fn add_key(&mut self, key: &KeyAttributes) {
        key.all().for_each(|attribute| self.add(attribute.name));
    }

    /// Adds a key that has a field: one of the table or the queried index, which every item has, else those of all
    /// indexes.
    fn add_keys_with(
        &mut self,
        field: usize,
        entity: &EntitySchema,
        table: &TableSchema,
        index: Option<&IndexSchema>,
    ) {
        let having = || {
            let keys = key_attributes(entity, table);
            keys.filter(|made| made.template.has(field)).map(|made| made.attribute.name)
        };
        let sure = |name: &&str| table.key.has(name) || index.is_some_and(|index| index.key.has(name));
        match having().find(sure) {
            Some(name) => self.add(name),
            None => having().for_each(|name| self.add(name)),
        }
    }
}
