use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::*;
use crate::value::{Binary, ItemBuilder, Value};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    id: String,
    total: u32,
    paid: bool,
    note: Option<String>,
    address: Option<Address>,
    lines: Vec<Line>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Address {
    city: String,
    zip: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    sku: String,
    quantity: i8,
    gift: Option<bool>,
}

#[test]
fn absent_fields_are_left_out_at_any_depth() {
    let order = Order {
        id: "o1".into(),
        total: 12,
        paid: false,
        note: None,
        address: Some(Address { city: "Oslo".into(), zip: None }),
        lines: vec![
            Line { sku: "pen".into(), quantity: -2, gift: None },
            Line { sku: "ink".into(), quantity: 1, gift: Some(true) },
        ],
    };
    assert_item(
        order,
        r#"{"id":{"S":"o1"},"total":{"N":"12"},"paid":{"BOOL":false},
            "address":{"M":{"city":{"S":"Oslo"}}},
            "lines":{"L":[{"M":{"sku":{"S":"pen"},"quantity":{"N":"-2"}}},
                          {"M":{"sku":{"S":"ink"},"quantity":{"N":"1"},"gift":{"BOOL":true}}}]}}"#,
    );
}

#[test]
fn null_and_absence_both_read_as_none() {
    let order = item(
        r#"{"id":{"S":"o1"},"total":{"N":"1"},"paid":{"BOOL":true},"note":{"NULL":true},"lines":{"L":[]}}"#,
    );
    let order: Order = order.deserialize().unwrap();
    assert_eq!((order.note, order.address), (None, None));
}

#[test]
fn unknown_attributes_are_skipped() {
    let city: Address = item(
        r#"{"a":{"L":[{"M":{"x":{"SS":["y"]}}}]},"city":{"S":"Rome"},"z":{"B":"AAAA"},"n":{"N":"1e50"}}"#,
    )
    .deserialize()
    .unwrap();
    assert_eq!(city, Address { city: "Rome".into(), zip: None });
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Scalars {
    unit: (),
    marker: Marker,
    letter: char,
    wrapped: Wrapped,
    maybe: MaybeWrapped,
    pair: (u8, String),
    nothing: Pair,
    boxed: Box<str>,
    binary: Binary,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Marker;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(u64);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct MaybeWrapped(Option<u64>);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i32, Option<bool>);

#[test]
fn every_kind_of_field_has_its_type() {
    assert_item(
        Scalars {
            unit: (),
            marker: Marker,
            letter: 'é',
            wrapped: Wrapped(u64::MAX),
            maybe: MaybeWrapped(Some(1)),
            pair: (1, "a".into()),
            nothing: Pair(-1, None),
            boxed: "b".into(),
            binary: Binary(vec![1, 2, 3]),
        },
        r#"{"unit":{"NULL":true},"marker":{"NULL":true},"letter":{"S":"é"},
            "wrapped":{"N":"18446744073709551615"},"maybe":{"N":"1"},
            "pair":{"L":[{"N":"1"},{"S":"a"}]},"nothing":{"L":[{"N":"-1"},{"NULL":true}]},
            "boxed":{"S":"b"},"binary":{"B":"AQID"}}"#,
    );
}

#[test]
fn a_wrapped_none_leaves_its_field_out() {
    #[derive(Serialize)]
    struct Outer {
        maybe: MaybeWrapped,
        deep: Option<Option<u8>>,
    }
    let outer = Outer { maybe: MaybeWrapped(None), deep: Some(None) };
    assert!(Item::from_serialize(&outer).unwrap().is_empty());
}

#[test]
fn strings_and_bytes_are_borrowed_from_the_item() {
    #[derive(Deserialize)]
    struct Borrowed<'i> {
        name: &'i str,
        bytes: &'i [u8],
        #[serde(borrow)]
        cow: Cow<'i, str>,
        #[serde(borrow)]
        tags: Vec<&'i str>,
    }
    let item = item(r#"{"name":{"S":"Ada"},"bytes":{"B":"AQI="},"cow":{"S":"moo"},"tags":{"SS":["a","b"]}}"#);
    let range = item.as_bytes().as_ptr_range();
    let borrowed: Borrowed<'_> = item.deserialize().unwrap();
    assert_eq!((borrowed.name, borrowed.bytes), ("Ada", &[1, 2][..]));
    assert_eq!(borrowed.tags, ["a", "b"]);
    assert!(matches!(borrowed.cow, Cow::Borrowed("moo")));
    assert!(range.contains(&borrowed.name.as_ptr()) && range.contains(&borrowed.bytes.as_ptr()));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    id: u8,
    gone: Option<u8>,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[test]
fn flattened_fields_join_the_item_and_absent_ones_stay_out() {
    let rest = BTreeMap::from([
        ("extra".to_owned(), Value::from(1)),
        ("null".to_owned(), Value::Null),
        ("list".to_owned(), Value::L(vec![Value::from("x"), Value::B(vec![1])])),
    ]);
    let address = Address { city: "Oslo".into(), zip: None };
    assert_item(
        Flat { id: 1, gone: None, address, rest },
        r#"{"id":{"N":"1"},"city":{"S":"Oslo"},"extra":{"N":"1"},"null":{"NULL":true},
            "list":{"L":[{"S":"x"},{"B":"AQ=="}]}}"#,
    );
}

#[test]
fn what_serde_buffers_reads_in_its_data_model() {
    #[derive(Debug, Deserialize)]
    struct Rest<T = Value> {
        #[serde(flatten)]
        rest: BTreeMap<String, T>,
    }
    let rest: Rest = item(r#"{"set":{"SS":["a"]},"n":{"N":"0.5"}}"#).deserialize().unwrap();
    let list = Value::L(vec!["a".into()]);
    let number = Value::N("0.5".parse().unwrap());
    assert_eq!(rest.rest, BTreeMap::from([("set".into(), list), ("n".into(), number)]));
    let wide = item(r#"{"n":{"N":"123456789012345678901234567890"}}"#);
    assert!(wide.deserialize::<Rest<u128>>().is_err());
    assert_eq!(
        wide.deserialize::<Rest>().unwrap().rest.get("n"),
        wide.get("n").map(|n| n.to_value()).as_ref()
    );
}

#[test]
fn a_name_written_twice_is_refused() {
    let rest = BTreeMap::from([("id".to_owned(), Value::from(2))]);
    let address = Address { city: "Oslo".into(), zip: None };
    let flat = Flat { id: 1, gone: None, address, rest };
    assert_eq!(refusal(&flat), "attribute `id`: the name is written twice");
    let left_out = ItemBuilder::new().extend_serialize(&flat, &["gone", "id"]).unwrap_err();
    assert_eq!(
        left_out.to_string(),
        "attribute `id`: the name is written twice",
        "one of the two would be lost"
    );
    assert_eq!(refusal(&BTreeMap::from([("m", flat)])), "attribute `m.id`: the name is written twice");
}

#[test]
fn an_item_must_be_a_struct_or_map() {
    for refusal in [refusal(&1), refusal("a"), refusal(&vec![1]), refusal(&None::<Order>), refusal(&())] {
        assert_eq!(refusal, "an item must be a struct or a map");
    }
    assert_eq!(Item::from_serialize(&Some(BTreeMap::from([("a", 1)]))).unwrap().len(), 1);
}

#[test]
fn defaults_renames_and_aliases_work() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Renamed {
        first_name: String,
        #[serde(alias = "years", default)]
        age: u8,
    }
    let renamed: Renamed = item(r#"{"firstName":{"S":"Ada"},"years":{"N":"36"}}"#).deserialize().unwrap();
    assert_eq!(renamed, Renamed { first_name: "Ada".into(), age: 36 });
    let renamed: Renamed = item(r#"{"firstName":{"S":"Ada"}}"#).deserialize().unwrap();
    assert_eq!(renamed.age, 0);
}
