//! Edits at paths of a document, all of them at once: every index means a place in the list as it was.

use std::collections::BTreeMap;

use dynamo_model::expr::{Element, Path};
use dynamo_model::value::Value;

use crate::oracle::Attributes;

const INVALID_PATH: &str = "The document path provided in the update expression is invalid for update";

/// What happens to the value at a path.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Put(Value),
    Remove,
}

/// The edits below one element: of the element itself, or further down.
type Below<'e> = Vec<(&'e [Element], &'e Edit)>;

/// Applies edits none of which is below another, and adds what is wrong to `faults`.
pub(super) fn apply(item: &Attributes, edits: &[(&Path, Edit)], faults: &mut Vec<String>) -> Attributes {
    let mut after = item.clone();
    let mut by_root: BTreeMap<&str, Below<'_>> = BTreeMap::new();
    for (path, edit) in edits {
        by_root.entry(path.root()).or_default().push((path.rest(), edit));
    }
    for (name, below) in by_root {
        edit_entry(&mut after, name, &below, faults);
    }
    after
}

fn edit_entry(entries: &mut Attributes, name: &str, below: &Below<'_>, faults: &mut Vec<String>) {
    match (entries.get_mut(name), own(below)) {
        (_, Some(Edit::Put(value))) => {
            entries.insert(name.to_owned(), value.clone());
        }
        (_, Some(Edit::Remove)) => {
            entries.remove(name);
        }
        (Some(value), None) => edit_inside(value, below, faults),
        (None, None) => faults.push(INVALID_PATH.to_owned()),
    }
}

/// Returns the edit of the element itself, if it is not further down.
fn own<'e>(below: &Below<'e>) -> Option<&'e Edit> {
    below.iter().find(|(rest, _)| rest.is_empty()).map(|(_, edit)| *edit)
}

fn edit_inside(value: &mut Value, below: &Below<'_>, faults: &mut Vec<String>) {
    let (mut keys, mut indexes): (BTreeMap<&str, Below<'_>>, BTreeMap<usize, Below<'_>>) = Default::default();
    for (rest, edit) in below {
        match rest.split_first() {
            Some((Element::Key(name), rest)) => keys.entry(name.as_str()).or_default().push((rest, edit)),
            Some((Element::Index(index), rest)) => {
                indexes.entry(*index as usize).or_default().push((rest, edit));
            }
            None => {}
        }
    }
    match value {
        Value::M(entries) if indexes.is_empty() => {
            keys.iter().for_each(|(name, below)| edit_entry(entries, name, below, faults));
        }
        Value::L(elements) if keys.is_empty() => edit_list(elements, &indexes, faults),
        _ => faults.push(INVALID_PATH.to_owned()),
    }
}

fn edit_list(elements: &mut Vec<Value>, indexes: &BTreeMap<usize, Below<'_>>, faults: &mut Vec<String>) {
    let length = elements.len();
    let mut kept: Vec<Option<Value>> = elements.drain(..).map(Some).collect();
    for (index, below) in indexes {
        match (own(below), *index < length) {
            (Some(Edit::Put(value)), true) => kept[*index] = Some(value.clone()),
            // Past the end there are no gaps: the values follow in the order of their indexes.
            (Some(Edit::Put(value)), false) => kept.push(Some(value.clone())),
            (Some(Edit::Remove), true) => kept[*index] = None,
            (Some(Edit::Remove), false) => {}
            (None, true) => kept[*index].iter_mut().for_each(|value| edit_inside(value, below, faults)),
            (None, false) => faults.push(INVALID_PATH.to_owned()),
        }
    }
    elements.extend(kept.into_iter().flatten());
}
