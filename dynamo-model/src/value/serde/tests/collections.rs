use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::*;
use crate::value::{Binary, Number, Value, as_bytes, as_number, as_set};

#[derive(Debug, PartialEq, Default, Serialize, Deserialize)]
struct Sets {
    #[serde(with = "as_set", default)]
    words: HashSet<String>,
    #[serde(with = "as_set", default)]
    ints: BTreeSet<i32>,
    #[serde(with = "as_set", default)]
    exact: Vec<Number>,
    #[serde(with = "as_set", default)]
    blobs: BTreeSet<Binary>,
    #[serde(with = "as_set", default)]
    maybe: Option<BTreeSet<char>>,
}

#[test]
fn collections_become_sets_of_their_members_kind() {
    assert_item(
        Sets {
            words: HashSet::from(["b".into(), "a".into()]),
            ints: BTreeSet::from([10, -9]),
            exact: vec![Number::parse("0.1").unwrap(), Number::parse("1e30").unwrap()],
            blobs: BTreeSet::from([Binary(vec![]), Binary(vec![1])]),
            maybe: Some(BTreeSet::from(['x'])),
        },
        r#"{"words":{"SS":["a","b"]},"ints":{"NS":["-9","10"]},"exact":{"NS":["0.1","1e30"]},
            "blobs":{"BS":["","AQ=="]},"maybe":{"SS":["x"]}}"#,
    );
}

#[test]
fn empty_and_absent_sets_are_left_out() {
    assert_item(Sets::default(), "{}");
    let sets = Sets { maybe: Some(BTreeSet::new()), ..Sets::default() };
    assert!(Item::from_serialize(&sets).unwrap().is_empty());
}

#[test]
fn duplicate_members_collapse_by_value() {
    #[derive(Serialize)]
    struct Repeated {
        #[serde(with = "as_set")]
        numbers: Vec<f64>,
        #[serde(with = "as_set")]
        words: [&'static str; 3],
    }
    let repeated = Repeated { numbers: vec![2.0, 1.0, 2.0], words: ["b", "a", "b"] };
    let expected = item(r#"{"numbers":{"NS":["1","2"]},"words":{"SS":["a","b"]}}"#);
    assert_eq!(Item::from_serialize(&repeated).unwrap(), expected);
}

#[test]
fn unsuitable_members_are_refused_where_they_stand() {
    #[derive(Serialize)]
    struct Odd<T: Serialize> {
        #[serde(with = "as_set")]
        odd: T,
    }
    let members = "members of a set must be all strings, all numbers or all bytes";
    assert_eq!(refusal(&Odd { odd: (1, "a") }), format!("attribute `odd[1]`: {members}"));
    assert_eq!(refusal(&Odd { odd: vec![true] }), format!("attribute `odd[0]`: {members}"));
    assert_eq!(refusal(&Odd { odd: 1 }), "attribute `odd`: a set must be a sequence");
    let nested = BTreeMap::from([("m", vec![Value::from_serialize(&Odd { odd: vec![1] }).unwrap()])]);
    assert!(Item::from_serialize(&nested).is_ok());
}

#[test]
fn an_empty_set_outside_a_field_is_refused() {
    struct Set;
    impl Serialize for Set {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            as_set::serialize(&Vec::<u8>::new(), serializer)
        }
    }
    let text = "an empty set can only be left out, as a struct's field";
    assert_eq!(refusal(&BTreeMap::from([("a", vec![Set])])), format!("attribute `a[0]`: {text}"));
    assert_eq!(refusal(&BTreeMap::from([("a", Set)])), format!("attribute `a`: {text}"));
}

#[test]
fn sets_read_into_any_sequence_and_lists_into_sets() {
    #[derive(Deserialize)]
    struct Loose {
        set: Vec<String>,
        #[serde(with = "as_set")]
        list: BTreeSet<u8>,
    }
    let loose: Loose =
        item(r#"{"set":{"SS":["b","a"]},"list":{"L":[{"N":"2"},{"N":"1"}]}}"#).deserialize().unwrap();
    assert_eq!(loose.set, ["a", "b"]);
    assert_eq!(loose.list, BTreeSet::from([1, 2]));
    let json: serde_json::Value = item(r#"{"s":{"NS":["1","2"]}}"#).deserialize().unwrap();
    assert_eq!(json, serde_json::json!({"s": [1, 2]}));
}

#[test]
fn none_is_null_in_lists_and_maps() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Gaps {
        list: Vec<Option<u8>>,
        map: BTreeMap<String, Option<u8>>,
    }
    assert_item(
        Gaps { list: vec![Some(1), None], map: BTreeMap::from([("a".into(), None)]) },
        r#"{"list":{"L":[{"N":"1"},{"NULL":true}]},"map":{"M":{"a":{"NULL":true}}}}"#,
    );
}

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
enum Colour {
    Red,
    #[serde(rename = "deep-blue")]
    Blue,
}

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
struct Id(u64);

#[test]
fn map_keys_are_their_text() {
    assert_item(HashMap::from([(7u32, 'a'), (u32::MAX, 'b')]), r#"{"7":{"S":"a"},"4294967295":{"S":"b"}}"#);
    assert_item(BTreeMap::from([(-1i8, 1), (2, 2)]), r#"{"-1":{"N":"1"},"2":{"N":"2"}}"#);
    assert_item(BTreeMap::from([(true, 1)]), r#"{"true":{"N":"1"}}"#);
    assert_item(
        BTreeMap::from([(Colour::Red, 1), (Colour::Blue, 2)]),
        r#"{"Red":{"N":"1"},"deep-blue":{"N":"2"}}"#,
    );
    assert_item(BTreeMap::from([(Id(5), 1)]), r#"{"5":{"N":"1"}}"#);
    assert_item(BTreeMap::from([('c', 1)]), r#"{"c":{"N":"1"}}"#);
    assert_item(BTreeMap::from([(u128::MAX, 1)]), r#"{"340282366920938463463374607431768211455":{"N":"1"}}"#);
    assert_item(BTreeMap::from([(Number::parse("1.5").unwrap(), 1)]), r#"{"1.5":{"N":"1"}}"#);
    assert_eq!(
        refusal(&BTreeMap::from([((1, 2), 1)])),
        "a map key must be a string, an integer, a bool or a unit variant"
    );
    let error = item(r#"{"x":{"N":"1"}}"#).deserialize::<BTreeMap<u8, u8>>().unwrap_err();
    assert_eq!(error.to_string(), "attribute `x`: invalid type: string \"x\", expected u8");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct With {
    #[serde(with = "as_bytes")]
    vec: Vec<u8>,
    #[serde(with = "as_bytes")]
    array: [u8; 3],
    #[serde(with = "as_bytes::option", default)]
    some: Option<Vec<u8>>,
    #[serde(with = "as_bytes::option", default)]
    none: Option<[u8; 2]>,
    #[serde(with = "as_number")]
    decimal: String,
    #[serde(with = "as_number::option", default)]
    some_decimal: Option<String>,
    #[serde(with = "as_number::option", default)]
    no_decimal: Option<u128>,
}

#[test]
fn field_attributes_choose_binary_and_exact_numbers() {
    assert_item(
        With {
            vec: vec![1, 2],
            array: [0; 3],
            some: Some(vec![]),
            none: None,
            decimal: "12345678901234567890.123456789012345678".into(),
            some_decimal: Some("-0.5".into()),
            no_decimal: None,
        },
        r#"{"vec":{"B":"AQI="},"array":{"B":"AAAA"},"some":{"B":""},
            "decimal":{"N":"12345678901234567890.123456789012345678"},"some_decimal":{"N":"-0.5"}}"#,
    );
    let short = item(r#"{"vec":{"B":""},"array":{"B":"AA=="},"decimal":{"N":"1"}}"#);
    let error = short.deserialize::<With>().unwrap_err().to_string();
    assert!(error.starts_with("attribute `array`: invalid length 1"), "{error}");
}
