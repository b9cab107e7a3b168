//! What a read asks for by name: a view, and a search of whole entities.

use std::sync::OnceLock;

use super::made::key_attributes;
use super::viewed::{holds_keys_only, viewed};
use super::wanted::cut;
use super::{Collection, Entity, Projection, Readable, Table, Wanted};
use crate::expr::{self, Path};
use crate::schema::{
    EntitySchema, FieldPlace, FieldSchema, IndexSchema, KeyAttributes, TableSchema, ViewField,
};

/// The attributes of a view's fields; and of keys those that tell the entity, that hold fields which are in keys only,
/// and, with `with_keys`, that make a cursor. Everything if the item may have to be upgraded, as a step may look at any
/// attribute.
fn asked<V: Projection>(index: Option<&IndexSchema>, with_keys: bool) -> Option<expr::Projection> {
    let (entity, table) = (V::Entity::SCHEMA, <V::Table as Table>::SCHEMA);
    if entity.upgrades() && !index.is_some_and(holds_keys_only) {
        return None;
    }
    let mut names = Names::default();
    names.add_telling(entity, table, index, with_keys);
    // An item of the table may be looked at to see whether it is hidden; queries of an index are filtered.
    if index.is_none() {
        names.add_judging(entity, table);
    }
    for (viewed, field) in viewed(V::SCHEMA, entity) {
        match viewed.below {
            [] => names.add_field(viewed.place, field, entity, table, index),
            _ => {
                names.0.add(needed(viewed, field, entity));
                viewed.tags(entity).for_each(|tag| names.0.add(tag));
            }
        }
    }
    Some(names.0.into_projection())
}

/// What a view asks of the table, without and with the keys: found once, and shared by all reads.
#[doc(hidden)]
#[derive(Debug)]
pub struct AskedOfTable {
    without_keys: OnceLock<Option<expr::Projection>>,
    with_keys: OnceLock<Option<expr::Projection>>,
}

impl AskedOfTable {
    #[must_use]
    pub const fn new() -> Self {
        Self { without_keys: OnceLock::new(), with_keys: OnceLock::new() }
    }

    /// As [`asked`].
    pub fn or_of<V: Projection>(
        &self,
        index: Option<&IndexSchema>,
        with_keys: bool,
    ) -> Option<expr::Projection> {
        if index.is_some() {
            return asked::<V>(index, with_keys);
        }
        let known = if with_keys { &self.with_keys } else { &self.without_keys };
        known.get_or_init(|| asked::<V>(None, with_keys)).clone()
    }
}

impl Default for AskedOfTable {
    fn default() -> Self {
        Self::new()
    }
}

/// What the members of a collection need together; everything if one is held whole, or other items are. Generated code
/// calls it.
#[doc(hidden)]
#[must_use]
pub fn asked_of_members<C: Collection>(
    index: Option<&IndexSchema>,
    with_keys: bool,
) -> Option<expr::Projection> {
    let mut names = Names::default();
    if C::SCHEMA.other {
        return None;
    }
    for asked in C::__ASKED {
        names.0.add_all(&asked(index, with_keys)?);
    }
    // Where a filter cannot tell the members apart, each item is looked at.
    if !index.is_some_and(holds_keys_only) {
        C::SCHEMA.members.iter().for_each(|member| names.add_judging(member, C::Table::SCHEMA));
    }
    Some(names.0.into_projection())
}

/// The path that says what is inside a field. Where a default stands for what is missing, it has to be seen whether that is
/// the thing itself or what holds it, so the answer has to have what holds it.
fn needed(viewed: &ViewField, field: &FieldSchema, entity: &EntitySchema) -> Path {
    let path = viewed.path(entity);
    if field.default.is_some() {
        return cut(&path, 0);
    }
    let mut stored = viewed.below.iter().filter(|step| step.stored().is_some());
    let of_item = usize::from(field.place != FieldPlace::Flattened);
    match stored.position(|step| step.default().is_some()) {
        // The item itself holds it.
        Some(0) if of_item == 0 => cut(&path, 0),
        Some(steps) => cut(&path, steps + of_item - 1),
        None => path,
    }
}

/// The attributes that a search of an index names: those of a view, or all of an entity, as the service leaves out vectors
/// that are not named; and those that say whether an item is hidden, as no search is filtered by them.
pub(crate) fn named_in_search<O: Readable>(index: &IndexSchema) -> Option<expr::Projection> {
    let (entity, table) = (O::__ONLY?, <O::Table as Table>::SCHEMA);
    let mut names = Names::default();
    let asked = O::__projection(Some(index), true);
    match &asked {
        Some(asked) => asked.paths().iter().for_each(|path| names.add(path.root())),
        None => {
            let stored = entity.fields.iter().enumerate().filter(|(_, field)| field.is_named());
            names.add_telling(entity, table, Some(index), true);
            for (place, field) in stored {
                names.add_field(place, field, entity, table, Some(index));
            }
        }
    }
    names.add_judging(entity, table);
    Some(names.0.into_projection())
}

/// What is asked for, attribute by attribute.
#[derive(Default)]
struct Names(Wanted);

impl Names {
    fn add(&mut self, name: &str) {
        self.0.add(Path::attribute(name));
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

    /// Adds what has a field: its attribute, or keys.
    fn add_field(
        &mut self,
        place: usize,
        field: &FieldSchema,
        entity: &EntitySchema,
        table: &TableSchema,
        index: Option<&IndexSchema>,
    ) {
        if field.place == FieldPlace::Ttl {
            table.ttl.iter().for_each(|ttl| self.add(ttl));
            return;
        }
        let held = index.is_none_or(|index| index.holds(table, field.attribute));
        if field.place == FieldPlace::Key || !held {
            self.add_keys_with(place, entity, table, index);
        } else {
            self.add(field.attribute);
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
