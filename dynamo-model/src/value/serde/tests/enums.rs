use serde::{Deserialize, Serialize};

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum External {
    Unit,
    Newtype(u8),
    Maybe(Option<u8>),
    Tuple(u8, String),
    Struct { a: u8, b: Option<u8> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
enum Internal {
    Unit,
    Newtype(Inner),
    Struct { a: i64, b: Option<u8>, c: f64 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Unit,
    Newtype(String),
    Tuple(u8, u8),
    Struct { a: u8 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Text(String),
    Struct { a: u8 },
    List(Vec<bool>),
    Nothing,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    x: u8,
    y: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Holder<E> {
    e: Vec<E>,
}

#[test]
fn external_tags_round_trip() {
    let e = vec![
        External::Unit,
        External::Newtype(1),
        External::Maybe(None),
        External::Tuple(1, "a".into()),
        External::Struct { a: 1, b: None },
    ];
    assert_item(
        Holder { e },
        r#"{"e":{"L":[{"S":"Unit"},{"M":{"Newtype":{"N":"1"}}},{"M":{"Maybe":{"NULL":true}}},
            {"M":{"Tuple":{"L":[{"N":"1"},{"S":"a"}]}}},{"M":{"Struct":{"M":{"a":{"N":"1"}}}}}]}}"#,
    );
}

#[test]
fn internal_tags_round_trip() {
    let e = vec![
        Internal::Unit,
        Internal::Newtype(Inner { x: 1, y: None }),
        Internal::Struct { a: -1, b: None, c: 0.1 },
    ];
    assert_item(
        Holder { e },
        r#"{"e":{"L":[{"M":{"type":{"S":"Unit"}}},{"M":{"type":{"S":"Newtype"},"x":{"N":"1"}}},
            {"M":{"type":{"S":"Struct"},"a":{"N":"-1"},"c":{"N":"0.1"}}}]}}"#,
    );
}

#[test]
fn adjacent_tags_round_trip() {
    let e =
        vec![Adjacent::Unit, Adjacent::Newtype("a".into()), Adjacent::Tuple(1, 2), Adjacent::Struct { a: 3 }];
    assert_item(
        Holder { e },
        r#"{"e":{"L":[{"M":{"t":{"S":"Unit"}}},{"M":{"t":{"S":"Newtype"},"c":{"S":"a"}}},
            {"M":{"t":{"S":"Tuple"},"c":{"L":[{"N":"1"},{"N":"2"}]}}},
            {"M":{"t":{"S":"Struct"},"c":{"M":{"a":{"N":"3"}}}}}]}}"#,
    );
}

#[test]
fn a_tag_may_stand_behind_what_it_tells() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "t", content = "c")]
    enum Wide {
        Integer(u128),
        Struct { a: i128 },
    }
    let wide = |json: &str| item(json).deserialize::<Wide>().unwrap();
    let widest = u128::from(u64::MAX) + 1;
    assert_eq!(wide(r#"{"c":{"N":"18446744073709551616"},"t":{"S":"Integer"}}"#), Wide::Integer(widest));
    assert_eq!(
        wide(r#"{"c":{"M":{"a":{"N":"-1"}}},"x":{"N":"1"},"t":{"S":"Struct"}}"#),
        Wide::Struct { a: -1 }
    );
    let repeated = r#"{"c":{"L":[{"N":"1"},{"N":"2"}]},"t":{"S":"Tuple"}}"#;
    assert_eq!(item(repeated).deserialize::<Adjacent>().unwrap(), Adjacent::Tuple(1, 2));
}

#[test]
fn untagged_enums_round_trip() {
    let e = vec![
        Untagged::Number(-5),
        Untagged::Text("a".into()),
        Untagged::Struct { a: 1 },
        Untagged::List(vec![true]),
        Untagged::Nothing,
    ];
    assert_item(
        Holder { e },
        r#"{"e":{"L":[{"N":"-5"},{"S":"a"},{"M":{"a":{"N":"1"}}},{"L":[{"BOOL":true}]},{"NULL":true}]}}"#,
    );
}

#[test]
fn an_enum_can_be_the_item_itself() {
    assert_item(
        Internal::Newtype(Inner { x: 1, y: Some("z".into()) }),
        r#"{"type":{"S":"Newtype"},"x":{"N":"1"},"y":{"S":"z"}}"#,
    );
    assert_item(External::Struct { a: 1, b: Some(2) }, r#"{"Struct":{"M":{"a":{"N":"1"},"b":{"N":"2"}}}}"#);
    assert_item(External::Tuple(1, "a".into()), r#"{"Tuple":{"L":[{"N":"1"},{"S":"a"}]}}"#);
    assert_item(External::Newtype(9), r#"{"Newtype":{"N":"9"}}"#);
    assert_item(Adjacent::Unit, r#"{"t":{"S":"Unit"}}"#);
}

#[test]
fn an_enum_map_has_exactly_one_entry() {
    for json in
        [r#"{"e":{"L":[{"M":{}}]}}"#, r#"{"e":{"L":[{"M":{"Newtype":{"N":"1"},"Unit":{"NULL":true}}}]}}"#]
    {
        let error = item(json).deserialize::<Holder<External>>().unwrap_err();
        assert_eq!(error.to_string(), "attribute `e[0]`: an enum must be a string or a map of one entry");
    }
}

#[test]
fn a_unit_variant_may_come_as_a_map() {
    let holder: Holder<External> =
        item(r#"{"e":{"L":[{"M":{"Unit":{"NULL":true}}}]}}"#).deserialize().unwrap();
    assert_eq!(holder.e, [External::Unit]);
}

#[test]
fn wrong_variants_name_their_place() {
    let error = |json: &str| item(json).deserialize::<Holder<External>>().unwrap_err().to_string();
    assert!(error(r#"{"e":{"L":[{"S":"Nope"}]}}"#).starts_with("attribute `e[0]`: unknown variant `Nope`"));
    assert!(error(r#"{"e":{"L":[{"N":"1"}]}}"#).starts_with("attribute `e[0]`: invalid type"));
    assert!(
        error(r#"{"e":{"L":[{"S":"Newtype"}]}}"#).starts_with("attribute `e[0]`: invalid type: unit variant")
    );
    let deep = error(r#"{"e":{"L":[{"M":{"Struct":{"M":{"a":{"S":"x"}}}}}]}}"#);
    assert!(deep.starts_with("attribute `e[0].Struct.a`: invalid type: string \"x\""), "{deep}");
}
