//! The parts of an item that some paths lead to, in the shape they have there.

use std::collections::BTreeMap;

use dynamo_model::expr::{Element, Path};
use dynamo_model::value::Value;

use super::Attributes;

/// Keeps what the paths lead to. Maps keep their names, lists close ranks.
pub(super) fn project<'p>(item: &Attributes, paths: impl Iterator<Item = &'p Path>) -> Attributes {
    let mut wanted: BTreeMap<&str, Vec<&[Element]>> = BTreeMap::new();
    for path in paths {
        wanted.entry(path.root()).or_default().push(path.rest());
    }
    let kept =
        wanted.iter().filter_map(|(name, rests)| Some(((*name).to_owned(), keep(item.get(*name)?, rests)?)));
    kept.collect()
}

/// Keeps the parts of a value that some ways lead to; nothing if none leads anywhere.
fn keep(value: &Value, ways: &[&[Element]]) -> Option<Value> {
    if ways.iter().any(|way| way.is_empty()) {
        return Some(value.clone());
    }
    match value {
        Value::M(entries) => {
            let kept = entries.iter().filter_map(|(name, entry)| {
                let inside = onward(ways, &Element::Key(name.clone()));
                Some((name.clone(), keep_inside(entry, &inside)?))
            });
            Some(kept.collect::<Attributes>()).filter(|kept| !kept.is_empty()).map(Value::M)
        }
        Value::L(elements) => {
            let kept = elements.iter().enumerate().filter_map(|(place, element)| {
                let inside = onward(ways, &Element::Index(u32::try_from(place).ok()?));
                keep_inside(element, &inside)
            });
            Some(kept.collect::<Vec<Value>>()).filter(|kept| !kept.is_empty()).map(Value::L)
        }
        _ => None,
    }
}

fn keep_inside(value: &Value, ways: &[&[Element]]) -> Option<Value> {
    if ways.is_empty() { None } else { keep(value, ways) }
}

/// Returns what is left of the ways that go through an element.
fn onward<'w>(ways: &[&'w [Element]], through: &Element) -> Vec<&'w [Element]> {
    ways.iter()
        .filter_map(|way| way.split_first())
        .filter(|(first, _)| *first == through)
        .map(|(_, rest)| rest)
        .collect()
}
