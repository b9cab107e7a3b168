use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use crate::value::tests::strategy;
use crate::value::{Value, ValueRef};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Holder {
    value: Value,
    list: Vec<Value>,
    item: Item,
    maybe: Option<Value>,
}

#[test]
fn empty_and_typed_sets_keep_their_type_inside_structs() {
    let holder = Holder {
        value: Value::Ss(BTreeSet::new()),
        list: vec![Value::Bs(BTreeSet::from([vec![1]])), Value::Null, Value::Ns(BTreeSet::new())],
        item: item(r#"{"a":{"NS":["1"]},"b":{"N":"1e-100"}}"#),
        maybe: None,
    };
    let written = Item::from_serialize(&holder).unwrap();
    assert_eq!(written.deserialize::<Holder>().unwrap(), holder);
}

#[test]
fn other_formats_see_plain_data() {
    let value = Value::M(BTreeMap::from([
        ("n".into(), Value::N("1.50".parse().unwrap())),
        ("s".into(), Value::Ss(BTreeSet::from(["a".into()]))),
        ("l".into(), Value::L(vec![Value::Null, true.into()])),
        ("b".into(), Value::B(vec![1])),
    ]));
    let json = serde_json::to_value(&value).unwrap();
    assert_eq!(json, serde_json::json!({"n": "1.5", "s": ["a"], "l": [null, true], "b": [1]}));
    let back: Value = serde_json::from_str(r#"{"a":[1,-2.5,"x",null,{"k":true}]}"#).unwrap();
    let expected =
        item(r#"{"a":{"L":[{"N":"1"},{"N":"-2.5"},{"S":"x"},{"NULL":true},{"M":{"k":{"BOOL":true}}}]}}"#);
    assert_eq!(back, Value::M(expected.to_map()));
    assert_eq!(serde_json::from_str::<Item>(r#"{"a":1}"#).unwrap(), item(r#"{"a":{"N":"1"}}"#));
}

#[test]
fn text_cannot_pose_as_packed_bytes() {
    for json in [r#"{"$dynamo::packed":8,"payload":"AQ=="}"#, r#"{"$dynamo::packed":{"$dynamo::packed":1}}"#]
    {
        let plain = serde_json::from_str::<serde_json::Value>(json).unwrap();
        let value = serde_json::from_str::<Value>(json).unwrap();
        assert_eq!(value.deserialize::<serde_json::Value>().unwrap(), plain);
        let item = serde_json::from_str::<Item>(json).unwrap();
        assert_eq!(item.deserialize::<serde_json::Value>().unwrap(), plain);
        let stored: BTreeMap<String, Value> = item.deserialize().unwrap();
        assert_eq!(stored, item.to_map());
    }
}

#[test]
fn a_single_view_reads_as_any_type() {
    let item = item(r#"{"n":{"N":"12345678901234567890123"},"t":{"BOOL":true},"b":{"B":"AQ=="}}"#);
    let get = |name: &str| item.get(name).unwrap();
    assert_eq!(get("n").deserialize::<Value>().unwrap(), get("n").to_value());
    assert_eq!(get("n").deserialize::<u128>().unwrap(), 12345678901234567890123);
    assert!(get("t").deserialize::<bool>().unwrap());
    assert_eq!(get("b").deserialize::<&[u8]>().unwrap(), [1]);
    assert_eq!(ValueRef::Null.deserialize::<Option<u8>>().unwrap(), None);
}

proptest! {
    #[test]
    fn values_round_trip_exactly(value in strategy::value()) {
        let written = Value::from_serialize(&value).unwrap();
        prop_assert_eq!(&written, &value);
        prop_assert_eq!(written.deserialize::<Value>().unwrap(), value);
    }

    #[test]
    fn items_round_trip_exactly(item in strategy::item()) {
        let written = Item::from_serialize(&item).unwrap();
        prop_assert_eq!(&written, &item);
        prop_assert_eq!(&Item::from_serialize(&item.to_map()).unwrap(), &item);
        prop_assert_eq!(&item.deserialize::<Item>().unwrap(), &item);
        prop_assert_eq!(item.deserialize::<BTreeMap<String, Value>>().unwrap(), item.to_map());
    }

    #[test]
    fn views_write_what_the_values_write(value in strategy::value()) {
        let packed = crate::value::PackedValue::from(&value);
        prop_assert_eq!(Value::from_serialize(&packed.view()).unwrap(), value);
    }

    #[test]
    fn plain_json_round_trips(words in any::<Vec<String>>(), map in any::<BTreeMap<String, (i64, bool)>>()) {
        let json = serde_json::json!({"words": words, "map": map});
        let item = Item::from_serialize(&json).unwrap();
        prop_assert_eq!(item.deserialize::<serde_json::Value>().unwrap(), json);
    }
}
