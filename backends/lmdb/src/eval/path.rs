//! Finds what a document path leads to.

use dynamo_model::expr::{Element, Path};
use dynamo_model::value::{ItemRef, ValueRef};

/// Returns the value at `path`, decoding nothing else.
pub(super) fn resolve<'a>(item: ItemRef<'a>, path: &Path) -> Option<ValueRef<'a>> {
    path.rest().iter().try_fold(item.get(path.root())?, step)
}

fn step<'a>(value: ValueRef<'a>, element: &Element) -> Option<ValueRef<'a>> {
    match (value, element) {
        (ValueRef::M(map), Element::Key(name)) => map.get(name),
        (ValueRef::L(list), Element::Index(index)) => list.get(usize::try_from(*index).ok()?),
        _ => None,
    }
}
