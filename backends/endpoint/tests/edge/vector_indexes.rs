//! Vector indexes of tables: how they are defined, described and refused.

use serde_json::{Value, json};

use crate::client::{Post, Server};

/// A vector index as requests define it.
pub(crate) fn index(name: &str) -> Value {
    json!({
        "IndexName": name, "VectorAttribute": { "AttributeName": "rgb" }, "Dimensions": 3,
        "DistanceFunction": "EUCLIDEAN", "Projection": { "ProjectionType": "ALL" },
        "SearchSchema": [
            { "AttributeName": "shelf", "SearchSchemaElementType": "HASH" },
            { "AttributeName": "year", "SearchSchemaElementType": "INLINE_FILTER" },
        ],
    })
}

/// What creates a table with these vector indexes.
pub(crate) fn table(indexes: &[Value]) -> Value {
    let mut table = json!({
        "TableName": "paints", "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "AttributeDefinitions": attributes(),
        "VectorIndexes": indexes,
    });
    if indexes.is_empty() {
        table["AttributeDefinitions"] = json!([{ "AttributeName": "id", "AttributeType": "S" }]);
        table["VectorIndexes"] = Value::Null;
    }
    table
}

fn attributes() -> Value {
    json!([
        { "AttributeName": "id", "AttributeType": "S" },
        { "AttributeName": "shelf", "AttributeType": "S" },
        { "AttributeName": "year", "AttributeType": "N" },
    ])
}

/// Sends what is to succeed and returns its answer.
pub(crate) fn done(server: &Server, operation: &str, body: &Value) -> Value {
    let answer = server.ask(&Post::new(operation, body.to_string()));
    assert!(answer.is_ok(), "{operation} {body}: {answer:?}");
    answer.json()
}

/// Says why a request is refused.
pub(crate) fn said(server: &Server, operation: &str, body: &Value) -> String {
    Post::new(operation, body.to_string()).said(server)
}

/// A vector index as answers describe it.
fn described(name: &str, state: &Value) -> Value {
    let mut described = index(name);
    described["IndexSizeBytes"] = json!(0);
    described["ItemCount"] = json!(0);
    described["IndexArn"] =
        json!(format!("arn:aws:dynamodb:us-east-1:000000000000:table/paints/index/{name}"));
    for (member, value) in state.as_object().unwrap() {
        described[member] = value.clone();
    }
    described
}

#[test]
fn a_vector_index_is_described_as_one_that_begins_and_then_as_one_that_is_there() {
    let server = Server::start();
    let active = json!({ "IndexStatus": "ACTIVE" });
    let created = done(&server, "CreateTable", &table(&[index("first")]));
    let creating = json!({ "IndexStatus": "CREATING" });
    assert_eq!(created["TableDescription"]["VectorIndexes"], json!([described("first", &creating)]));
    let found = done(&server, "DescribeTable", &json!({ "TableName": "paints" }));
    assert_eq!(found["Table"]["VectorIndexes"], json!([described("first", &active)]));
    assert_eq!(found["Table"]["AttributeDefinitions"], attributes());

    let update = json!({
        "TableName": "paints", "AttributeDefinitions": attributes(),
        "VectorIndexUpdates": [{ "Create": index("second") }],
    });
    let updated = done(&server, "UpdateTable", &update);
    assert_eq!(updated["TableDescription"]["TableStatus"], "UPDATING");
    let creating = json!({ "IndexStatus": "CREATING", "Backfilling": false });
    let both = json!([described("first", &active), described("second", &creating)]);
    assert_eq!(updated["TableDescription"]["VectorIndexes"], both);
    let found = done(&server, "DescribeTable", &json!({ "TableName": "paints" }));
    let both = json!([described("first", &active), described("second", &active)]);
    assert_eq!(found["Table"]["VectorIndexes"], both);

    let delete =
        json!({ "TableName": "paints", "VectorIndexUpdates": [{ "Delete": { "IndexName": "first" } }] });
    let updated = done(&server, "UpdateTable", &delete);
    assert_eq!(updated["TableDescription"]["VectorIndexes"], json!([described("second", &active)]));
    let deleted = done(&server, "DeleteTable", &json!({ "TableName": "paints" }));
    assert!(deleted["TableDescription"].get("VectorIndexes").is_none(), "{deleted}");
}

#[test]
fn an_index_that_is_filled_later_is_told_as_empty_until_it_is_described() {
    let server = Server::start();
    done(&server, "CreateTable", &table(&[]));
    let rgb = json!({ "L": [{ "N": "1" }, { "N": "2" }, { "N": "3" }] });
    let item = json!({ "id": { "S": "a" }, "shelf": { "S": "x" }, "rgb": rgb });
    done(&server, "PutItem", &json!({ "TableName": "paints", "Item": item }));
    let update = json!({
        "TableName": "paints", "AttributeDefinitions": attributes(),
        "VectorIndexUpdates": [{ "Create": index("colour") }],
    });
    let updated = done(&server, "UpdateTable", &update);
    assert_eq!(updated["TableDescription"]["VectorIndexes"][0]["ItemCount"], 0);
    let found = done(&server, "DescribeTable", &json!({ "TableName": "paints" }));
    assert_eq!(found["Table"]["VectorIndexes"][0]["ItemCount"], 1);
}

/// What is said of a table whose vector index has another value, or none, in place of one of its members.
fn said_with(server: &Server, member: &str, value: Value) -> String {
    let mut index = index("colour");
    index[member] = value;
    said(server, "CreateTable", &table(&[index]))
}

#[test]
fn members_of_a_vector_index_break_rules_by_their_names() {
    let server = Server::start();
    let one = "400 ValidationException: 1 validation error detected: Value";
    let failed = "failed to satisfy constraint: Member must";
    for (member, value, broken) in [
        (
            "IndexName",
            json!("ab"),
            format!(
                "'ab' at 'vectorIndexes.1.member.indexName' {failed} have length greater than or equal to 3"
            ),
        ),
        (
            "IndexName",
            Value::Null,
            format!("null at 'vectorIndexes.1.member.indexName' {failed} not be null"),
        ),
        (
            "VectorAttribute",
            Value::Null,
            format!("null at 'vectorIndexes.1.member.vectorAttribute' {failed} not be null"),
        ),
        (
            "VectorAttribute",
            json!({}),
            format!("null at 'vectorIndexes.1.member.vectorAttribute.attributeName' {failed} not be null"),
        ),
        (
            "Projection",
            Value::Null,
            format!("null at 'vectorIndexes.1.member.projection' {failed} not be null"),
        ),
        (
            "Dimensions",
            Value::Null,
            format!("null at 'vectorIndexes.1.member.dimensions' {failed} not be null"),
        ),
        (
            "Dimensions",
            json!(0),
            format!(
                "'0' at 'vectorIndexes.1.member.dimensions' {failed} have value greater than or equal to 1"
            ),
        ),
        (
            "Dimensions",
            json!(-7),
            format!(
                "'-7' at 'vectorIndexes.1.member.dimensions' {failed} have value greater than or equal to 1"
            ),
        ),
        (
            "DistanceFunction",
            json!("MANHATTAN"),
            format!(
                "'MANHATTAN' at 'vectorIndexes.1.member.distanceFunction' {failed} satisfy enum value set: [DOT_PRODUCT, COSINE, EUCLIDEAN]"
            ),
        ),
        (
            "SearchSchema",
            json!([]),
            format!(
                "'[]' at 'vectorIndexes.1.member.searchSchema' {failed} have length greater than or equal to 1"
            ),
        ),
        (
            "SearchSchema",
            json!([{ "AttributeName": "shelf", "SearchSchemaElementType": "RANGE" }]),
            format!(
                "'RANGE' at 'vectorIndexes.1.member.searchSchema.1.member.searchSchemaElementType' {failed} satisfy enum value set: [HASH, INLINE_FILTER]"
            ),
        ),
    ] {
        assert_eq!(said_with(&server, member, value), format!("{one} {broken}"));
    }
}

#[test]
fn what_a_vector_index_cannot_be_is_refused() {
    let server = Server::start();
    let invalid = "400 ValidationException: One or more parameter values were invalid:";
    let dimensions = "Number of dimensions must be between 1 and 4096 inclusive.";
    for most in [json!(4097), json!(5_000_000_000_i64)] {
        assert_eq!(said_with(&server, "Dimensions", most), format!("{invalid} {dimensions}"));
    }
    assert_eq!(
        said_with(&server, "Projection", json!({ "ProjectionType": "ALL", "NonKeyAttributes": ["id"] })),
        format!("{invalid} ProjectionType is ALL, but NonKeyAttributes is specified")
    );
    let mut none = table(&[]);
    none["VectorIndexes"] = json!([]);
    assert_eq!(said(&server, "CreateTable", &none), format!("{invalid} List of VectorIndexes is empty"));
    // A fraction is cut off.
    let mut cut = index("colour");
    cut["Dimensions"] = json!(3.5);
    done(&server, "CreateTable", &table(&[cut]));
    let found = done(&server, "DescribeTable", &json!({ "TableName": "paints" }));
    assert_eq!(found["Table"]["VectorIndexes"][0]["Dimensions"], 3);
}

#[test]
fn a_change_of_a_vector_index_is_one_thing() {
    let server = Server::start();
    done(&server, "CreateTable", &table(&[index("colour")]));
    let update = |updates: Value| {
        let request = json!({
            "TableName": "paints", "AttributeDefinitions": attributes(), "BillingMode": "PAY_PER_REQUEST",
            "VectorIndexUpdates": updates,
        });
        said(&server, "UpdateTable", &request)
    };
    let invalid = "400 ValidationException: One or more parameter values were invalid:";
    let delete = json!({ "IndexName": "colour" });
    for (updates, message) in [
        (
            json!([{ "Create": index("more"), "Delete": delete }]),
            "Only one vector index action is allowed per VectorIndexUpdate object",
        ),
        (json!([{}]), "One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null"),
        (json!([]), "List of VectorIndexUpdates is empty"),
    ] {
        assert_eq!(update(updates), format!("{invalid} {message}"));
    }
    let mut half = index("more");
    half["Dimensions"] = Value::Null;
    assert_eq!(
        update(json!([{ "Create": half }])),
        "400 ValidationException: 1 validation error detected: Value null at \
         'vectorIndexUpdates.1.member.create.dimensions' failed to satisfy constraint: Member must not be null"
    );
    assert_eq!(
        update(json!([{ "Delete": { "IndexName": "none" } }])),
        "400 ResourceNotFoundException: Requested resource not found: Index absent for table paints"
    );
}
