//! Reduces an item to the paths a read asked for.

use std::collections::BTreeMap;

use dynamo_model::expr::{Element, Path, Projection};
use dynamo_model::value::{Item, ItemRef, ListRef, ValueRef, Writer};

/// Copies the projected paths that exist, each inside the structure it has in the item.
///
/// Lists close up: elements keep their order, not their indexes.
pub(crate) fn project(projection: &Projection, item: ItemRef<'_>) -> Item {
    select(projection.paths(), item)
}

/// Copies the given paths out of an item, as [`project`] does.
pub(super) fn select<'p>(paths: impl IntoIterator<Item = &'p Path>, item: ItemRef<'_>) -> Item {
    let mut tree = Wanted::default();
    for path in paths {
        tree.insert(path);
    }
    let mut writer = Writer::new();
    tree.copy_entries(item, &mut writer);
    writer.into_item()
}

/// What is wanted below one place of an item: all of it, or some entries or elements.
#[derive(Default)]
struct Wanted<'p> {
    whole: bool,
    entries: BTreeMap<&'p str, Wanted<'p>>,
    elements: BTreeMap<usize, Wanted<'p>>,
}

impl<'p> Wanted<'p> {
    fn insert(&mut self, path: &'p Path) {
        let root = self.entries.entry(path.root()).or_default();
        let leaf = path.rest().iter().fold(root, |place, element| match element {
            Element::Key(name) => place.entries.entry(name).or_default(),
            Element::Index(index) => place.elements.entry(*index as usize).or_default(),
        });
        leaf.whole = true;
    }

    /// Copies what is wanted of a map's entries, names included, and says whether there was any.
    fn copy_entries(&self, map: ItemRef<'_>, writer: &mut Writer) -> bool {
        let mut any = false;
        for (name, value) in map {
            if let Some(wanted) = self.entries.get(name) {
                let start = writer.position();
                writer.name(name);
                any |= wanted.copy_or_undo(value, start, writer);
            }
        }
        any
    }

    fn copy_elements(&self, list: ListRef<'_>, writer: &mut Writer) -> bool {
        let mut any = false;
        for (index, value) in list.iter().enumerate() {
            if let Some(wanted) = self.elements.get(&index) {
                any |= wanted.copy_or_undo(value, writer.position(), writer);
            }
        }
        any
    }

    /// Copies what is wanted of a value; without any, takes back everything written since `start`.
    fn copy_or_undo(&self, value: ValueRef<'_>, start: usize, writer: &mut Writer) -> bool {
        let found = self.copy(value, writer);
        if !found {
            writer.truncate(start);
        }
        found
    }

    fn copy(&self, value: ValueRef<'_>, writer: &mut Writer) -> bool {
        match value {
            _ if self.whole => {
                writer.value(value);
                true
            }
            ValueRef::M(map) => {
                let open = writer.begin_map();
                let found = self.copy_entries(map, writer);
                writer.end(open);
                found
            }
            ValueRef::L(list) => {
                let open = writer.begin_list();
                let found = self.copy_elements(list, writer);
                writer.end(open);
                found
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynamo_model::value::Value;

    fn item() -> Item {
        Item::from_iter([
            ("a", Value::from(1)),
            ("m", map([("x", Value::from(1)), ("y", Value::from(2))])),
            (
                "l",
                Value::from(vec![
                    Value::from("p"),
                    map([("k", 1.into()), ("n", 2.into())]),
                    Value::from("r"),
                ]),
            ),
        ])
    }

    fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
        Value::M(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn projected<P: Into<Path>, const N: usize>(paths: [P; N]) -> Item {
        project(&Projection::from_iter(paths), item().view())
    }

    fn l(index: u32) -> Path {
        Path::attribute("l").index(index)
    }

    #[test]
    fn a_nested_path_keeps_the_structure_around_it() {
        assert_eq!(
            projected([Path::attribute("m").key("y")]),
            Item::from_iter([("m", map([("y", 2.into())]))])
        );
    }

    #[test]
    fn list_elements_close_up_in_index_order() {
        assert_eq!(
            projected([l(2), l(0)]),
            Item::from_iter([("l", Value::from(vec![Value::from("p"), Value::from("r")]))])
        );
    }

    #[test]
    fn paths_into_one_element_merge() {
        let whole = map([("k", 1.into()), ("n", 2.into())]);
        assert_eq!(
            projected([l(1).key("n"), l(1).key("k"), l(9)]),
            Item::from_iter([("l", Value::from(vec![whole]))])
        );
    }

    #[test]
    fn paths_that_lead_nowhere_leave_no_empty_shell() {
        let nowhere = [Path::attribute("m").key("z"), l(7), Path::attribute("a").key("b"), "nope".into()];
        assert!(projected(nowhere).is_empty());
    }

    #[test]
    fn keys_are_not_added() {
        assert_eq!(projected(["a"]), Item::from_iter([("a", 1)]));
    }
}
