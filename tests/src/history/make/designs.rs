//! Random designs of tables.

use std::collections::BTreeMap;

use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema, TableClass, TableName,
    Throughput,
};

use super::Maker;

pub(super) const KINDS: [KeyKind; 3] = [KeyKind::S, KeyKind::N, KeyKind::B];
/// The attributes indexes may be keyed by, next to those of the table.
pub(super) const INDEXED: [(&str, KeyKind); 5] =
    [("g1", KeyKind::S), ("g2", KeyKind::N), ("g3", KeyKind::B), ("g4", KeyKind::S), ("g5", KeyKind::N)];
/// The attributes that are part of no key.
pub(super) const DATA: [&str; 9] = ["a", "b", "n", "s", "m", "l", "a.b", "größe", "ttl"];

/// A table, as far as requests are made for it.
#[derive(Clone, Debug)]
pub(super) struct Design {
    pub(super) request: CreateTable,
    /// Whether the history has created it, and not deleted it again.
    pub(super) exists: bool,
}

impl Design {
    pub(super) fn name(&self) -> TableName {
        self.request.table.clone()
    }

    /// Returns the indexes, global and local ones.
    pub(super) fn indexes(&self) -> impl Iterator<Item = &IndexDefinition> {
        self.request.global_indexes.iter().chain(&self.request.local_indexes)
    }

    /// Whether an index is a local one, which is read consistently, and whose items are fetched.
    pub(super) fn is_local(&self, index: &IndexDefinition) -> bool {
        self.request.local_indexes.contains(index)
    }

    pub(super) fn kind_of(&self, name: &str) -> Option<KeyKind> {
        self.request
            .attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| attribute.kind)
    }

    /// Returns the attributes that are in the key of an index and not of the table.
    pub(super) fn index_attributes(&self) -> Vec<(String, KeyKind)> {
        let of_table = |name: &str| self.request.key.attributes().any(|attribute| attribute == name);
        let attributes = self.request.attributes.iter().filter(|attribute| !of_table(&attribute.name));
        attributes.map(|attribute| (attribute.name.clone(), attribute.kind)).collect()
    }

    /// Returns the attributes with a type of the table's key or of an index's.
    pub(super) fn typed(&self, key: &KeySchema) -> Vec<(String, KeyKind)> {
        key.attributes().filter_map(|name| Some((name.to_owned(), self.kind_of(name)?))).collect()
    }
}

impl Maker {
    /// Designs the table of a number.
    pub(super) fn design(&mut self, number: usize) -> Design {
        let mut key = KeySchema::new("pk");
        if self.chance(75) {
            key = key.with_sort("sk");
        }
        let own = [("pk", *self.one_of(&KINDS)), ("sk", *self.one_of(&KINDS))];
        let own = own.into_iter().filter(|(name, _)| key.attributes().any(|attribute| attribute == *name));
        let kinds: BTreeMap<&str, KeyKind> = own.chain(INDEXED).collect();
        let provisioned = self.chance(10).then_some(Throughput { read: 5, write: 5 });
        let mut request = CreateTable::new(format!("t-{number}"), key);
        if let Some(throughput) = provisioned {
            request = request.with_billing(BillingMode::Provisioned(throughput));
        }
        for number in 0..self.rng.usize(..4) {
            let mut index = self.index(number, &kinds);
            index.throughput = provisioned;
            request = request.with_global_index(index);
        }
        if self.chance(70) {
            request = request.with_stream(self.view());
        }
        if !request.key.sort().is_empty() && self.chance(50) {
            for number in 0..1 + self.rng.usize(..3) {
                request = request.with_local_index(self.local_index(number));
            }
        }
        if self.chance(10) {
            request = request.with_class(TableClass::InfrequentAccess);
        }
        if self.chance(10) {
            request = request.protected().with_tag("team", "a");
        }
        Design { request: with_definitions(request, &kinds), exists: false }
    }

    /// Designs a global index of a table, on attributes with or without a type.
    pub(super) fn index(&mut self, number: usize, kinds: &BTreeMap<&str, KeyKind>) -> IndexDefinition {
        let mut names: Vec<&str> = kinds.keys().copied().collect();
        self.rng.shuffle(&mut names);
        let partition = *self.one_of(&[1, 1, 1, 1, 2, 3]);
        let sort = (*self.one_of(&[0, 1, 1, 1, 2, 3])).min(names.len() - partition);
        let mut names = names.into_iter();
        let mut key = KeySchema::new(names.next().unwrap_or("g1"));
        for name in names.by_ref().take(partition - 1) {
            key = key.with_partition(name);
        }
        for name in names.take(sort) {
            key = key.with_sort(name);
        }
        let projection = self.projection_of_index();
        IndexDefinition::new(format!("index-{number}"), key).with_projection(projection)
    }

    /// Designs a local index: the partition of its table, in the order of another attribute.
    fn local_index(&mut self, number: usize) -> IndexDefinition {
        let (name, _) = *self.one_of(&INDEXED);
        let projection = self.projection_of_index();
        IndexDefinition::new(format!("local-{number}"), KeySchema::new("pk").with_sort(name))
            .with_projection(projection)
    }

    fn projection_of_index(&mut self) -> IndexProjection {
        match self.rng.usize(..10) {
            0..4 => IndexProjection::All,
            4..7 => IndexProjection::KeysOnly,
            _ => {
                let mut names: Vec<String> = DATA.into_iter().chain(["g1"]).map(str::to_owned).collect();
                self.rng.shuffle(&mut names);
                names.truncate(1 + self.rng.usize(..3));
                IndexProjection::Include(names)
            }
        }
    }
}

/// Leaves out the definitions that no key needs.
pub(super) fn defined(mut request: CreateTable) -> CreateTable {
    let indexes = request.global_indexes.iter().chain(&request.local_indexes);
    let keys = indexes.map(|index| &index.key).chain([&request.key]);
    let used: Vec<String> = keys.flat_map(|key| key.attributes().map(str::to_owned)).collect();
    request.attributes.retain(|attribute| used.contains(&attribute.name));
    request
}

/// Declares the attributes all keys use, each once.
fn with_definitions(request: CreateTable, kinds: &BTreeMap<&str, KeyKind>) -> CreateTable {
    defined(kinds.iter().fold(request, |request, (name, kind)| request.with_attribute(*name, *kind)))
}
