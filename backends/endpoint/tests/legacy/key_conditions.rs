use serde_json::{Value, json};

use crate::client::Client;
use crate::condition;

/// Five items in one partition, and one in another.
async fn client() -> Client {
    let item = |p: &str, s: u32, t: &str| json!({"p": {"S": p}, "s": {"N": s.to_string()}, "t": {"S": t}});
    let lines = [(1, "ab"), (2, "ac"), (3, "b"), (4, "ba"), (10, "c")].map(|(s, t)| item("a", s, t));
    Client::with_items(lines.into_iter().chain([item("b", 1, "ab")])).await
}

/// The sort keys of what a query finds.
fn found(client: &Client, mut request: Value) -> Vec<String> {
    request["TableName"] = "tab".into();
    let page = client.call("Query", request);
    let items = page["Items"].as_array().unwrap().iter();
    items.map(|item| item["s"]["N"].as_str().unwrap().to_owned()).collect()
}

fn partition() -> Value {
    condition("EQ", json!([{"S": "a"}]))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_indexable_operator_finds_a_range() {
    let client = client().await;
    let n = |number: u32| json!({"N": number.to_string()});
    for (operator, values, sort_keys) in [
        ("EQ", json!([n(3)]), &["3"][..]),
        ("LT", json!([n(3)]), &["1", "2"]),
        ("LE", json!([n(3)]), &["1", "2", "3"]),
        ("GT", json!([n(3)]), &["4", "10"]),
        ("GE", json!([n(3)]), &["3", "4", "10"]),
        ("BETWEEN", json!([n(2), n(4)]), &["2", "3", "4"]),
    ] {
        let keys = json!({"p": partition(), "s": condition(operator, values)});
        assert_eq!(found(&client, json!({"KeyConditions": keys})), sort_keys, "{operator}");
    }
    assert_eq!(found(&client, json!({"KeyConditions": {"p": partition()}})).len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_is_queried_in_either_order() {
    let client = client().await;
    let keys = json!({"p": partition(), "t": condition("BEGINS_WITH", json!([{"S": "b"}]))});
    let request = json!({"IndexName": "by_t", "KeyConditions": keys});
    assert_eq!(found(&client, request.clone()), ["3", "4"]);
    let mut backwards = request;
    backwards["ScanIndexForward"] = false.into();
    assert_eq!(found(&client, backwards), ["4", "3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn key_conditions_go_with_the_expressions_that_are_no_key_condition() {
    let client = client().await;
    let request = json!({
        "KeyConditions": {"p": partition()},
        "FilterExpression": "t > :b",
        "ProjectionExpression": "s",
        "ExpressionAttributeValues": {":b": {"S": "b"}},
    });
    assert_eq!(found(&client, request), ["4", "10"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_go_on_where_the_last_one_ended() {
    let client = client().await;
    let mut request = json!({"TableName": "tab", "KeyConditions": {"p": partition()}, "Limit": 3});
    let page = client.call("Query", request.clone());
    assert_eq!(page["LastEvaluatedKey"], json!({"p": {"S": "a"}, "s": {"N": "3"}}));
    request["ExclusiveStartKey"] = page["LastEvaluatedKey"].clone();
    assert_eq!(found(&client, request), ["4", "10"]);
}
