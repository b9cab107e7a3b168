//! Sizes, byte for byte as the service counts them.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::strategy;
use crate::value::{Item, Number, PackedValue, Value};

fn number(text: &str) -> Value {
    Value::N(Number::parse(text).unwrap())
}

#[test]
fn scalars_have_the_measured_sizes() {
    let cases = [
        (Value::from(""), 0),
        (Value::from("é😀"), 6),
        (Value::from(vec![0_u8; 5]), 5),
        (Value::Null, 1),
        (Value::from(false), 1),
        (number("0"), 1),
        (number("0e125"), 1),
        (number("1.0"), 2),
        (number("-1"), 3),
        (number("1e3"), 2),
        (number("1E125"), 2),
        (number("0.0000001"), 2),
        (number("1e-130"), 2),
        (number("12"), 2),
        (number("123456"), 4),
        (number("3.14159"), 5),
        (number(&"9".repeat(38)), 20),
        (number(&format!("{}0", "9".repeat(38))), 20),
    ];
    for (value, size) in cases {
        assert_eq!(value.size(), size, "{value:?}");
    }
}

#[test]
fn containers_add_three_and_one_for_each_element() {
    assert_eq!(Value::L(Vec::new()).size(), 3);
    assert_eq!(Value::M(BTreeMap::new()).size(), 3);
    let inner = Value::from(vec![Value::from("abc")]);
    assert_eq!(inner.size(), 3 + 1 + 3);
    let map = Value::M(BTreeMap::from([("key".to_owned(), inner)]));
    assert_eq!(map.size(), 3 + 1 + 3 + 7);
}

#[test]
fn sets_add_nothing_to_their_members() {
    assert_eq!(Value::from(BTreeSet::from(["ab".to_owned(), "c".to_owned()])).size(), 3);
    assert_eq!(Value::from(BTreeSet::from([Number::from(1), Number::from(-1)])).size(), 5);
    assert_eq!(Value::from(BTreeSet::from([vec![0_u8; 4], vec![]])).size(), 4);
}

#[test]
fn an_item_is_the_sum_of_its_names_and_values() {
    let item =
        Item::from_iter([("pk", Value::from("user#1")), ("é", Value::from(7)), ("ok", Value::from(true))]);
    assert_eq!(item.size(), (2 + 6) + (2 + 2) + (2 + 1));
    assert_eq!(Item::new().size(), 0);
}

proptest! {
    #[test]
    fn packed_and_owned_values_agree_on_their_size(value in strategy::value()) {
        prop_assert_eq!(PackedValue::from(&value).view().size(), value.size());
    }

    #[test]
    fn the_order_of_attributes_does_not_change_the_size(attributes in strategy::attributes()) {
        let reversed: Item = attributes.clone().into_iter().rev().collect();
        prop_assert_eq!(reversed.size(), Item::from(attributes).size());
    }
}
