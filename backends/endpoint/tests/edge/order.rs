//! A request with several faults is refused for the one that is looked at first.

use crate::client::{Post, Server};

const WRONG_KIND: &str = r#"{"TableName":1,"ReturnConsumedCapacity":"x"}"#;

#[test]
fn a_get_is_answered_whatever_its_content_is() {
    let server = Server::start();
    for (path, status, said) in [
        ("/", 200, "healthy: dynamodb.us-east-1.amazonaws.com "),
        ("/any/path", 404, "<UnknownOperationException/>\n"),
    ] {
        let mut client = server.connect();
        client.send(format!(
            "GET {path} HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nX-Amz-Target: x\r\n\r\n"
        ));
        let answer = client.answer();
        assert_eq!((answer.status, answer.text()), (status, said));
    }
}

#[test]
fn the_kind_of_content_comes_before_the_body() {
    let server = Server::start();
    let answer = server.ask(&Post::new("x", "{").header("Content-Type", "text/plain"));
    assert_eq!((answer.status, answer.text()), (404, "<UnknownOperationException/>\n"));
}

#[test]
fn the_body_comes_before_the_operation() {
    let server = Server::start();
    assert_eq!(Post::new("x", "{").said(&server), "400 SerializationException");
}

#[test]
fn the_operation_comes_before_the_signature() {
    let server = Server::start();
    let unsigned = Post::new("x", "{}").without("Authorization");
    for request in [
        unsigned.clone(),
        unsigned.clone().header("X-Amz-Target", "DynamoDB_20111205.ListTables"),
        unsigned.clone().header("X-Amz-Target", "ListTables"),
        unsigned.without("X-Amz-Target"),
    ] {
        assert_eq!(request.said(&server), "400 UnknownOperationException");
    }
}

#[test]
fn the_signature_comes_before_the_kinds_of_members() {
    let server = Server::start();
    assert_eq!(
        Post::new("GetItem", WRONG_KIND).without("Authorization").said(&server),
        "400 MissingAuthenticationTokenException: Request is missing Authentication Token"
    );
}

#[test]
fn the_kinds_of_members_come_before_their_constraints() {
    let server = Server::start();
    assert_eq!(
        Post::new("GetItem", WRONG_KIND).said(&server),
        "400 SerializationException: NUMBER_VALUE cannot be converted to String"
    );
}

#[test]
fn constraints_come_before_the_rules_of_the_operation() {
    let server = Server::start();
    let said = Post::new("Scan", r#"{"TableName":"none","Select":"x","Segment":1}"#).said(&server);
    assert!(
        said.starts_with("400 ValidationException: 1 validation error detected: Value 'x' at 'select'"),
        "{said}"
    );
}

#[test]
fn the_rules_of_the_operation_come_before_the_table() {
    let server = Server::start();
    let said = Post::new("Scan", r#"{"TableName":"none","Segment":1}"#).said(&server);
    assert!(said.starts_with("400 ValidationException: The TotalSegments parameter is required"), "{said}");
}

#[test]
fn the_table_comes_before_its_keys() {
    let server = Server::start();
    let request =
        |table| Post::new("GetItem", format!(r#"{{"TableName":"{table}","Key":{{"q":{{"S":"a"}}}}}}"#));
    assert_eq!(request("shop").said(&server), "400 ResourceNotFoundException: Requested resource not found");
    server.create_table();
    assert_eq!(
        request("shop").said(&server),
        "400 ValidationException: The provided key element does not match the schema"
    );
}

#[test]
fn expressions_of_a_query_are_read_key_condition_first() {
    let server = Server::start();
    let of = |key: &str| {
        format!(
            r#"{{"TableName":"none","KeyConditionExpression":"{key}","FilterExpression":"","ProjectionExpression":"",
                "ExpressionAttributeValues":{{":p":{{"S":"a"}}}}}}"#
        )
    };
    for (key, said) in [
        ("", "KeyConditionExpression: The expression can not be empty;"),
        ("p = :p", "FilterExpression: The expression can not be empty;"),
    ] {
        let answer = Post::new("Query", of(key)).said(&server);
        assert_eq!(answer, format!("400 ValidationException: Invalid {said}"), "{key}");
    }
}

#[test]
fn a_write_of_a_batch_that_is_none_is_said_to_be_more_than_one() {
    let server = Server::start();
    let said = "400 ValidationException: Supplied AttributeValue has more than one datatypes set, must contain exactly one \
                of the supported datatypes";
    for write in ["{}", r#"{"PutRequest":{"Item":{}},"DeleteRequest":{"Key":{}}}"#] {
        let body = format!(r#"{{"RequestItems":{{"shop":[{write}]}}}}"#);
        assert_eq!(Post::new("BatchWriteItem", body).said(&server), said, "{write}");
    }
}

#[test]
fn some_words_are_flags() {
    let server = Server::start();
    server.create_table();
    let put = |word: &str| {
        let item = format!(r#"{{"p":{{"S":"a"}},"flag":{{"BOOL":"{word}"}},"no":{{"NULL":"yes"}}}}"#);
        Post::new("PutItem", format!(r#"{{"TableName":"shop","Item":{item}}}"#)).said(&server)
    };
    let stored = Post::new("GetItem", r#"{"TableName":"shop","Key":{"p":{"S":"a"}}}"#);
    for (words, flag) in [(["true", "T", "Yes", "y", "1"], true), (["false", "f", "no", "N", "0"], false)] {
        for word in words {
            assert_eq!(put(word), "200", "{word}");
            assert_eq!(server.ask(&stored).json()["Item"]["flag"]["BOOL"], flag, "{word}");
        }
    }
    assert_eq!(put("on"), "400 SerializationException: Unexpected token received from parser");
    let null = r#"{"TableName":"shop","Item":{"p":{"S":"a"},"no":{"NULL":"n"}}}"#;
    let said = Post::new("PutItem", null).said(&server);
    assert!(said.ends_with("Null attribute value types must have the value of true"), "{said}");
}

#[test]
fn keys_come_before_conditions() {
    let server = Server::start();
    server.create_table();
    let request = |name| {
        Post::new(
            "DeleteItem",
            format!(
                r#"{{"TableName":"shop","Key":{{"{name}":{{"S":"a"}}}},"ConditionExpression":"attribute_exists(p)"}}"#
            ),
        )
    };
    assert_eq!(
        request("q").said(&server),
        "400 ValidationException: The provided key element does not match the schema"
    );
    assert_eq!(
        request("p").said(&server),
        "400 ConditionalCheckFailedException: The conditional request failed"
    );
}

/// What can be wrong with a new table in the order in which it is told: a member, what it is then, and what is said.
const FAULTS: &[(&str, &str, &str)] = &[
    (
        "OnDemandThroughput",
        r#"{"MaxReadRequestUnits":0}"#,
        "for OnDemandThroughput for table is outside of valid range",
    ),
    ("WarmThroughput", r#"{"ReadUnitsPerSecond":1}"#, "is lower than initial throughput for OnDemand"),
    (
        "KeySchema",
        r#"[{"AttributeName":"p","KeyType":"RANGE"}]"#,
        "Invalid KeySchema: The first KeySchemaElement is not",
    ),
    (
        "KeySchema",
        r#"[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"HASH"}]"#,
        "Invalid KeySchema: The second KeySchemaElement is not",
    ),
    (
        "AttributeDefinitions",
        r#"[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"S"},
            {"AttributeName":"s","AttributeType":"S"}]"#,
        "Attribute Name is duplicated: s",
    ),
    ("LocalSecondaryIndexes", "[]", "List of LocalSecondaryIndexes is empty"),
    (
        "LocalSecondaryIndexes",
        r#"[{"IndexName":"local","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]"#,
        "Index KeySchema does not have a range key for index: local",
    ),
    (
        "LocalSecondaryIndexes",
        r#"[{"IndexName":"local","KeySchema":[{"AttributeName":"s","KeyType":"HASH"},{"AttributeName":"p","KeyType":"RANGE"}],
             "Projection":{"ProjectionType":"ALL"}}]"#,
        "does not have the same leading hash key as table KeySchema for index: local",
    ),
    ("GlobalSecondaryIndexes", "[]", "List of GlobalSecondaryIndexes is empty"),
    (
        "GlobalSecondaryIndexes",
        r#"[{"IndexName":"global","KeySchema":[{"AttributeName":"s","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]"#,
        "Invalid KeySchema: The first KeySchemaElement is not",
    ),
    (
        "GlobalSecondaryIndexes",
        r#"[{"IndexName":"global","KeySchema":[{"AttributeName":"s","KeyType":"HASH"}],"Projection":{}}]"#,
        "Unknown ProjectionType: null",
    ),
    (
        "GlobalSecondaryIndexes",
        r#"[{"IndexName":"global","KeySchema":[{"AttributeName":"s","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},
             "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}]"#,
        "ProvisionedThroughput should not be specified for index: global",
    ),
    ("VectorIndexes", "[]", "List of VectorIndexes is empty"),
    ("StreamSpecification", r#"{"StreamEnabled":true}"#, "a stream enabled, UpdateViewType is required"),
];

#[test]
fn of_two_faults_of_a_new_table_the_service_tells_the_first() {
    let server = Server::start();
    let table = serde_json::json!({
        "TableName": "shop",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "p", "AttributeType": "S"},
            {"AttributeName": "s", "AttributeType": "S"},
        ],
        "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}],
    });
    for (at, (first, wrong, said)) in FAULTS.iter().enumerate() {
        for (second, also_wrong, _) in
            FAULTS[at..].iter().filter(|fault| fault.1 == *wrong || fault.0 != *first)
        {
            let mut body = table.clone();
            body[second] = serde_json::from_str(also_wrong).unwrap();
            body[first] = serde_json::from_str(wrong).unwrap();
            let answer = Post::new("CreateTable", body.to_string()).said(&server);
            assert!(
                answer.starts_with("400 ValidationException: ") && answer.contains(said),
                "{body}: {answer}"
            );
        }
    }
}
