//! Equality as the service defines it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::strategy;
use crate::value::{Item, ItemRef, PackedValue, Value, Writer};

/// Packs a value with every map's entries in reverse.
fn reversed(value: &Value, writer: &mut Writer) {
    match value {
        Value::L(elements) => {
            writer.list(|writer| elements.iter().for_each(|element| reversed(element, writer)))
        }
        Value::M(entries) => writer.map(|writer| reversed_entries(entries, writer)),
        other => writer.owned(other),
    }
}

fn reversed_entries(entries: &BTreeMap<String, Value>, writer: &mut Writer) {
    for (name, value) in entries.iter().rev() {
        writer.name(name);
        reversed(value, writer);
    }
}

fn view(value: Value) -> PackedValue {
    PackedValue::from(value)
}

#[test]
fn values_of_different_types_are_never_equal() {
    let alike = [
        Value::from("1"),
        Value::from(1),
        Value::from("1".as_bytes()),
        Value::from(true),
        Value::Null,
        Value::L(Vec::new()),
        Value::M(BTreeMap::new()),
        Value::Ss(Default::default()),
        Value::Ns(Default::default()),
        Value::Bs(Default::default()),
    ];
    for (at, a) in alike.iter().enumerate() {
        for (other, b) in alike.iter().enumerate() {
            assert_eq!(view(a.clone()) == view(b.clone()), at == other, "{a:?} {b:?}");
        }
    }
}

#[test]
fn lists_compare_in_order() {
    let list = |elements: [i32; 2]| view(Value::L(elements.map(Value::from).to_vec()));
    assert_eq!(list([1, 2]), list([1, 2]));
    assert_ne!(list([1, 2]), list([2, 1]));
    assert_ne!(list([1, 2]), view(Value::L(vec![Value::from(1)])));
}

#[test]
fn numbers_compare_by_value_at_any_depth() {
    let items = ["1", "1.0", "0.1e1"].map(|text| {
        Item::from_dynamodb_json(&format!(
            r#"{{"a":{{"L":[{{"M":{{"n":{{"N":"{text}"}},"s":{{"NS":["{text}"]}}}}}}]}}}}"#
        ))
        .unwrap()
    });
    assert_eq!(items[0], items[1]);
    assert_eq!(items[0], items[2]);
}

#[test]
fn names_swapped_between_equal_values_differ() {
    let a = Item::from_iter([("a", 1), ("b", 2)]);
    let b = Item::from_iter([("a", 2), ("b", 1)]);
    assert_ne!(a, b);
}

proptest! {
    #[test]
    fn the_order_of_entries_does_not_matter_at_any_depth(attributes in strategy::attributes()) {
        let mut writer = Writer::new();
        reversed_entries(&attributes, &mut writer);
        prop_assert_eq!(writer.into_item(), Item::from(attributes));
    }

    #[test]
    fn packed_equality_is_that_of_owned_values(a in strategy::value(), b in strategy::value()) {
        prop_assert_eq!(view(a.clone()) == view(b.clone()), a == b);
    }

    #[test]
    fn one_changed_attribute_makes_items_differ(
        attributes in strategy::attributes(),
        name in any::<String>(),
        value in strategy::value(),
    ) {
        let before = Item::from(&attributes);
        let mut after = before.clone();
        after.insert(&name, value.clone());
        prop_assert_eq!(before == after, attributes.get(&name) == Some(&value));
        prop_assert_eq!(ItemRef::new(before.as_bytes()) == after.view(), before == after);
    }
}
