//! Which types the texts of a lock name.

use std::collections::{BTreeMap, BTreeSet};

use super::Lock;
use super::compare_entity::{Pair, attribute_of};
use super::types::LockedType;
use crate::schema::type_names::is_of_path;

/// Where values of a type are stored.
#[derive(Default)]
pub(super) struct Places {
    /// In attributes whose items no step upgrades.
    pub(super) attributes: Vec<String>,
    /// In attributes whose items a step upgrades.
    pub(super) upgraded: Vec<String>,
    /// In keys, which no step changes.
    pub(super) keys: Vec<String>,
}

impl Places {
    pub(super) fn add(&mut self, pair: &Pair<'_>, types: &BTreeSet<&str>) {
        let Pair { name, old, new } = pair;
        let holding = old.attributes.iter().filter(|(_, text)| mentions(text, types));
        let holding = holding.map(|(attribute, _)| attribute_of(name, attribute));
        if new.upgrades(old) {
            self.upgraded.extend(holding)
        } else {
            self.attributes.extend(holding)
        }
        let is_in = |parts: &[String]| parts.iter().any(|part| mentions(part, types));
        if is_in(&old.key.parts) {
            self.keys.push(format!("the primary key of `{name}`"));
        }
        let indexes = old.indexes.iter().filter(|(_, templates)| is_in(&templates.parts));
        self.keys.extend(indexes.map(|(index, _)| format!("the key of `{name}` in index `{index}`")));
        let guards = old.unique.iter().filter(|(_, values)| mentions(values, types));
        self.keys.extend(guards.map(|(prefix, _)| format!("the guards `{prefix}…` of `{name}`")));
    }
}

impl Lock {
    /// The type, and those that hold it.
    pub(super) fn holding<'l>(&'l self, name: &'l str) -> BTreeSet<&'l str> {
        let mut found = BTreeSet::from([name]);
        loop {
            let more: Vec<&str> = (self.types.iter())
                .filter(|(name, ty)| {
                    !found.contains(name.as_str()) && ty.texts().any(|text| mentions(text, &found))
                })
                .map(|(name, _)| name.as_str())
                .collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }

    /// The same design, with types that were only renamed called as they were in `old`.
    pub(super) fn with_type_names_of(&self, old: &Self) -> Self {
        let mut new = self.clone();
        for (name, ty) in self.types.iter().filter(|(name, _)| !old.types.contains_key(*name)) {
            let mut free = old.types.iter().filter(|(before, _)| !self.types.contains_key(*before));
            if let Some((before, _)) = free.find(|(before, was)| ty.is_renamed(name, was, before)) {
                new.rename_type(name, before);
            }
        }
        new
    }

    fn rename_type(&mut self, from: &str, to: &str) {
        if let Some(ty) = self.types.remove(from) {
            self.types.insert(to.to_owned(), ty);
        }
        let texts = self.types.values_mut().flat_map(LockedType::texts_mut);
        let of_entities = self.entities.values_mut().flat_map(|entity| {
            let keys = std::iter::once(&mut entity.key).chain(entity.indexes.values_mut());
            let parts = keys.flat_map(|templates| &mut templates.parts);
            parts.chain(entity.attributes.values_mut()).chain(entity.unique.values_mut())
        });
        for text in texts.chain(of_entities) {
            *text = replaced(text, from, to);
        }
    }
}

impl LockedType {
    /// Whether only the name is another one than it was, here and where the type holds itself.
    fn is_renamed(&self, name: &str, was: &Self, before: &str) -> bool {
        let mut renamed = self.clone();
        for text in renamed.texts_mut() {
            *text = replaced(text, name, before);
        }
        renamed == *was
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        let (one, entries, data): (_, _, Option<&BTreeMap<_, BTreeMap<_, _>>>) = match self {
            Self::Newtype(text) => (Some(text), None, None),
            Self::Struct(entries) => (None, Some(entries), None),
            Self::Enum(locked) => (None, None, Some(&locked.data)),
        };
        let data = data.into_iter().flat_map(BTreeMap::values);
        one.into_iter().chain(entries.into_iter().chain(data).flat_map(BTreeMap::values))
    }

    fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let (one, entries, data): (_, _, Option<&mut BTreeMap<_, BTreeMap<_, _>>>) = match self {
            Self::Newtype(text) => (Some(text), None, None),
            Self::Struct(entries) => (None, Some(entries), None),
            Self::Enum(locked) => (None, None, Some(&mut locked.data)),
        };
        let data = data.into_iter().flat_map(BTreeMap::values_mut);
        one.into_iter().chain(entries.into_iter().chain(data).flat_map(BTreeMap::values_mut))
    }
}

pub(super) fn mentions(text: &str, types: &BTreeSet<&str>) -> bool {
    words(text).any(|word| types.contains(word) || types.contains(last(word)))
}

/// Names with the modules before them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_path(c))
}

fn last(word: &str) -> &str {
    word.rsplit("::").next().unwrap_or(word)
}

/// The text with one name instead of another.
fn replaced(text: &str, from: &str, to: &str) -> String {
    let pieces = text.split_inclusive(|c: char| !is_of_path(c));
    pieces
        .map(|piece| {
            let word = piece.trim_end_matches(|c: char| !is_of_path(c));
            if word == from || last(word) == from { piece.replacen(from, to, 1) } else { piece.to_owned() }
        })
        .collect()
}
