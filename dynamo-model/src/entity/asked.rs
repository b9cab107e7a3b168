//! What a read asks for by name: a view, and a search of whole entities.

use super::made::key_attributes;
use super::viewed::{holds_keys_only, viewed};
use super::{Entity, Projection, Readable, Table};
use crate::expr;
use crate::schema::{EntitySchema, FieldPlace, FieldSchema, IndexSchema, KeyAttributes, TableSchema};

/// The attributes of a view's fields; and of keys those that tell the entity, that hold fields which are in keys only,
/// and, with `with_keys`, that make a cursor. Everything if the item may have to be upgraded, as a step may look at any
/// attribute. Generated code calls it.
#[doc(hidden)]
#[must_use]
pub fn asked<V: Projection>(index: Option<&IndexSchema>, with_keys: bool) -> Option<expr::Projection> {
    let (entity, table) = (V::Entity::SCHEMA, <V::Table as Table>::SCHEMA);
    if entity.upgrades() && !index.is_some_and(holds_keys_only) {
        return None;
    }
    let mut names = Names(Vec::new());
    names.add_telling(entity, table, index, with_keys);
    // An item of the table may be looked at to see whether it is hidden; queries of an index are filtered.
    if index.is_none() {
        names.add_judging(entity, table);
    }
    names.add_fields(viewed(V::SCHEMA, entity), entity, table, index);
    Some(names.0.into_iter().collect())
}

/// The attributes that a search of an index names: those of a view, or all of an entity, as the service leaves out vectors
/// that are not named; and those that say whether an item is hidden, as no search is filtered by them.
pub(crate) fn named_in_search<O: Readable>(index: &IndexSchema) -> Option<expr::Projection> {
    let (entity, table) = (O::__ONLY?, <O::Table as Table>::SCHEMA);
    let mut names = Names(Vec::new());
    let asked = O::__projection(Some(index), true);
    match &asked {
        Some(asked) => asked.paths().iter().for_each(|path| names.add(path.root())),
        None => {
            let stored = entity.fields.iter().enumerate().filter(|(_, field)| field.is_named());
            names.add_telling(entity, table, Some(index), true);
            names.add_fields(stored, entity, table, Some(index));
        }
    }
    names.add_judging(entity, table);
    Some(names.0.into_iter().collect())
}

/// Names of attributes, each once.
struct Names<'n>(Vec<&'n str>);

impl<'n> Names<'n> {
    fn add(&mut self, name: &'n str) {
        if !self.0.contains(&name) {
            self.0.push(name);
        }
    }

    fn add_key(&mut self, key: &KeyAttributes) {
        key.all().for_each(|attribute| self.add(attribute.name));
    }

    /// Adds what tells the entity of an item, and its keys if they are wanted.
    fn add_telling(
        &mut self,
        entity: &EntitySchema,
        table: &TableSchema,
        index: Option<&IndexSchema>,
        with_keys: bool,
    ) {
        let keys_only = index.is_some_and(holds_keys_only);
        match table.entity_type {
            Some(tag) if !keys_only => self.add(tag),
            _ => self.add_key(&table.key),
        }
        if table.adopts {
            self.add_key(&table.key);
        }
        let revision = table.revision.filter(|_| entity.revisions.is_some() && !keys_only);
        revision.iter().for_each(|revision| self.add(revision));
        if with_keys {
            self.add_key(&table.key);
            index.iter().for_each(|index| self.add_key(&index.key));
        }
    }

    /// Adds what says whether an item is hidden, if some are.
    fn add_judging(&mut self, entity: &EntitySchema, table: &TableSchema) {
        if entity.retention.hides() {
            entity.judged_by(table).into_iter().flatten().for_each(|name| self.add(name));
        }
    }

    /// Adds what has the fields: their attributes, or keys.
    fn add_fields(
        &mut self,
        fields: impl Iterator<Item = (usize, &'static FieldSchema)>,
        entity: &EntitySchema,
        table: &TableSchema,
        index: Option<&IndexSchema>,
    ) {
        for (place, field) in fields {
            if field.place == FieldPlace::Ttl {
                table.ttl.iter().for_each(|ttl| self.add(ttl));
                continue;
            }
            let held = index.is_none_or(|index| index.holds(table, field.attribute));
            if field.place == FieldPlace::Key || !held {
                self.add_keys_with(place, entity, table, index);
            } else {
                self.add(field.attribute);
            }
        }
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
