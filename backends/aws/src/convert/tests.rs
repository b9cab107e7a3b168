//! Items survive the way out and back; answers that break the protocol do not get in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::ErrorKind;
use dynamo_model::value::{Item, Number, Value};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use super::{attributes, item, value};

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        (-(10_i128.pow(37))..10_i128.pow(37), -120..80_i32)
            .prop_filter_map("out of range", |(mantissa, exponent)| Number::from_parts(mantissa, exponent)
                .ok()),
    ]
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        ".{0,8}".prop_map(Value::S),
        number().prop_map(Value::N),
        vec(any::<u8>(), 0..8).prop_map(Value::B),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        btree_set(".{0,4}", 1..4).prop_map(Value::Ss),
        btree_set(number(), 1..4).prop_map(Value::Ns),
        btree_set(vec(any::<u8>(), 0..4), 1..4).prop_map(Value::Bs),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::L),
            btree_map(".{1,4}", inner, 0..4).prop_map(Value::M),
        ]
    })
}

fn any_item() -> impl Strategy<Value = Item> {
    btree_map(".{1,6}", any_value(), 0..6).prop_map(Item::from)
}

proptest! {
    #[test]
    fn every_item_survives_the_way_out_and_back(sent in any_item()) {
        prop_assert_eq!(item(&attributes(&sent)).unwrap(), sent);
    }

    #[test]
    fn an_owned_value_is_sent_as_a_stored_one(value in any_value()) {
        let stored = attributes(&Item::from_iter([("a", value.clone())]));
        prop_assert_eq!(value::from_owned(value), stored["a"].clone());
    }

    #[test]
    fn one_answer_always_makes_the_same_bytes(sent in any_item()) {
        let copy: HashMap<_, _> = attributes(&sent).into_iter().collect();
        let (first, second) = (item(&attributes(&sent)).unwrap(), item(&copy).unwrap());
        prop_assert_eq!(first.as_bytes(), second.as_bytes());
    }
}

fn one(value: AttributeValue) -> HashMap<String, AttributeValue> {
    HashMap::from([("a".to_owned(), value)])
}

fn refusal(value: AttributeValue) -> String {
    let error = item(&one(value)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    error.to_string()
}

#[test]
fn types_keep_their_wire_form() {
    let sent = Item::from(BTreeMap::from([
        ("b".to_owned(), Value::B(vec![0, 255])),
        ("empty".to_owned(), Value::M(BTreeMap::new())),
        ("n".to_owned(), Value::N(Number::parse("-1.50").unwrap())),
        ("null".to_owned(), Value::Null),
        ("ss".to_owned(), Value::Ss(BTreeSet::from(["y".to_owned(), "x".to_owned()]))),
    ]));
    let sent = attributes(&sent);
    assert_eq!(sent["b"], AttributeValue::B(Blob::new([0, 255])));
    assert_eq!(sent["empty"], AttributeValue::M(HashMap::new()));
    assert_eq!(sent["n"], AttributeValue::N("-1.5".to_owned()));
    assert_eq!(sent["null"], AttributeValue::Null(true));
    assert_eq!(sent["ss"], AttributeValue::Ss(vec!["x".to_owned(), "y".to_owned()]));
}

#[test]
fn thirty_eight_digits_come_back_exactly() {
    let digits = "12345678901234567890123456789012345678";
    let read = item(&one(AttributeValue::N(digits.to_owned()))).unwrap();
    assert_eq!(read.get("a").and_then(|n| n.as_n()).map(|n| n.to_string()), Some(digits.to_owned()));
}

#[test]
fn values_that_break_the_protocol_are_refused_with_a_reason() {
    let text = |text: &str| text.to_owned();
    for (value, reason) in [
        (AttributeValue::N(text("ten")), "cannot be converted to a numeric value: ten"),
        (AttributeValue::N(text("1e200")), "Number overflow"),
        (AttributeValue::Null(false), "`NULL` is false"),
        (AttributeValue::Ss(vec![]), "a set is empty"),
        (AttributeValue::Ss(vec![text("x"), text("x")]), "a member stands twice in a set"),
        (AttributeValue::Ns(vec![text("1"), text("1.0")]), "a member stands twice in a set"),
        (AttributeValue::Ns(vec![text("one")]), "numeric value: one"),
        (AttributeValue::Bs(vec![Blob::new([1]), Blob::new([1])]), "a member stands twice in a set"),
    ] {
        let refusal = refusal(value);
        assert!(refusal.starts_with("`a`: the service's answer cannot be read: "), "{refusal}");
        assert!(refusal.contains(reason), "{refusal}");
    }
}

#[test]
fn a_refusal_says_where_in_the_item() {
    let inner = AttributeValue::M(one(AttributeValue::Null(false)));
    let refusal = refusal(AttributeValue::L(vec![AttributeValue::Bool(true), inner]));
    assert!(refusal.starts_with("`a`: element 1: `a`: "), "{refusal}");
}

#[test]
fn bottomless_nesting_is_refused() {
    let nested = |levels: usize| {
        (0..levels).fold(AttributeValue::Null(true), |inner, _| AttributeValue::L(vec![inner]))
    };
    assert!(item(&one(nested(31))).is_ok());
    assert!(refusal(nested(1_000)).contains("nested deeper"));
}
