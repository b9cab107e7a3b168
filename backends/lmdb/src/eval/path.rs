//! Finds what a document path leads to.

use dynamo_model::Result;
use dynamo_model::expr::{Element, Path};
use dynamo_model::value::{ItemRef, ValueRef};

use super::wrong_path;

/// Returns the value at `path`, decoding nothing else.
pub(super) fn resolve<'a>(item: ItemRef<'a>, path: &Path) -> Option<ValueRef<'a>> {
    path.rest().iter().try_fold(item.get(path.root())?, step)
}

/// Checks that what a path leads to can be put there: its parent is there, and of the right kind.
pub(super) fn check_target(item: ItemRef<'_>, path: &Path) -> Result<()> {
    let Some((last, above)) = path.rest().split_last() else { return Ok(()) };
    let parent = item.get(path.root()).and_then(|root| above.iter().try_fold(root, step));
    match (parent, last) {
        (Some(ValueRef::M(_)), Element::Key(_)) | (Some(ValueRef::L(_)), Element::Index(_)) => Ok(()),
        _ => Err(wrong_path()),
    }
}

fn step<'a>(value: ValueRef<'a>, element: &Element) -> Option<ValueRef<'a>> {
    match (value, element) {
        (ValueRef::M(map), Element::Key(name)) => map.get(name),
        (ValueRef::L(list), Element::Index(index)) => list.get(usize::try_from(*index).ok()?),
        _ => None,
    }
}
