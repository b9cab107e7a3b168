use dynamo_endpoint::{Settings, Validation};
use serde_json::{Value, json};

use crate::client::Client;
use crate::condition;

const INVALID: &str = "One or more parameter values were invalid: ";
const MIXED: &str = "Can not use both expression and non-expression parameters in the same request: ";
const ALONE: &str = "ConditionalOperator cannot be used without Filter or Expected";
const ONE: &str = "ConditionalOperator can only be used when Filter or Expected has two or more elements";

/// Makes a request of the table with these parameters.
fn request(operation: &str, parameters: Value) -> Value {
    let key = json!({"p": {"S": "a"}, "s": {"N": "1"}});
    let mut request = match operation {
        "PutItem" => json!({"Item": key}),
        "Scan" => json!({}),
        "Query" => json!({"KeyConditions": {"p": condition("EQ", json!([{"S": "a"}]))}}),
        _ => json!({"Key": key}),
    };
    request["TableName"] = "tab".into();
    for (name, value) in parameters.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

/// Asserts that requests are refused; those to write say that this was detected.
fn refused(client: &Client, operations: &[&str], parameters: Value, message: &str) {
    for operation in operations {
        let message = match *operation {
            "PutItem" | "UpdateItem" | "DeleteItem" => format!("1 validation error detected: {message}"),
            _ => message.to_owned(),
        };
        client.invalid(operation, request(operation, parameters.clone()), &message);
    }
}

const WRITES: [&str; 3] = ["PutItem", "UpdateItem", "DeleteItem"];

#[tokio::test(flavor = "multi_thread")]
async fn parameters_do_not_mix_with_expressions() {
    let client = Client::with_items([]).await;
    let exists = json!({"Exists": false});
    refused(
        &client,
        &WRITES,
        json!({
            "Expected": {"a": exists}, "ConditionalOperator": "AND",
            "ConditionExpression": "attribute_exists(p)",
        }),
        &format!(
            "{MIXED}Non-expression parameters: {{Expected, ConditionalOperator}} \
             Expression parameters: {{ConditionExpression}}"
        ),
    );
    refused(
        &client,
        &["UpdateItem"],
        json!({"AttributeUpdates": {}, "Expected": {}, "UpdateExpression": "SET", "ConditionExpression": ""}),
        &format!(
            "{MIXED}Non-expression parameters: {{AttributeUpdates, Expected}} \
             Expression parameters: {{UpdateExpression, ConditionExpression}}"
        ),
    );
    refused(
        &client,
        &["GetItem", "Query", "Scan"],
        json!({"AttributesToGet": ["a"], "ProjectionExpression": "a"}),
        &format!(
            "{MIXED}Non-expression parameters: {{AttributesToGet}} Expression parameters: {{ProjectionExpression}}"
        ),
    );
    refused(
        &client,
        &["Query"],
        json!({"QueryFilter": {}, "KeyConditionExpression": "p = :p", "FilterExpression": "a"}),
        &format!(
            "{MIXED}Non-expression parameters: {{QueryFilter, KeyConditions}} \
             Expression parameters: {{FilterExpression, KeyConditionExpression}}"
        ),
    );
    refused(
        &client,
        &["Scan"],
        json!({"ScanFilter": {}, "FilterExpression": "a"}),
        &format!(
            "{MIXED}Non-expression parameters: {{ScanFilter}} Expression parameters: {{FilterExpression}}"
        ),
    );
    let keys = json!([{"p": {"S": "a"}, "s": {"N": "1"}}]);
    client.invalid(
        "BatchGetItem",
        json!({"RequestItems": {
            "tab": {"Keys": keys.clone(), "AttributesToGet": ["a"]},
            "other": {"Keys": keys, "ProjectionExpression": "a"},
        }}),
        &format!(
            "{MIXED}Non-expression parameters: {{AttributesToGet}} Expression parameters: {{ProjectionExpression}}"
        ),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_conditional_operator_joins_two_conditions_at_least() {
    let client = Client::with_items([]).await;
    let (none, one) = (json!({}), json!({"a": {"ComparisonOperator": "NULL"}}));
    for (operations, parameter) in
        [(&WRITES[..], "Expected"), (&["Query"][..], "QueryFilter"), (&["Scan"][..], "ScanFilter")]
    {
        refused(&client, operations, json!({"ConditionalOperator": "AND"}), ALONE);
        refused(&client, operations, json!({"ConditionalOperator": "OR", parameter: none}), ALONE);
        refused(&client, operations, json!({"ConditionalOperator": "OR", parameter: one}), ONE);
    }
    client.invalid("Query", json!({"TableName": "tab", "ConditionalOperator": "AND"}), ALONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_layer_words_an_unknown_conditional_operator() {
    let xor = json!({"ConditionalOperator": "XOR"});
    let old = "1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member \
               must satisfy enum value set: [OR, AND]";
    let current = Client::with_items([]).await;
    let new = "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]";
    let absent = json!({"ComparisonOperator": "NULL"});
    for (operations, conditions) in [(&WRITES[..], "Expected"), (&["Query"], "QueryFilter")] {
        // The newer layer looks at the word once there are conditions to join.
        refused(&current, operations, xor.clone(), ALONE);
        let both = json!({"ConditionalOperator": "XOR", conditions: {"a": absent, "b": absent}});
        refused(&current, operations, both, new);
    }
    current.invalid("Scan", request("Scan", xor.clone()), old);

    let classic = Client::start(Settings::new().validation(Validation::Classic)).await;
    for operation in ["PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"] {
        classic.invalid(operation, request(operation, xor.clone()), old);
    }
    classic.invalid("PutItem", request("PutItem", json!({"ConditionalOperator": "OR"})), ALONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_condition_is_refused() {
    let client = Client::with_items([]).await;
    for (operator, values, message) in [
        ("EQ", json!([]), format!("{INVALID}Invalid number of argument(s) for the EQ ComparisonOperator")),
        (
            "LT",
            json!([{"BOOL": true}]),
            format!("{INVALID}ComparisonOperator LT is not valid for BOOL AttributeValue type"),
        ),
        (
            "IN",
            json!([{"S": "a"}, {"N": "1"}]),
            format!("{INVALID}AttributeValues inside AttributeValueList must be of same type"),
        ),
        (
            "BETWEEN",
            json!([{"N": "2"}, {"N": "1"}]),
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"
                .to_owned(),
        ),
    ] {
        let conditions = json!({"a": condition(operator, values)});
        refused(&client, &WRITES, json!({"Expected": conditions.clone()}), &message);
        refused(&client, &["Query"], json!({"QueryFilter": conditions.clone()}), &message);
        refused(&client, &["Query"], json!({"KeyConditions": conditions.clone()}), &message);
        refused(&client, &["Scan"], json!({"ScanFilter": conditions}), &message);
    }
    refused(
        &client,
        &WRITES,
        json!({"Expected": {"a": {"Exists": true}}}),
        &format!("{INVALID}Value must be provided when Exists is true for Attribute: a"),
    );
    client.invalid(
        "Scan",
        request("Scan", json!({"ScanFilter": {"a": {"ComparisonOperator": "IS"}, "b": {}}})),
        "2 validation errors detected: Value 'IS' at 'scanFilter.a.member.comparisonOperator' failed to satisfy \
         constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, \
         BEGINS_WITH, GE, CONTAINS]; Value null at 'scanFilter.b.member.comparisonOperator' failed to satisfy \
         constraint: Member must not be null",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_found_by_conditions_on_keys_and_filtered_by_others() {
    let client = Client::with_items([]).await;
    let p = || condition("EQ", json!([{"S": "a"}]));
    for (parameters, message) in [
        (
            json!({"QueryFilter": {"s": {"ComparisonOperator": "NULL"}}}),
            "QueryFilter can only contain non-primary key attributes: Primary key attribute: s",
        ),
        (
            json!({"KeyConditions": null}),
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        ),
        (json!({"KeyConditions": {}}), "Conditions must be at least length 1"),
        (
            json!({"KeyConditions": {"p": p(), "s": condition("NE", json!([{"N": "1"}]))}}),
            "Attempted conditional constraint is not an indexable operation",
        ),
        (
            json!({"KeyConditions": {"p": condition("LT", json!([{"S": "a"}]))}}),
            "Query key condition not supported",
        ),
        (
            json!({"KeyConditions": {"s": condition("EQ", json!([{"N": "1"}]))}}),
            "Query condition missed key schema element: p",
        ),
        (
            json!({"KeyConditions": {"p": condition("EQ", json!([{"N": "1"}]))}}),
            "One or more parameter values were invalid: Condition parameter type does not match schema type",
        ),
        (
            json!({"KeyConditions": {"p": p(), "s": condition("EQ", json!([{"N": "1"}])), "t": p()}}),
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
        ),
    ] {
        refused(&client, &["Query"], parameters, message);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attributes_to_get_are_named_once_and_go_with_specific_attributes() {
    let client = Client::with_items([]).await;
    refused(
        &client,
        &["GetItem", "Query", "Scan"],
        json!({"AttributesToGet": ["a", "b", "a"]}),
        &format!("{INVALID}Duplicate value in attribute name: a"),
    );
    for (select, message) in [
        ("COUNT", "Cannot specify the AttributesToGet when choosing to get only the Count"),
        ("ALL_ATTRIBUTES", "Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES"),
    ] {
        let parameters = json!({"AttributesToGet": ["a"], "Select": select});
        refused(&client, &["Query"], parameters.clone(), &format!("1 validation error detected: {message}"));
        refused(&client, &["Scan"], parameters, message);
    }
    refused(
        &client,
        &["Query"],
        json!({"AttributesToGet": ["a"], "IndexName": "by_t"}),
        &format!("{INVALID}Global secondary index by_t does not project a"),
    );
    client.invalid(
        "GetItem",
        request("GetItem", json!({"AttributesToGet": []})),
        "1 validation error detected: Value at 'AttributesToGet' failed to satisfy constraint: Member must have length \
         greater than or equal to 1",
    );
    let many: Vec<String> = (0..256).map(|number| number.to_string()).collect();
    client.invalid(
        "Query",
        request("Query", json!({"AttributesToGet": many})),
        "1 validation error detected: Value at 'AttributesToGet' failed to satisfy constraint: Member must have length \
         less than or equal to 255",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_change_is_refused() {
    let client = Client::with_items([]).await;
    for (change, message) in [
        (json!({}), "Only DELETE action is allowed when no attribute value is specified"),
        (
            json!({"Action": "DELETE", "Value": {"S": "a"}}),
            "DELETE action with value is not supported for the type S",
        ),
        (json!({"Action": "ADD", "Value": {"M": {}}}), "ADD action is not supported for the type M"),
    ] {
        refused(
            &client,
            &["UpdateItem"],
            json!({"AttributeUpdates": {"a": change}}),
            &format!("{INVALID}{message}"),
        );
    }
    client.invalid(
        "UpdateItem",
        request("UpdateItem", json!({"AttributeUpdates": {"a": {"Action": "SET"}}})),
        "1 validation error detected: Member must satisfy enum value set: [ADD, DELETE, PUT]' for Action",
    );
    client.invalid(
        "UpdateItem",
        request("UpdateItem", json!({"AttributeUpdates": {"p": {"Value": {"S": "b"}}}})),
        &format!("{INVALID}Cannot update attribute p. This attribute is part of the key"),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mix_comes_before_values_and_values_before_parameters() {
    let client = Client::with_items([]).await;
    let empty = format!("{INVALID}An string set  may not be empty");
    let (wrong, exists) = (json!({"p": {"SS": []}}), json!({"a": {"Exists": true}}));
    for (operations, parameters, message) in [
        (
            &["PutItem"][..],
            json!({"Item": wrong, "Expected": {}, "ConditionExpression": "a"}),
            &*format!(
                "{MIXED}Non-expression parameters: {{Expected}} Expression parameters: {{ConditionExpression}}"
            ),
        ),
        (&["PutItem"], json!({"Item": wrong, "Expected": exists}), &empty),
        (&["DeleteItem"], json!({"Key": wrong, "ConditionalOperator": "OR"}), &empty),
        (&["UpdateItem"], json!({"Key": wrong, "AttributeUpdates": {"a": {}}}), &empty),
        (&["GetItem"], json!({"Key": wrong, "AttributesToGet": ["a", "a"]}), &empty),
        (
            &["PutItem", "DeleteItem"],
            json!({"ReturnValues": "ALL_NEW", "Expected": exists}),
            "ReturnValues can only be ALL_OLD or NONE",
        ),
        (
            &["UpdateItem"],
            json!({"AttributeUpdates": {"a": {}}, "Expected": exists}),
            &format!("{INVALID}Only DELETE action is allowed when no attribute value is specified"),
        ),
    ] {
        refused(&client, operations, parameters, message);
    }
}
