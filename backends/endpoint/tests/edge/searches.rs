//! What is wrong with a search by itself, in the order in which the service looks at it: captured from it in October 2026.

use crate::client::{Post, Server};

const VECTOR: &str = "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute";
const UNWANTED: &str = "can only be specified when using expressions";
const INVALID: &str = "One or more parameter values were invalid:";
const CONDITION: &str = "Invalid SearchConditionExpression: SearchConditionExpression";

/// Makes a search in a table that is not there, of some members in place of those that it has, and others.
fn search(members: &str) -> String {
    let of = |name: &str, default: &str| {
        if members.contains(&format!(r#""{name}":"#)) {
            String::new()
        } else {
            format!(r#""{name}":{default},"#)
        }
    };
    let whole = [
        of("TableName", r#""none""#),
        of("IndexName", r#""index""#),
        of("SearchVector", r#"[{"N":"1"}]"#),
        of("TopK", "1"),
    ];
    format!("{{{}{members}}}", whole.concat()).replace(",}", "}")
}

/// Asks for searches, and compares the exception and the start of its message.
fn check(cases: &[(&str, &str)]) {
    let server = Server::start();
    for (members, expected) in cases {
        let body = search(members);
        let answer = server.ask(&Post::new("SearchVectors", body.as_str()));
        let text = answer.text();
        let (name, message) = expected.split_once(": ").unwrap_or((expected, ""));
        assert_eq!(answer.status, 400, "{body}");
        assert!(text.contains(&format!(r#"#{name}""#)), "{body}\n{text}");
        match message {
            "" => assert!(text.ends_with(&format!(r#"#{name}"}}"#)), "{body}\n{text}"),
            _ => assert!(text.contains(&format!(r#","message":"{message}"#)), "{body}\n{text}"),
        }
    }
}

#[test]
fn a_search_that_is_right_looks_for_its_table() {
    check(&[
        ("", "ResourceNotFoundException: Requested resource not found"),
        (r#""Foo":1"#, "ResourceNotFoundException: Requested resource not found"),
        (r#""SearchVector":[{"N":"1e-400"}]"#, "ResourceNotFoundException: Requested resource not found"),
        (
            r#""SearchVector":[{"N":"+1"},{"N":".5"}]"#,
            "ResourceNotFoundException: Requested resource not found",
        ),
    ]);
}

#[test]
fn a_value_of_no_shape_is_not_understood() {
    check(&[
        (r#""SearchVector":[null]"#, "SerializationException"),
        (r#""SearchVector":[{}]"#, "SerializationException"),
        (r#""SearchVector":[1]"#, "SerializationException"),
        (r#""SearchVector":[{"S":"x","N":"1"}]"#, "SerializationException"),
        (r#""ExpressionAttributeValues":{":v":null}"#, "SerializationException"),
        (r#""ExpressionAttributeValues":{":v":{"S":"a","X":"1"}}"#, "SerializationException"),
        (r#""ExpressionAttributeValues":{":v":{"L":[null]}}"#, "SerializationException"),
        (r#""SearchVector":[null],"IndexName":null"#, "SerializationException"),
    ]);
}

#[test]
fn a_value_of_the_wrong_kind_is_told_where_it_stands() {
    check(&[
        (
            r#""SearchVector":[{"N":null}]"#,
            "SerializationException: invalid type: null, expected a string at line 1 column ",
        ),
        (
            r#""SearchVector":[{"N":1}]"#,
            "SerializationException: invalid type: integer `1`, expected a string at line 1 column ",
        ),
        (
            r#""ExpressionAttributeValues":{":v":{"B":null}}"#,
            "SerializationException: invalid type: null, expected a Base64-encoded string at line 1 column ",
        ),
        (
            r#""ExpressionAttributeValues":[]"#,
            "SerializationException: invalid type: sequence, expected a map at line 1 column ",
        ),
        (r#""TopK":2147483648"#, "ValidationException: invalid value: integer `2147483648`, expected i32 at"),
        (
            r#""SearchVector":["1"]"#,
            "ValidationException: unknown variant `1`, expected one of `B`, `BOOL`, `BS`, `DECI",
        ),
        (
            r#""ExpressionAttributeValues":{":v":{"s":"a"}}"#,
            "ValidationException: unknown variant `s`, expected one of",
        ),
    ]);
}

#[test]
fn members_come_before_the_table_and_that_before_words() {
    let word = r#""ReturnConsumedCapacity":"BAD""#;
    let bad = "ValidationException: Value 'BAD' at 'returnConsumedCapacity' failed to satisfy constraint: ";
    let short = "ValidationException: 1 validation error detected: Value at 'IndexName' failed to satisfy constraint: ";
    let name =
        "at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3";
    check(&[
        (r#""TableName":"a!","IndexName":"ab""#, short),
        (
            r#""IndexName":"ab","TopK":0"#,
            "ValidationException: 2 validation errors detected: Value at 'IndexName' failed to satisfy constraint: Member \
             must have length greater than or equal to 3; Value at 'TopK' failed",
        ),
        (
            r#""TableName":"","IndexName":"index""#,
            "ValidationException: 1 validation error detected: Value at 'TableName' failed",
        ),
        (&format!(r#""TableName":"a!",{word}"#), &format!("ValidationException: Value 'a!' {name}")),
        (word, bad),
        (&format!(r#""TopK":101,{word}"#), bad),
        (&format!(r#""SearchVector":[{{"S":"a"}}],{word}"#), bad),
        (&format!(r#""IndexName":"ab",{word}"#), short),
    ]);
}

#[test]
fn the_vector_comes_behind_how_many_to_find_and_before_placeholders() {
    let wrong = format!("ValidationException: {VECTOR}");
    let top = "ValidationException: Provided TopK value '101' is out of valid range.";
    check(&[
        (r#""SearchVector":[{"S":"a"}],"TopK":101"#, top),
        (r#""TopK":101,"ExpressionAttributeValues":{":v":{"S":"a"}}"#, top),
        (r#""SearchVector":[{"INT":"1"}]"#, &wrong),
        (r#""SearchVector":[{"SS":[]}]"#, &wrong),
        (r#""SearchVector":[{"N":"abc"}]"#, &wrong),
        (r#""SearchVector":[{"N":" 1"}]"#, &wrong),
        (r#""SearchVector":[{"N":"Infinity"}]"#, &wrong),
        (r#""SearchVector":[{"N":"1e400"}]"#, &wrong),
        (r#""SearchVector":[{"S":"a"}],"ExpressionAttributeValues":{}"#, &wrong),
        (r#""SearchVector":[{"S":"a"}],"ExpressionAttributeValues":{":v":{"INT":"1"}}"#, &wrong),
        (r#""SearchVector":[{"S":"a"}],"SearchConditionExpression":"""#, &wrong),
        (r#""SearchVector":[{"S":"a"}],"ProjectionExpression":"""#, &wrong),
    ]);
}

#[test]
fn values_come_before_what_they_are_for() {
    let set = format!("ValidationException: {INVALID} An string set  may not be empty");
    check(&[
        (
            r#""ExpressionAttributeValues":{":v":{"INT":"1"}}"#,
            "ValidationException: This type mapping is not supported",
        ),
        (r#""ExpressionAttributeValues":{":v":{"S":"a"},":w":{"SS":[]}}"#, &set),
        (r##""ExpressionAttributeNames":{"#a":"a"},"ExpressionAttributeValues":{":v":{"SS":[]}}"##, &set),
        (r#""ExpressionAttributeValues":{"v":{"SS":[]}}"#, &set),
        (
            r#""ExpressionAttributeValues":{":v":{"N":"abc"}}"#,
            "ValidationException: The parameter cannot be converted to a numeric value: abc",
        ),
        (
            r#""ExpressionAttributeValues":{":v":{"NULL":false}}"#,
            "ValidationException: One or more parameter values were invalid: Null attribute value types must have",
        ),
    ]);
}

#[test]
fn placeholders_need_an_expression_once_they_are_right_themselves() {
    let names = format!("ValidationException: ExpressionAttributeNames {UNWANTED}");
    let values = format!("ValidationException: ExpressionAttributeValues {UNWANTED}");
    check(&[
        (
            r#""ExpressionAttributeValues":{}"#,
            "ValidationException: ExpressionAttributeValues must not be empty",
        ),
        (
            r#""ExpressionAttributeNames":{}"#,
            "ValidationException: ExpressionAttributeNames must not be empty",
        ),
        (
            r#""ExpressionAttributeValues":{"v":{"S":"a"}}"#,
            r#"ValidationException: ExpressionAttributeValues contains invalid key: Syntax error; key: \"v\""#,
        ),
        (r##""ExpressionAttributeNames":{"#a":"a"},"ExpressionAttributeValues":{":v":{"S":"a"}}"##, &names),
        (r#""ExpressionAttributeValues":{":v":{"S":"a"}}"#, &values),
        (r#""ProjectionExpression":"a","ExpressionAttributeValues":{":v":{"S":"a"}}"#, &values),
        (
            r##""ProjectionExpression":"#a","ExpressionAttributeNames":{"#a":"a","#b":"b"}"##,
            "ValidationException: Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
        ),
    ]);
}

#[test]
fn what_no_search_can_ask_comes_before_placeholders_of_no_use() {
    let nested = format!("ValidationException: {CONDITION} cannot have conditions on nested attributes");
    let twice = format!("ValidationException: {CONDITION} must only contain one condition per attribute");
    let asked = |condition: &str| {
        format!(
            r##""SearchConditionExpression":"{condition}","ExpressionAttributeNames":{{"#t":"tenant","#c":"c"}},"ExpressionAttributeValues":{{":t":{{"S":"x"}}}}"##
        )
    };
    check(&[
        (&asked("#t.deep = :t"), &nested),
        (&asked("#t[0] = :t"), &nested),
        (&asked("#t = :t AND #t = :t"), &twice),
        (
            &asked("#t = :t"),
            "ValidationException: Value provided in ExpressionAttributeNames unused in expressions: keys: {#c}",
        ),
    ]);
}
