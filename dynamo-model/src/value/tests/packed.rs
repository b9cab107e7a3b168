//! The bytes themselves.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::strategy;
use crate::value::{Item, ItemRef, Number, PackedValue, Value, ValueRef, Writer};

fn packed(value: impl Into<Value>) -> Vec<u8> {
    Item::from_iter([("a", value)]).into_bytes().split_off(2)
}

#[test]
fn every_type_has_its_documented_bytes() {
    assert_eq!(packed("hé"), [1, 3, b'h', 0xc3, 0xa9]);
    assert_eq!(packed(0), [2, 2, 0, 0]);
    assert_eq!(packed(-1), [2, 3, 0, 0, 0xff]);
    assert_eq!(packed(128), [2, 4, 0, 0, 0x80, 0]);
    assert_eq!(packed(Number::parse("-0.25").unwrap()), [2, 3, 0xfe, 0xff, 0xe7]);
    assert_eq!(packed(vec![9_u8]), [3, 1, 9]);
    assert_eq!(packed(false), [4]);
    assert_eq!(packed(true), [5]);
    assert_eq!(packed(Value::Null), [6]);
    assert_eq!(packed(vec![Value::Null, Value::from("")]), [7, 3, 0, 0, 0, 6, 1, 0]);
    let map = BTreeMap::from([("k".to_owned(), Value::Null)]);
    assert_eq!(packed(map), [8, 3, 0, 0, 0, 1, b'k', 6]);
    let strings = BTreeSet::from(["b".to_owned(), "a".to_owned()]);
    assert_eq!(packed(strings), [9, 4, 0, 0, 0, 1, b'a', 1, b'b']);
    let numbers = BTreeSet::from([Number::from(1), Number::from(-1)]);
    assert_eq!(packed(numbers), [10, 8, 0, 0, 0, 3, 0, 0, 0xff, 3, 0, 0, 1]);
    let binaries = BTreeSet::from([vec![2], vec![]]);
    assert_eq!(packed(binaries), [11, 3, 0, 0, 0, 0, 1, 2]);
}

#[test]
fn lengths_past_127_take_a_longer_varint() {
    assert_eq!(packed("x".repeat(127))[..2], [1, 127]);
    assert_eq!(packed("x".repeat(128))[..3], [1, 0x80, 1]);
    for length in [127, 128, 16_383, 16_384, 300_000] {
        let item = Item::from_iter([("a", "x".repeat(length))]);
        assert_eq!(Item::from_bytes(item.as_bytes().to_vec()).unwrap(), item);
        assert_eq!(item.get("a").unwrap().size(), length);
    }
}

#[test]
fn second_spellings_of_a_value_are_rejected() {
    let cases: [(&str, &[u8]); 12] = [
        ("varint with a leading zero group", &[1, 0x81, 0]),
        ("mantissa with a spare byte", &[2, 4, 0, 0, 1, 0]),
        ("mantissa with a trailing zero digit", &[2, 3, 0, 0, 10]),
        ("zero with an exponent", &[2, 2, 1, 0]),
        ("number too large", &[2, 3, 126, 0, 1]),
        ("number without an exponent", &[2, 1, 0]),
        ("set out of order", &[9, 4, 0, 0, 0, 1, b'b', 1, b'a']),
        ("set with a repeat", &[11, 4, 0, 0, 0, 1, 1, 1, 1]),
        ("number set sorted by byte", &[10, 8, 0, 0, 0, 3, 0, 0, 1, 3, 0, 0, 0xff]),
        ("map with a name twice", &[8, 6, 0, 0, 0, 1, b'k', 6, 1, b'k', 6]),
        ("string that is not UTF-8", &[1, 1, 0xff]),
        ("tag without a meaning", &[12]),
    ];
    for (what, value) in cases {
        let bytes = [&[1, b'a'], value].concat();
        assert!(Item::from_bytes(bytes).is_err(), "{what}");
    }
}

#[test]
fn names_are_unique_within_one_item_only() {
    let nested = [1, b'a', 8, 3, 0, 0, 0, 1, b'a', 6];
    assert!(Item::from_bytes(nested.to_vec()).is_ok());
    assert!(Item::from_bytes(vec![1, b'a', 6, 1, b'a', 6]).is_err());
}

#[test]
fn the_offset_of_a_defect_is_that_of_its_innermost_value() {
    // a: NULL, b: [NULL, <no such tag>]
    let bytes = vec![1, b'a', 6, 1, b'b', 7, 2, 0, 0, 0, 6, 12];
    assert_eq!(Item::from_bytes(bytes).unwrap_err().offset(), 11);
}

#[test]
fn nesting_without_end_is_refused_and_read_without_overflow() {
    let mut bytes = vec![1, b'a'];
    for deeper in (0..100_000_u32).rev() {
        bytes.push(7);
        bytes.extend((deeper * 5).to_le_bytes());
    }
    let view = ItemRef::new(&bytes);
    assert!(view.size() > 0);
    assert!(view.check().is_err());
    assert_eq!(view.to_map().len(), 1);
    assert!(!view.to_dynamodb_json().is_empty());
    assert!(view == ItemRef::new(&bytes.clone()));
    assert!(Item::from_bytes(bytes).is_err());
}

#[test]
fn truncating_a_writer_forgets_a_name_without_a_value() {
    let mut writer = Writer::new();
    writer.name("kept");
    writer.null();
    let position = writer.position();
    writer.name("dropped");
    writer.truncate(position);
    assert_eq!(writer.into_item(), Item::from_iter([("kept", Value::Null)]));
}

#[test]
fn sets_are_written_sorted_and_without_repeats() {
    let mut writer = Writer::new();
    writer.name("s");
    writer.string_set(["b", "a", "b"]);
    writer.name("n");
    writer.number_set([10.into(), 9.into(), 10.into()]);
    writer.name("b");
    writer.binary_set([[2].as_slice(), &[1], &[2]]);
    let item = writer.into_item();
    assert!(Item::from_bytes(item.as_bytes().to_vec()).is_ok());
    assert_eq!(item.get("s").unwrap().as_ss().unwrap().len(), 2);
    assert_eq!(item.get("n").unwrap().as_ns().unwrap().len(), 2);
    assert_eq!(item.get("b").unwrap().as_bs().unwrap().len(), 2);
}

proptest! {
    #[test]
    fn packing_then_unpacking_gives_the_same_attributes(attributes in strategy::attributes()) {
        let item = Item::from(&attributes);
        prop_assert_eq!(item.to_map(), attributes);
    }

    #[test]
    fn packed_bytes_pass_their_own_validation(item in strategy::item()) {
        prop_assert!(Item::from_bytes(item.into_bytes()).is_ok());
    }

    #[test]
    fn splicing_a_value_copies_it_exactly(value in strategy::value()) {
        let packed = PackedValue::from(&value);
        let copy = PackedValue::from(packed.view());
        prop_assert_eq!(copy.view(), packed.view());
        prop_assert_eq!(copy.view().to_value(), value);
    }

    #[test]
    fn bytes_of_any_kind_never_panic_a_reader(bytes in strategy::near_item()) {
        let view = ItemRef::new(&bytes);
        let _ = (view.len(), view.size(), view.check(), view.get("a"), view.to_map(), view.to_dynamodb_json());
        for (_, value) in view {
            if let ValueRef::L(list) = value {
                let _ = (list.len(), list.get(1));
            }
        }
        prop_assert!(view == view);
    }

    #[test]
    fn accepted_bytes_come_back_when_packed_again(bytes in strategy::near_item()) {
        if let Ok(item) = Item::from_bytes(bytes) {
            let mut writer = Writer::new();
            for (name, value) in &item {
                writer.name(name);
                writer.value(value);
            }
            prop_assert_eq!(writer.as_bytes(), item.as_bytes());
            prop_assert_eq!(Item::from(item.to_map()), item);
        }
    }
}
