use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use crate::value::tests::strategy;
use crate::value::{ItemRef, Value};

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Order {
    lines: Vec<Line>,
    address: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Line {
    quantity: u32,
}

fn error(json: &str) -> String {
    item(json).deserialize::<Order>().unwrap_err().to_string()
}

#[test]
fn reading_names_the_path_what_is_found_and_what_was_expected() {
    assert_eq!(
        error(r#"{"lines":{"L":[{"M":{"quantity":{"N":"1"}}},{"M":{"quantity":{"S":"two"}}}]}}"#),
        "attribute `lines[1].quantity`: invalid type: string \"two\", expected u32"
    );
    assert_eq!(
        error(r#"{"address":{"M":{"city":{"BOOL":true}}}}"#),
        "attribute `address.city`: invalid type: boolean `true`, expected a string"
    );
    assert_eq!(error(r#"{"lines":{"L":[{"M":{}}]}}"#), "attribute `lines[0]`: missing field `quantity`");
    assert_eq!(error(r#"{"lines":{"L":[]}}"#), "missing field `address`");
    assert_eq!(
        error(r#"{"lines":{"N":"1"}}"#),
        "attribute `lines`: invalid type: integer `1`, expected a sequence"
    );
}

#[test]
fn a_tuple_takes_a_list_of_its_own_length() {
    let list = Value::L(vec![1.into(), 2.into(), 3.into()]);
    assert_eq!(list.deserialize::<(u8, u8)>().unwrap_err().to_string(), "expected no more than 2 elements");
    assert!(list.deserialize::<(u8, u8, u8, u8)>().is_err());
    assert_eq!(list.deserialize::<[u8; 3]>().unwrap(), [1, 2, 3]);
}

#[test]
fn nesting_is_bounded_both_ways() {
    #[derive(Serialize, Deserialize)]
    struct Nested(Vec<Nested>);
    let nested = |levels: usize| (1..levels).fold(Nested(vec![]), |inner, _| Nested(vec![inner]));
    let deep = Item::from_serialize(&BTreeMap::from([("a", nested(100))])).unwrap();
    assert!(Item::from_bytes(deep.as_bytes().to_vec()).is_ok());
    assert!(deep.deserialize::<BTreeMap<String, Nested>>().is_ok());
    assert!(refusal(&BTreeMap::from([("a", nested(200))])).ends_with("nested too deep"));
    let mut bytes = Vec::new();
    for _ in 0..1000 {
        let mut outer = vec![7];
        outer.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        outer.append(&mut bytes);
        bytes = outer;
    }
    bytes.splice(0..0, [1, b'a']);
    assert!(ItemRef::new(&bytes).deserialize::<BTreeMap<String, Nested>>().is_err());
}

proptest! {
    #[test]
    fn garbage_is_an_error_and_never_a_panic(bytes in strategy::near_item()) {
        let view = ItemRef::new(&bytes);
        let _ = view.deserialize::<BTreeMap<String, Value>>();
        let _ = view.deserialize::<serde_json::Value>();
        let _ = view.deserialize::<Order>();
        let _ = view.deserialize::<Item>();
    }
}
