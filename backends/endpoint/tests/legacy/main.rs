//! The parameters that expressions have replaced, sent as they are written over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

mod attribute_updates;
mod attributes_to_get;
mod client;
mod expected;
mod filters;
mod key_conditions;
mod refusals;
#[path = "../wire/mod.rs"]
mod wire;

use serde_json::{Value, json};

/// An item with an attribute of every type.
fn everything() -> Value {
    json!({
        "p": {"S": "a"}, "s": {"N": "1"},
        "text": {"S": "hello"}, "n": {"N": "5"}, "bytes": {"B": "AAEC"},
        "yes": {"BOOL": true}, "null": {"NULL": true},
        "list": {"L": [{"S": "x"}, {"N": "1"}]}, "map": {"M": {"k": {"N": "1"}}},
        "texts": {"SS": ["x", "y"]}, "numbers": {"NS": ["1", "2"]}, "blobs": {"BS": ["AA=="]},
    })
}

/// A condition as these parameters write it.
fn condition(operator: &str, values: Value) -> Value {
    json!({"ComparisonOperator": operator, "AttributeValueList": values})
}

/// Every operator, on attributes of [`everything`]: the attribute, the operator, its values, and whether it holds.
fn operators() -> Vec<(&'static str, &'static str, Value, bool)> {
    let text = |text: &str| json!([{"S": text}]);
    let number = |number: i32| json!([{"N": number.to_string()}]);
    vec![
        ("text", "EQ", text("hello"), true),
        ("text", "EQ", text("hullo"), false),
        ("numbers", "EQ", json!([{"NS": ["2.0", "1"]}]), true),
        ("list", "EQ", json!([{"L": [{"S": "x"}, {"N": "1"}]}]), true),
        ("null", "EQ", json!([{"NULL": true}]), true),
        ("absent", "EQ", text("hello"), false),
        ("text", "NE", text("hello"), false),
        ("text", "NE", number(5), true),
        ("absent", "NE", text("hello"), true),
        ("n", "LT", number(5), false),
        ("n", "LT", number(6), true),
        ("n", "LE", number(5), true),
        ("n", "LE", number(4), false),
        ("n", "GT", number(5), false),
        ("n", "GT", number(4), true),
        ("n", "GE", number(5), true),
        ("n", "GE", number(6), false),
        ("n", "GE", text("5"), false),
        ("absent", "LT", number(6), false),
        ("n", "BETWEEN", json!([{"N": "5"}, {"N": "9"}]), true),
        ("n", "BETWEEN", json!([{"N": "6"}, {"N": "9"}]), false),
        ("n", "IN", json!([{"N": "4"}, {"N": "5"}]), true),
        ("n", "IN", json!([{"N": "4"}]), false),
        ("absent", "IN", number(5), false),
        ("text", "BEGINS_WITH", text("he"), true),
        ("text", "BEGINS_WITH", text("el"), false),
        ("bytes", "BEGINS_WITH", json!([{"B": "AAE="}]), true),
        ("text", "CONTAINS", text("ell"), true),
        ("text", "CONTAINS", text("x"), false),
        ("texts", "CONTAINS", text("x"), true),
        ("numbers", "CONTAINS", number(3), false),
        ("list", "CONTAINS", number(1), true),
        ("absent", "CONTAINS", text("x"), false),
        ("text", "NOT_CONTAINS", text("x"), true),
        ("text", "NOT_CONTAINS", text("ell"), false),
        ("list", "NOT_CONTAINS", text("x"), false),
        ("n", "NOT_CONTAINS", text("x"), true),
        ("absent", "NOT_CONTAINS", text("x"), false),
        ("absent", "NULL", json!([]), true),
        ("null", "NULL", json!([]), false),
        ("null", "NOT_NULL", json!([]), true),
        ("absent", "NOT_NULL", json!([]), false),
    ]
}
