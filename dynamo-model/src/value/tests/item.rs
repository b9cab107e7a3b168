//! Items as maps of attributes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::strategy;
use crate::value::{Item, Value, ValueRef};

#[test]
fn replacing_an_attribute_leaves_one_of_that_name() {
    let mut item = Item::from_iter([("a", "1"), ("b", "2"), ("c", "3")]);
    item.insert("b", 22);
    assert_eq!(item.len(), 3);
    assert_eq!(item.get("b"), Some(ValueRef::N(22.into())));
    assert_eq!(item.get("c"), Some(ValueRef::S("3")));
}

#[test]
fn removing_an_absent_attribute_changes_nothing() {
    let mut item = Item::from_iter([("a", "1")]);
    let before = item.clone();
    assert!(!item.remove("b"));
    assert_eq!(item.as_bytes(), before.as_bytes());
}

#[test]
fn a_name_is_found_whole_and_never_inside_another_entry() {
    let item = Item::from_iter([
        ("ab", Value::from("a")),
        ("m", Value::M(BTreeMap::from([("a".into(), Value::Null)]))),
    ]);
    assert_eq!(item.get("a"), None);
    assert!(!item.contains("b"));
    assert!(item.contains("ab"));
}

#[test]
fn the_last_of_two_collected_attributes_counts() {
    let item = Item::from_iter([("a", 1), ("a", 2)]);
    assert_eq!(item.len(), 1);
    assert_eq!(item.get("a"), Some(ValueRef::N(2.into())));
}

/// A change to an item and to the map it should behave like.
#[derive(Clone, Debug)]
enum Change {
    Insert(String, Value),
    InsertRef(String, Value),
    Remove(String),
}

fn change() -> impl Strategy<Value = Change> {
    let name = || "[abc]{0,2}";
    prop_oneof![
        (name(), strategy::value()).prop_map(|(name, value)| Change::Insert(name, value)),
        (name(), strategy::value()).prop_map(|(name, value)| Change::InsertRef(name, value)),
        name().prop_map(Change::Remove),
    ]
}

proptest! {
    #[test]
    fn an_item_behaves_like_a_map(changes in prop::collection::vec(change(), 0..24)) {
        let mut item = Item::new();
        let mut model = BTreeMap::new();
        for change in changes {
            match change {
                Change::Insert(name, value) => {
                    item.insert(&name, value.clone());
                    model.insert(name, value);
                }
                Change::InsertRef(name, value) => {
                    item.insert_ref(&name, crate::value::PackedValue::from(&value).view());
                    model.insert(name, value);
                }
                Change::Remove(name) => prop_assert_eq!(item.remove(&name), model.remove(&name).is_some()),
            }
            prop_assert_eq!(item.len(), model.len());
        }
        for (name, value) in &model {
            prop_assert_eq!(item.get(name).map(|found| found.to_value()), Some(value.clone()));
        }
        prop_assert_eq!(item.to_map(), model);
        prop_assert!(Item::from_bytes(item.into_bytes()).is_ok());
    }
}
