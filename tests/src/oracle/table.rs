//! A table: its items by key, and its indexes, which are worked out anew for every read.

use std::collections::BTreeMap;

use dynamo_model::request::{CreateTable, IndexDefinition, IndexProjection, KeyKind};

use super::key::{Key, Schema};
use super::scaling::Scaling;
use super::stream::Stream;
use super::time_to_live::TimeToLive;
use super::{Attributes, index_key};

#[derive(Clone, Debug)]
pub(super) struct Table {
    /// What tells it from all other tables.
    pub(super) number: usize,
    pub(super) definition: CreateTable,
    pub(super) key: Schema,
    pub(super) global_indexes: Vec<Index>,
    pub(super) local_indexes: Vec<Index>,
    pub(super) items: BTreeMap<Key, Attributes>,
    pub(super) stream: Option<Stream>,
    /// The number of the stream it has, or had last.
    pub(super) latest_stream: Option<usize>,
    pub(super) time_to_live: TimeToLive,
    pub(super) scaling: Scaling,
}

#[derive(Clone, Debug)]
pub(super) struct Index {
    pub(super) definition: IndexDefinition,
    pub(super) key: Schema,
    pub(super) scope: Scope,
    table_key: Schema,
}

/// Whether an index orders the whole table anew, or each partition in itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Global,
    Local,
}

/// What a write did to an item.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) old: Option<Attributes>,
    pub(super) new: Option<Attributes>,
}

impl Table {
    /// Makes an empty table of a definition that has been checked.
    pub(super) fn new(definition: &CreateTable) -> Self {
        let kind_of = |name: &str| {
            let attribute = definition.attributes.iter().find(|attribute| attribute.name == name);
            attribute.map_or(KeyKind::S, |attribute| attribute.kind)
        };
        let key = Schema::new(&definition.key, kind_of);
        let indexes = |scope, definitions: &[IndexDefinition]| {
            let index = |index: &IndexDefinition| Index {
                definition: index.clone(),
                key: Schema::new(&index.key, kind_of),
                scope,
                table_key: key.clone(),
            };
            definitions.iter().map(index).collect()
        };
        let global_indexes = indexes(Scope::Global, &definition.global_indexes);
        let local_indexes = indexes(Scope::Local, &definition.local_indexes);
        Self {
            number: 0,
            definition: definition.clone(),
            key,
            global_indexes,
            local_indexes,
            items: BTreeMap::new(),
            stream: None,
            latest_stream: None,
            time_to_live: TimeToLive::default(),
            scaling: Scaling::default(),
        }
    }

    /// Makes the table another one with the same items.
    pub(super) fn redefine(&mut self, definition: CreateTable) {
        let new = Self::new(&definition);
        (self.global_indexes, self.definition) = (new.global_indexes, definition);
    }

    pub(super) fn indexes(&self) -> impl Iterator<Item = &Index> {
        self.global_indexes.iter().chain(&self.local_indexes)
    }

    pub(super) fn index(&self, name: &str) -> Option<&Index> {
        self.indexes().find(|index| index.definition.name == name)
    }

    /// Stores an item, or removes it.
    pub(super) fn write(&mut self, key: Key, new: Option<Attributes>) -> Change {
        let old = match &new {
            Some(item) => self.items.insert(key, item.clone()),
            None => self.items.remove(&key),
        };
        let change = Change { old, new };
        self.record(&change, false);
        change
    }

    /// Removes an item because its time has passed.
    pub(super) fn expire(&mut self, key: &Key) {
        let change = Change { old: self.items.remove(key), new: None };
        self.record(&change, true);
    }

    fn record(&mut self, change: &Change, expired: bool) {
        if let Some(stream) = &mut self.stream {
            stream.note(change, expired);
        }
    }

    /// Returns the indexes that have this attribute in their key, and the type it must have.
    pub(super) fn indexes_keyed_by(&self, name: &str) -> impl Iterator<Item = (&Index, KeyKind)> {
        self.indexes().filter_map(move |index| Some((index, index.key.kind_of(name)?)))
    }
}

impl Index {
    pub(super) fn name(&self) -> &str {
        &self.definition.name
    }

    /// Returns what the index holds of an item; nothing if a key attribute is missing.
    pub(super) fn entry(&self, item: &Attributes) -> Option<Attributes> {
        if !index_key::is_member(self, item) {
            return None;
        }
        let held = item.iter().filter(|(name, _)| self.projects(name));
        Some(held.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    /// Whether entries have this attribute, if the item does.
    pub(super) fn projects(&self, name: &str) -> bool {
        let included = match &self.definition.projection {
            IndexProjection::All => true,
            IndexProjection::KeysOnly => false,
            IndexProjection::Include(names) => names.iter().any(|included| included == name),
        };
        included || self.key.has(name) || self.table_key.has(name)
    }
}
