use serde_json::{Value, json};

use crate::client::Client;
use crate::everything;

fn update(p: &str, attribute: &str, change: &Value) -> Value {
    json!({
        "TableName": "tab",
        "Key": {"p": {"S": p}, "s": {"N": "1"}},
        "AttributeUpdates": {attribute: change},
        "ReturnValues": "UPDATED_NEW",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_action_changes_its_attribute() {
    let client = Client::with_items([everything()]).await;
    for (attribute, change, becomes) in [
        ("text", json!({"Value": {"S": "bye"}}), json!({"S": "bye"})),
        ("text", json!({"Action": "PUT", "Value": {"N": "1"}}), json!({"N": "1"})),
        ("text", json!({"Action": "DELETE"}), Value::Null),
        ("absent", json!({"Action": "DELETE"}), Value::Null),
        ("n", json!({"Action": "ADD", "Value": {"N": "-7"}}), json!({"N": "-2"})),
        ("one", json!({"Action": "ADD", "Value": {"N": "1"}}), json!({"N": "1"})),
        ("texts", json!({"Action": "ADD", "Value": {"SS": ["z", "x"]}}), json!({"SS": ["x", "y", "z"]})),
        ("texts", json!({"Action": "DELETE", "Value": {"SS": ["z"]}}), json!({"SS": ["x", "y"]})),
        ("texts", json!({"Action": "DELETE", "Value": {"SS": ["x", "y"]}}), Value::Null),
        ("absent", json!({"Action": "DELETE", "Value": {"SS": ["x"]}}), Value::Null),
        ("blobs", json!({"Action": "ADD", "Value": {"BS": ["AQ=="]}}), json!({"BS": ["AA==", "AQ=="]})),
        (
            "list",
            json!({"Action": "ADD", "Value": {"L": [{"N": "2"}]}}),
            json!({"L": [{"S": "x"}, {"N": "1"}, {"N": "2"}]}),
        ),
        ("fresh", json!({"Action": "ADD", "Value": {"L": [{"N": "2"}]}}), json!({"L": [{"N": "2"}]})),
    ] {
        let answer = client.call("UpdateItem", update("a", attribute, &change));
        assert_eq!(answer["Attributes"][attribute], becomes, "{attribute} {change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_another_type_than_the_attribute_has_is_refused() {
    let client = Client::with_items([everything()]).await;
    for (attribute, change) in [
        ("text", json!({"Action": "ADD", "Value": {"N": "1"}})),
        ("text", json!({"Action": "ADD", "Value": {"L": [{"N": "1"}]}})),
        ("list", json!({"Action": "ADD", "Value": {"N": "1"}})),
        ("texts", json!({"Action": "ADD", "Value": {"NS": ["1"]}})),
        ("texts", json!({"Action": "DELETE", "Value": {"NS": ["1"]}})),
        ("n", json!({"Action": "DELETE", "Value": {"NS": ["1"]}})),
    ] {
        client.invalid(
            "UpdateItem",
            update("a", attribute, &change),
            "Type mismatch for attribute to update",
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_change_that_puts_something_creates_an_item() {
    let client = Client::with_items([]).await;
    let exists = |p: &str| {
        let key = json!({"p": {"S": p}, "s": {"N": "1"}});
        client.call("GetItem", json!({"TableName": "tab", "Key": key})).get("Item").is_some()
    };
    for (p, change, creates) in [
        ("put", json!({"Value": {"S": "x"}}), true),
        ("add", json!({"Action": "ADD", "Value": {"N": "1"}}), true),
        ("append", json!({"Action": "ADD", "Value": {"L": []}}), true),
        ("remove", json!({"Action": "DELETE"}), false),
        ("take", json!({"Action": "DELETE", "Value": {"SS": ["x"]}}), false),
    ] {
        client.call("UpdateItem", update(p, "a", &change));
        assert_eq!(exists(p), creates, "{p}");
    }
    let mut nothing = update("nothing", "a", &Value::Null);
    nothing["AttributeUpdates"] = json!({});
    client.call("UpdateItem", nothing);
    assert!(exists("nothing"), "no change at all makes sure that the item exists");
}
