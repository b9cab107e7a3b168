use serde_json::{Value, json};

use crate::client::Client;
use crate::{condition, everything, operators};

/// What a filter leaves of the table, and of how many items.
fn scanned(client: &Client, mut request: Value) -> (u64, u64) {
    request["TableName"] = "tab".into();
    counts(&client.call("Scan", request))
}

fn queried(client: &Client, mut request: Value) -> (u64, u64) {
    request["TableName"] = "tab".into();
    request["KeyConditions"] = json!({"p": condition("EQ", json!([{"S": "a"}]))});
    counts(&client.call("Query", request))
}

fn counts(page: &Value) -> (u64, u64) {
    (page["Count"].as_u64().unwrap(), page["ScannedCount"].as_u64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operator_filters_what_a_query_and_a_scan_read() {
    let client = Client::with_items([everything()]).await;
    for (attribute, operator, values, holds) in operators() {
        let filter = json!({attribute: condition(operator, values.clone())});
        let expected = (u64::from(holds), 1);
        let context = format!("{attribute} {operator} {values}");
        assert_eq!(scanned(&client, json!({"ScanFilter": filter.clone()})), expected, "{context}");
        assert_eq!(queried(&client, json!({"QueryFilter": filter})), expected, "{context}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_of_a_filter_hold_together_unless_one_is_enough() {
    let client = Client::with_items([everything()]).await;
    let filter = json!({
        "n": condition("EQ", json!([{"N": "5"}])),
        "text": condition("EQ", json!([{"S": "hullo"}])),
    });
    for (operator, count) in [(json!(null), 0), (json!("AND"), 0), (json!("OR"), 1)] {
        let scan = json!({"ScanFilter": filter.clone(), "ConditionalOperator": operator.clone()});
        assert_eq!(scanned(&client, scan), (count, 1), "{operator}");
        let query = json!({"QueryFilter": filter.clone(), "ConditionalOperator": operator.clone()});
        assert_eq!(queried(&client, query), (count, 1), "{operator}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_filter_lets_everything_pass() {
    let client = Client::with_items([everything()]).await;
    assert_eq!(scanned(&client, json!({"ScanFilter": {}})), (1, 1));
    assert_eq!(queried(&client, json!({"QueryFilter": {}})), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_takes_more_values_than_that_of_an_expression() {
    let client = Client::with_items([everything()]).await;
    let values: Vec<Value> = (5..105).map(|number: u32| json!({"N": number.to_string()})).collect();
    let among =
        |values: &[Value]| scanned(&client, json!({"ScanFilter": {"n": condition("IN", json!(values))}}));
    assert_eq!(among(&values), (1, 1));
    assert_eq!(among(&values[1..]), (0, 1));
}
