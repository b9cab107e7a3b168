use serde_json::{Value, json};

use crate::client::Client;
use crate::condition;

fn item() -> Value {
    json!({
        "p": {"S": "a"}, "s": {"N": "1"}, "t": {"S": "x"}, "n": {"N": "5"},
        "m": {"M": {"k": {"N": "1"}}}, "m.k": {"S": "a dot in the name"},
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_read_returns_the_attributes_asked_for() {
    let client = Client::with_items([item()]).await;
    let key = json!({"p": {"S": "a"}, "s": {"N": "1"}});
    let names = json!(["n", "m.k", "absent"]);
    let part = json!({"n": {"N": "5"}, "m.k": {"S": "a dot in the name"}});

    let get = json!({"TableName": "tab", "Key": key.clone(), "AttributesToGet": names});
    assert_eq!(client.call("GetItem", get)["Item"], part);

    let batch = json!({"RequestItems": {"tab": {"Keys": [key], "AttributesToGet": names}}});
    assert_eq!(client.call("BatchGetItem", batch)["Responses"]["tab"], json!([part]));

    for select in [json!(null), json!("SPECIFIC_ATTRIBUTES")] {
        let keys = json!({"p": condition("EQ", json!([{"S": "a"}]))});
        let query = json!({
            "TableName": "tab", "KeyConditions": keys, "AttributesToGet": names, "Select": select.clone(),
        });
        assert_eq!(client.call("Query", query)["Items"], json!([part]));

        let scan = json!({"TableName": "tab", "AttributesToGet": names, "Select": select});
        assert_eq!(client.call("Scan", scan)["Items"], json!([part]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_without_the_attributes_is_there_all_the_same() {
    let client = Client::with_items([item()]).await;
    let get = |p: &str| {
        let key = json!({"p": {"S": p}, "s": {"N": "1"}});
        client.call("GetItem", json!({"TableName": "tab", "Key": key, "AttributesToGet": ["absent"]}))
    };
    assert_eq!(get("a"), json!({"Item": {}}));
    assert_eq!(get("b"), json!({}));
}
