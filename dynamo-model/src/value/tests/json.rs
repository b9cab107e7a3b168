//! DynamoDB JSON.

use proptest::prelude::*;

use super::strategy;
use crate::value::{DynamoJson, Item, JsonError, NumberError, Value};

fn message(json: &str) -> String {
    Value::from_dynamodb_json(json).unwrap_err().to_string()
}

fn malformed(json: &str) -> bool {
    matches!(Value::from_dynamodb_json(json), Err(JsonError::Malformed(_)))
}

#[test]
fn every_type_has_the_services_form() {
    let text = concat!(
        r#"{"b":{"B":"AP8="},"bs":{"BS":["AA==","/w=="]},"f":{"BOOL":false},"l":{"L":[{"NULL":true},{"S":""}]},"#,
        r#""m":{"M":{"k":{"N":"-1.5"}}},"n":{"N":"1000"},"ns":{"NS":["-1","2"]},"s":{"S":"a\"\\\n\u0000é"},"#,
        r#""ss":{"SS":["a","b"]}}"#
    );
    let item = Item::from_dynamodb_json(text).unwrap();
    assert_eq!(item.to_dynamodb_json(), text);
    assert_eq!(format!("{item:?}"), text);
}

#[test]
fn numbers_are_texts_and_come_out_in_normal_form() {
    assert_eq!(Value::from_dynamodb_json(r#"{"N":"01e3"}"#).unwrap().to_dynamodb_json(), r#"{"N":"1000"}"#);
    assert!(malformed(r#"{"N":1}"#));
    assert!(malformed(r#"{"NS":[1]}"#));
    assert_eq!(Value::from_dynamodb_json(r#"{"N":"1e126"}"#), Err(JsonError::Number(NumberError::Overflow)));
    assert_eq!(message(r#"{"N":"x"}"#), "The parameter cannot be converted to a numeric value: x");
}

#[test]
fn a_value_has_exactly_one_type() {
    assert_eq!(Value::from_dynamodb_json("{}"), Err(JsonError::NoType));
    assert_eq!(Value::from_dynamodb_json(r#"{"S":"a","N":"1"}"#), Err(JsonError::ManyTypes));
    assert_eq!(Value::from_dynamodb_json(r#"{"L":[{}]}"#), Err(JsonError::NoType));
    assert_eq!(Value::from_dynamodb_json(r#"{"Bool":true}"#), Err(JsonError::NoType));
    assert_eq!(Value::from_dynamodb_json(r#"{"S":"a","Bool":[{}]}"#), Ok(Value::from("a")));
    assert!(malformed(r#""a""#));
}

#[test]
fn null_is_true_only() {
    assert_eq!(Value::from_dynamodb_json(r#"{"NULL":true}"#), Ok(Value::Null));
    assert_eq!(
        message(r#"{"NULL":false}"#),
        "One or more parameter values were invalid: Null attribute value types must have the value of true"
    );
}

#[test]
fn repeated_set_members_are_listed_as_the_service_lists_them() {
    assert_eq!(
        message(r#"{"SS":["b","a","b","0"]}"#),
        r#"One or more parameter values were invalid: Input collection ["a", "b", "b", "0"] contains duplicates."#
    );
    assert_eq!(
        message(r#"{"SS":["q\"q","q\"q"]}"#),
        r#"One or more parameter values were invalid: Input collection ["q\"q", "q\"q"] contains duplicates."#
    );
    assert_eq!(
        message(r#"{"BS":["/w==","AA==","AA=="]}"#),
        r#"One or more parameter values were invalid: Input collection ["AA==","/w==","AA=="]of type BS contains duplicates."#
    );
    assert_eq!(
        message(r#"{"NS":["1","1.0"]}"#),
        "One or more parameter values were invalid: Input collection contains duplicates."
    );
}

#[test]
fn the_older_layer_lists_repeated_set_members_as_sent() {
    let older = |json| format!("{:#}", Value::from_dynamodb_json(json).unwrap_err());
    assert_eq!(
        older(r#"{"SS":["b","a","b"]}"#),
        "One or more parameter values were invalid: Input collection [b, a, b] contains duplicates."
    );
    assert_eq!(
        older(r#"{"BS":["/w==","AA==","AA=="]}"#),
        "One or more parameter values were invalid: Input collection [/w==, AA==, AA==]of type BS contains duplicates."
    );
    assert_eq!(older(r#"{"NS":["1","1.0"]}"#), "Input collection contains duplicates");
    assert_eq!(older(r#"{"N":""}"#), "The parameter cannot be converted to a numeric value");
}

#[test]
fn the_older_layer_counts_exponents_in_32_bits_that_wrap() {
    let (overflow, underflow) = (NumberError::Overflow, NumberError::Underflow);
    for (text, now, older) in [
        ("1e126", &overflow, &overflow),
        ("1e2147483646", &overflow, &overflow),
        ("1e2147483647", &overflow, &underflow),
        ("1e-2147483648", &underflow, &underflow),
        ("1e2147483648", &overflow, &NumberError::NotNumeric("1e2147483648".to_owned())),
        ("1e-2147483649", &underflow, &NumberError::NotNumeric("1e-2147483649".to_owned())),
    ] {
        for json in [format!(r#"{{"N":"{text}"}}"#), format!(r#"{{"NS":["{text}"]}}"#)] {
            let error = Value::from_dynamodb_json(&json).unwrap_err();
            assert_eq!(error.to_string(), now.to_string(), "{text}");
            assert_eq!(format!("{error:#}"), older.to_string(), "{text}");
        }
    }
}

#[test]
fn base64_is_standard_and_padded() {
    assert_eq!(Value::from_dynamodb_json(r#"{"B":""}"#), Ok(Value::B(Vec::new())));
    for text in ["AP8", "AP8_", "A", "AP 8="] {
        assert!(malformed(&format!(r#"{{"B":"{text}"}}"#)), "{text}");
    }
}

#[test]
fn repeated_names_are_refused_at_any_depth() {
    let twice = r#"{"a":{"NULL":true},"b":{"NULL":true},"a":{"NULL":true}}"#;
    assert_eq!(Item::from_dynamodb_json(twice), Err(JsonError::DuplicateName("a".to_owned())));
    assert_eq!(
        Value::from_dynamodb_json(&format!(r#"{{"M":{twice}}}"#)),
        Err(JsonError::DuplicateName("a".to_owned()))
    );
}

#[test]
fn empty_sets_are_read_and_left_to_the_check() {
    let item = Item::from_dynamodb_json(r#"{"s":{"SS":[]}}"#).unwrap();
    assert!(item.check().is_err());
}

#[test]
fn text_after_the_value_is_refused() {
    assert!(malformed(r#"{"S":"a"} x"#));
    assert!(malformed(r#"{"S":"a""#));
}

#[test]
fn malformed_input_is_located() {
    assert!(message("{\"L\":[\n{\"B\":\"?\"}]}").contains("line 2"));
}

#[test]
fn deep_nesting_is_refused_without_overflow() {
    let deep = format!("{}{}", r#"{"L":["#.repeat(50_000), "]}".repeat(50_000));
    assert!(malformed(&deep));
}

proptest! {
    #[test]
    fn items_survive_the_round_trip(item in strategy::item()) {
        prop_assert_eq!(Item::from_dynamodb_json(&item.to_dynamodb_json()), Ok(item));
    }

    #[test]
    fn values_survive_the_round_trip(value in strategy::value()) {
        prop_assert_eq!(Value::from_dynamodb_json(&value.to_dynamodb_json()), Ok(value.clone()));
        let carried = serde_json::to_value(DynamoJson(value.clone())).unwrap();
        prop_assert_eq!(serde_json::from_value::<DynamoJson<Value>>(carried).unwrap().0, value);
    }

    #[test]
    fn any_text_is_read_or_refused(text in r#"[{}\[\]":,NSBLMtrue0-9a ]{0,40}"#) {
        if let Ok(item) = Item::from_dynamodb_json(&text) {
            prop_assert!(Item::from_bytes(item.into_bytes()).is_ok());
        }
    }
}
