//! Arbitrary values and items.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use crate::value::{Item, Number, Value};

/// Any number within bounds.
pub(crate) fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        (any::<i64>(), -130_i32..107).prop_map(|(mantissa, exponent)| {
            Number::from_parts(i128::from(mantissa), exponent).unwrap_or(Number::ZERO)
        }),
        (any::<i128>(), -130_i32..125).prop_map(|(mantissa, exponent)| {
            Number::from_parts(mantissa % 10_i128.pow(38), exponent).unwrap_or(Number::ZERO)
        }),
    ]
}

/// Any value up to four levels deep, empty sets included.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<String>().prop_map(Value::S),
        number().prop_map(Value::N),
        vec(any::<u8>(), 0..200).prop_map(Value::B),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        btree_set(any::<String>(), 0..5).prop_map(Value::Ss),
        btree_set(number(), 0..5).prop_map(Value::Ns),
        btree_set(vec(any::<u8>(), 0..5), 0..5).prop_map(Value::Bs),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::L),
            btree_map(any::<String>(), inner, 0..5).prop_map(Value::M),
        ]
    })
}

/// Any attributes.
pub(crate) fn attributes() -> impl Strategy<Value = BTreeMap<String, Value>> {
    btree_map(any::<String>(), value(), 0..8)
}

/// Any item.
pub(crate) fn item() -> impl Strategy<Value = Item> {
    attributes().prop_map(Item::from)
}

/// Bytes near a packed item: one cut short, or with one byte changed, or nothing like one.
pub(crate) fn near_item() -> impl Strategy<Value = Vec<u8>> {
    let changed = (item(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(item, at, byte)| {
        let mut bytes = item.into_bytes();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    });
    let cut = (item(), any::<prop::sample::Index>()).prop_map(|(item, at)| {
        let mut bytes = item.into_bytes();
        bytes.truncate(at.index(bytes.len() + 1));
        bytes
    });
    prop_oneof![changed, cut, vec(0..14_u8, 0..60), vec(any::<u8>(), 0..60)]
}
