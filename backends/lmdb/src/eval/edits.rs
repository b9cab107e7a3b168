//! The clauses of an update, gathered into the shape of the item they change.
//!
//! A list has to see all clauses on it at once: every index means a position of the old list, whatever the
//! other clauses append or remove.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::Result;
use dynamo_model::expr::{Element, Path};
use dynamo_model::value::Value;

use super::{wrong_path, wrong_type};

/// What one clause does to its target.
pub(super) enum Change<'u> {
    /// `SET`: the value, already computed.
    Put(Value),
    /// `REMOVE`.
    Remove,
    /// `ADD`: a number to add, or members to unite with.
    Add(&'u Value),
    /// `DELETE`: members to take out.
    Take(&'u Value),
}

/// The changes at one place of the item and below it.
#[derive(Default)]
pub(super) struct Edits<'u> {
    here: Option<Change<'u>>,
    entries: BTreeMap<&'u str, Edits<'u>>,
    elements: BTreeMap<usize, Edits<'u>>,
}

impl<'u> Edits<'u> {
    /// Adds a change to the edits of the whole item. Paths neither repeat nor overlap.
    pub(super) fn insert(&mut self, path: &'u Path, change: Change<'u>) {
        let root = self.entries.entry(path.root()).or_default();
        let target = path.rest().iter().fold(root, |place, element| match element {
            Element::Key(name) => place.entries.entry(name).or_default(),
            Element::Index(index) => place.elements.entry(*index as usize).or_default(),
        });
        target.here = Some(change);
    }

    /// Takes the edits of one top-level attribute out.
    pub(super) fn take(&mut self, attribute: &str) -> Option<Edits<'u>> {
        self.entries.remove(attribute)
    }

    /// Takes the edits of all top-level attributes left, in name order.
    pub(super) fn into_entries(self) -> BTreeMap<&'u str, Edits<'u>> {
        self.entries
    }

    /// Whether the outcome depends on the value that is there now.
    pub(super) fn needs_old_value(&self) -> bool {
        !matches!(self.here, Some(Change::Put(_) | Change::Remove))
    }

    /// Returns the value after the edits; `None` if there is none.
    pub(super) fn apply(self, old: Option<Value>) -> Result<Option<Value>> {
        match self.here {
            Some(Change::Put(value)) => Ok(Some(value)),
            Some(Change::Remove) => Ok(None),
            Some(Change::Add(value)) => add(old, value).map(Some),
            Some(Change::Take(members)) => take(old, members),
            None => self.apply_below(old).map(Some),
        }
    }

    fn apply_below(self, old: Option<Value>) -> Result<Value> {
        match old {
            Some(Value::M(map)) if self.elements.is_empty() => apply_to_map(self.entries, map),
            Some(Value::L(list)) if self.entries.is_empty() => apply_to_list(self.elements, list),
            _ => Err(wrong_path()),
        }
    }
}

fn apply_to_map(edits: BTreeMap<&str, Edits<'_>>, mut map: BTreeMap<String, Value>) -> Result<Value> {
    for (name, edit) in edits {
        let old = map.remove(name);
        if let Some(new) = edit.apply(old)? {
            map.insert(name.to_owned(), new);
        }
    }
    Ok(Value::M(map))
}

fn apply_to_list(edits: BTreeMap<usize, Edits<'_>>, list: Vec<Value>) -> Result<Value> {
    let mut slots: Vec<Option<Value>> = list.into_iter().map(Some).collect();
    let mut appended = Vec::new();
    // Ascending, so that what lies beyond the end is appended in index order.
    for (index, edit) in edits {
        match slots.get_mut(index) {
            Some(slot) => *slot = edit.apply(slot.take())?,
            None => appended.push(edit.apply(None)?),
        }
    }
    // Gaps close only now, when every index has met the old list.
    Ok(Value::L(slots.into_iter().chain(appended).flatten().collect()))
}

fn add(old: Option<Value>, value: &Value) -> Result<Value> {
    match (old, value) {
        (None, value) => Ok(value.clone()),
        (Some(Value::N(old)), Value::N(more)) => Ok(Value::N(old.checked_add(*more)?)),
        (Some(Value::Ss(old)), Value::Ss(more)) => Ok(Value::Ss(unite(old, more))),
        (Some(Value::Ns(old)), Value::Ns(more)) => Ok(Value::Ns(unite(old, more))),
        (Some(Value::Bs(old)), Value::Bs(more)) => Ok(Value::Bs(unite(old, more))),
        _ => Err(wrong_type()),
    }
}

/// A set that loses its last member disappears.
fn take(old: Option<Value>, members: &Value) -> Result<Option<Value>> {
    match (old, members) {
        (None, _) => Ok(None),
        (Some(Value::Ss(old)), Value::Ss(out)) => Ok(subtract(old, out).map(Value::Ss)),
        (Some(Value::Ns(old)), Value::Ns(out)) => Ok(subtract(old, out).map(Value::Ns)),
        (Some(Value::Bs(old)), Value::Bs(out)) => Ok(subtract(old, out).map(Value::Bs)),
        _ => Err(wrong_type()),
    }
}

fn unite<T: Ord + Clone>(mut old: BTreeSet<T>, more: &BTreeSet<T>) -> BTreeSet<T> {
    old.extend(more.iter().cloned());
    old
}

fn subtract<T: Ord>(mut old: BTreeSet<T>, out: &BTreeSet<T>) -> Option<BTreeSet<T>> {
    old.retain(|member| !out.contains(member));
    Some(old).filter(|left| !left.is_empty())
}
