//! Paths into decoded items.

use dynamo_model::expr::{Element, Path};
use dynamo_model::value::Value;

use super::Attributes;

/// Returns what a path leads to.
pub(super) fn find<'i>(item: &'i Attributes, path: &Path) -> Option<&'i Value> {
    path.rest().iter().try_fold(item.get(path.root())?, step)
}

fn step<'v>(value: &'v Value, element: &Element) -> Option<&'v Value> {
    match (value, element) {
        (Value::M(entries), Element::Key(name)) => entries.get(name),
        (Value::L(elements), Element::Index(index)) => elements.get(*index as usize),
        _ => None,
    }
}

/// Writes a path as messages do, such as `[a, b, [1]]`.
pub(super) fn listed(path: &Path) -> String {
    let steps = path.rest().iter().map(|element| match element {
        Element::Key(name) => name.clone(),
        Element::Index(index) => format!("[{index}]"),
    });
    let all: Vec<String> = std::iter::once(path.root().to_owned()).chain(steps).collect();
    format!("[{}]", all.join(", "))
}
