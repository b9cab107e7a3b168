//! Searches in vector indexes.

use serde_json::{Value, json};

use crate::client::{Post, Server};
use crate::vector_indexes::{done, index, said, table};

/// A vector as items have it.
fn vector(elements: [&str; 3]) -> Value {
    json!({ "L": elements.map(|element| json!({ "N": element })) })
}

/// Serves a table of three paints on one shelf, and a fourth on another.
fn paints() -> Server {
    let server = Server::start();
    done(&server, "CreateTable", &table(&[index("colour")]));
    for (id, shelf, year, rgb) in [
        ("near", "x", "1", ["3", "4", "0"]),
        ("far", "x", "2", ["0", "0", "12.0"]),
        ("same", "x", "1.0", ["0.1", "0", "0"]),
        ("elsewhere", "y", "1", ["0", "0", "0"]),
    ] {
        let item =
            json!({ "id": { "S": id }, "shelf": { "S": shelf }, "year": { "N": year }, "rgb": vector(rgb) });
        done(&server, "PutItem", &json!({ "TableName": "paints", "Item": item }));
    }
    server
}

/// A search near black on the shelf `x`.
fn search() -> Value {
    json!({
        "TableName": "paints", "IndexName": "colour", "TopK": 2,
        "SearchVector": [{ "N": "0" }, { "N": "0" }, { "N": "0" }],
        "SearchConditionExpression": "shelf = :s",
        "ExpressionAttributeValues": { ":s": { "S": "x" } },
    })
}

fn with(changes: &Value) -> Value {
    let mut search = search();
    for (member, value) in changes.as_object().unwrap() {
        search[member] = value.clone();
    }
    search
}

fn without(member: &str) -> Value {
    let mut search = search();
    search.as_object_mut().unwrap().remove(member);
    search
}

#[test]
fn the_nearest_are_answered_best_first_without_their_vectors() {
    let server = paints();
    let projected = with(&json!({ "ProjectionExpression": "id" }));
    let answer = server.ask(&Post::new("SearchVectors", projected.to_string()));
    assert_eq!(
        answer.text(),
        r#"{"SearchResults":[{"Item":{"id":{"S":"same"}},"Score":0.10000000149011612},{"Item":{"id":{"S":"near"}},"Score":5.0}]}"#
    );
    let found = done(&server, "SearchVectors", &search());
    let same = json!({ "id": { "S": "same" }, "shelf": { "S": "x" }, "year": { "N": "1" } });
    assert_eq!(found["SearchResults"][0]["Item"], same);
}

#[test]
fn a_vector_that_is_named_is_answered_as_the_index_has_it() {
    let server = paints();
    let found = done(&server, "SearchVectors", &with(&json!({ "ProjectionExpression": "rgb" })));
    let rgb = &found["SearchResults"][1]["Item"]["rgb"];
    assert_eq!(*rgb, vector(["3", "4", "0"]));
    let copy = found["SearchResults"][0]["Item"]["rgb"]["L"][0]["N"].as_str().unwrap();
    assert_eq!(copy.parse::<f32>(), Ok(0.1));
}

#[test]
fn filters_are_applied_before_the_nearest_are_chosen() {
    let server = paints();
    let filtered = with(&json!({
        "SearchConditionExpression": "(:y = #y) AND shelf = :s", "TopK": 1,
        "ExpressionAttributeNames": { "#y": "year" },
        "ExpressionAttributeValues": { ":s": { "S": "x" }, ":y": { "N": "2.0" } },
    }));
    let found = done(&server, "SearchVectors", &filtered);
    assert_eq!(found["SearchResults"][0]["Item"]["id"]["S"], "far");
    assert_eq!(found["SearchResults"][0]["Score"], 12.0);
    let nowhere = with(&json!({ "ExpressionAttributeValues": { ":s": { "S": "z" } } }));
    let answer = server.ask(&Post::new("SearchVectors", nowhere.to_string()));
    assert_eq!(answer.text(), r#"{"SearchResults":[]}"#);
}

#[test]
fn bytes_are_reported_if_they_are_asked_for() {
    let server = paints();
    for asked in ["TOTAL", "INDEXES"] {
        let found = done(&server, "SearchVectors", &with(&json!({ "ReturnConsumedCapacity": asked })));
        let consumed = found["ConsumedCapacity"].as_object().unwrap();
        assert!(consumed["VectorSearchRequestBytes"].as_f64().unwrap() > 0.0 && consumed.len() == 1);
    }
    for silent in [search(), with(&json!({ "ReturnConsumedCapacity": "NONE" }))] {
        assert!(done(&server, "SearchVectors", &silent).get("ConsumedCapacity").is_none());
    }
    let item = json!({ "id": { "S": "new" }, "shelf": { "S": "x" }, "rgb": vector(["1", "1", "1"]) });
    let put = |asked: &str, item: &Value| {
        let request = json!({ "TableName": "paints", "Item": item, "ReturnConsumedCapacity": asked });
        done(&server, "PutItem", &request)["ConsumedCapacity"].take()
    };
    let written = put("INDEXES", &item);
    assert_eq!(written["VectorIndexes"], json!({ "colour": { "VectorWriteRequestBytes": 1024.0 } }));
    assert_eq!((&written["CapacityUnits"], &written["Table"]["CapacityUnits"]), (&json!(1.0), &json!(1.0)));
    assert!(put("INDEXES", &item).get("VectorIndexes").is_none(), "nothing of it has changed");
    assert!(put("TOTAL", &json!({ "id": { "S": "new" } })).get("VectorIndexes").is_none());
}

#[test]
fn the_form_of_a_search_comes_before_all_its_rules() {
    let server = Server::start();
    for member in ["TableName", "IndexName", "SearchVector", "TopK"] {
        let mut lacking = without(member);
        if member != "IndexName" {
            lacking["IndexName"] = json!("x");
        }
        let end = lacking.to_string().len();
        assert_eq!(
            said(&server, "SearchVectors", &lacking),
            format!("400 ValidationException: missing field `{member}` at line 1 column {end}")
        );
    }
    for (changes, message) in [
        (json!({ "TableName": null }), "invalid type: null, expected a string"),
        (json!({ "SearchVector": null }), "invalid type: null, expected a sequence"),
        (json!({ "TopK": null }), "invalid type: null, expected i32"),
        (json!({ "TopK": 3.5 }), "invalid type: floating point `3.5`, expected i32"),
    ] {
        let said = said(&server, "SearchVectors", &with(&changes));
        assert!(
            said.starts_with(&format!("400 SerializationException: {message} at line 1 column ")),
            "{said}"
        );
    }
    let answer = server.ask(&Post::new("SearchVectors", with(&json!({ "TopK": 3.5 })).to_string()));
    assert!(answer.text().contains(r#","message":"invalid type: floating"#), "{}", answer.text());
}

#[test]
fn rules_of_members_come_before_the_table() {
    let server = Server::start();
    let failed = "failed to satisfy constraint: Member must have";
    for (changes, message) in [
        (
            json!({ "IndexName": "ab" }),
            format!(
                "1 validation error detected: Value at 'IndexName' {failed} length greater than or equal to 3"
            ),
        ),
        (
            json!({ "SearchVector": [] }),
            format!(
                "1 validation error detected: Value at 'SearchVector' {failed} length greater than or equal to 1"
            ),
        ),
        (
            json!({ "TopK": 0 }),
            format!("1 validation error detected: Value at 'TopK' {failed} value greater than or equal to 1"),
        ),
        (
            json!({ "TopK": -2 }),
            format!("1 validation error detected: Value at 'TopK' {failed} value greater than or equal to 1"),
        ),
        (
            json!({ "TopK": 101 }),
            "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive"
                .to_owned(),
        ),
        // How many come before what is wrong with expressions.
        (
            json!({ "TopK": 101, "SearchConditionExpression": "shelf =" }),
            "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive"
                .to_owned(),
        ),
    ] {
        assert_eq!(
            said(&server, "SearchVectors", &with(&changes)),
            format!("400 ValidationException: {message}")
        );
    }
    assert_eq!(
        said(&server, "SearchVectors", &search()),
        "400 ResourceNotFoundException: Requested resource not found"
    );
}

#[test]
fn a_vector_is_looked_at_before_its_index_and_its_length_behind_it() {
    let server = paints();
    let wrong = "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point \
                 number attribute";
    for element in
        [json!({ "S": "1" }), json!({ "L": [{ "N": "1" }] }), json!({ "N": "1e39" }), json!({ "N": "-1e39" })]
    {
        let changes = json!({ "SearchVector": [element, { "N": "0" }] });
        let mut search = with(&changes);
        assert_eq!(said(&server, "SearchVectors", &search), format!("400 ValidationException: {wrong}"));
        search["IndexName"] = json!("none");
        assert_eq!(said(&server, "SearchVectors", &search), format!("400 ValidationException: {wrong}"));
    }
    let short = with(&json!({ "SearchVector": [{ "N": "0" }, { "N": "0" }], "IndexName": "none" }));
    assert_eq!(
        said(&server, "SearchVectors", &short),
        "400 ValidationException: The table does not have the specified index: none"
    );
    assert_eq!(
        said(&server, "SearchVectors", &with(&json!({ "SearchVector": [{ "N": "0" }, { "N": "1e-60" }] }))),
        "400 ValidationException: Input search vector dimension 2 does not match vector index dimension 3"
    );
}

#[test]
fn what_is_wrong_with_a_condition_is_told_of_the_condition_of_a_search() {
    let server = paints();
    let invalid = "Invalid SearchConditionExpression:";
    for (condition, message) in [
        ("shelf =", format!("{invalid} Syntax error; token: \"<EOF>\", near: \"=\"")),
        ("shelf = :s AND hash = :s", format!("{invalid} Attribute name is a reserved keyword; reserved keyword: hash")),
        ("shelf = :c", format!("{invalid} An expression attribute value used in expression is not defined; attribute value: :c")),
        ("shelf > :s", format!("{invalid} Invalid comparator used in SearchConditionExpression")),
        ("id = :s", "SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: id".to_owned()),
    ] {
        let search = with(&json!({ "SearchConditionExpression": condition }));
        assert_eq!(said(&server, "SearchVectors", &search), format!("400 ValidationException: {message}"), "{condition}");
    }
    let mut bare = without("SearchConditionExpression");
    assert_eq!(
        said(&server, "SearchVectors", &bare),
        "400 ValidationException: ExpressionAttributeValues can only be specified when using expressions"
    );
    bare.as_object_mut().unwrap().remove("ExpressionAttributeValues");
    assert_eq!(
        said(&server, "SearchVectors", &bare),
        "400 ValidationException: SearchConditionExpression must be provided when SearchSchema has a HASH key"
    );
}

#[test]
fn pages_of_a_vector_index_are_not_to_be_had() {
    let server = paints();
    let scan = json!({ "TableName": "paints", "IndexName": "colour" });
    assert_eq!(
        said(&server, "Scan", &scan),
        "400 ValidationException: Scan operation not supported on this index type"
    );
    let query = json!({
        "TableName": "paints", "IndexName": "colour", "KeyConditionExpression": "shelf = :s",
        "ExpressionAttributeValues": { ":s": { "S": "x" } },
    });
    assert_eq!(
        said(&server, "Query", &query),
        "400 ValidationException: Query operation not supported on this index type."
    );
}
