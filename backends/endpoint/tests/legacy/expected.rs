use serde_json::{Value, json};

use crate::client::Client;
use crate::{condition, everything, operators};

/// The writes that can expect something; none of them changes an attribute that the tests ask for.
fn writes() -> [(&'static str, Value); 3] {
    let key = json!({"p": {"S": "a"}, "s": {"N": "1"}});
    [
        ("PutItem", json!({"TableName": "tab", "Item": everything()})),
        ("UpdateItem", json!({"TableName": "tab", "Key": key.clone()})),
        ("DeleteItem", json!({"TableName": "tab", "Key": key})),
    ]
}

/// Asserts that every kind of write takes place, or does not, on an item that is there.
#[track_caller]
fn writes_if(client: &Client, holds: bool, parameters: &Value) {
    for (operation, mut request) in writes() {
        for (name, value) in parameters.as_object().unwrap() {
            request[name] = value.clone();
        }
        if holds {
            client.call(operation, request);
            client.call("PutItem", json!({"TableName": "tab", "Item": everything()}));
        } else {
            client.fails(operation, request);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operator_guards_every_write() {
    let client = Client::with_items([everything()]).await;
    for (attribute, operator, values, holds) in operators() {
        writes_if(&client, holds, &json!({"Expected": {attribute: condition(operator, values)}}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_is_expected_to_be_there_or_nothing_is() {
    let client = Client::with_items([everything()]).await;
    for (expected, holds) in [
        (json!({"n": {"Value": {"N": "5.0"}}}), true),
        (json!({"n": {"Value": {"N": "6"}}}), false),
        (json!({"absent": {"Value": {"N": "6"}}}), false),
        (json!({"n": {"Exists": true, "Value": {"N": "5"}}}), true),
        (json!({"n": {"Exists": false}}), false),
        (json!({"absent": {"Exists": false}}), true),
        (json!({"n": {"ComparisonOperator": "GT", "Value": {"N": "4"}}}), true),
        (json!({}), true),
    ] {
        writes_if(&client, holds, &json!({"Expected": expected}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn expectations_hold_together_unless_one_is_enough() {
    let client = Client::with_items([everything()]).await;
    let expected = json!({"n": {"Value": {"N": "5"}}, "text": {"Value": {"S": "hullo"}}});
    for (operator, holds) in [(json!(null), false), (json!("AND"), false), (json!("OR"), true)] {
        writes_if(&client, holds, &json!({"Expected": expected.clone(), "ConditionalOperator": operator}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_is_not_there_has_no_attributes() {
    let client = Client::with_items([]).await;
    let create = |expected: Value| json!({"TableName": "tab", "Item": {"p": {"S": "new"}, "s": {"N": "1"}}, "Expected": expected});
    client.fails("PutItem", create(json!({"p": {"Value": {"S": "new"}}})));
    client.call("PutItem", create(json!({"p": {"Exists": false}})));
    client.fails("PutItem", create(json!({"p": {"Exists": false}})));
}
