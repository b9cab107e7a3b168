//! What a search is written like. The service reads searches by another program than its other requests, and that one says
//! in words of its own what it misses or does not understand.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::fault::Fault;

/// The members of a search; others are ignored. One that must be there is not null either.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "all that is of interest is whether they can be read")]
struct Form {
    table_name: String,
    index_name: String,
    search_vector: Vec<IgnoredAny>,
    top_k: i32,
    search_condition_expression: Option<String>,
    projection_expression: Option<String>,
    expression_attribute_names: Option<BTreeMap<String, IgnoredAny>>,
    expression_attribute_values: Option<BTreeMap<String, IgnoredAny>>,
    return_consumed_capacity: Option<String>,
}

/// Checks that a body has the form of a search.
///
/// # Errors
///
/// The first member that is of the wrong kind, in the order they are written, or else the first that is missing.
pub(super) fn check(body: &[u8]) -> Result<(), Fault> {
    let read: Result<Form, _> = serde_json::from_slice(body);
    read.map(drop).map_err(|error| {
        let said = error.to_string();
        if said.starts_with("missing field") { Fault::validation(said) } else { Fault::serialization(said) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a body: the exception and its message.
    fn said(body: &str) -> String {
        check(body.as_bytes()).map_or_else(|fault| fault.to_string(), |()| String::new())
    }

    const WHOLE: &str =
        r#"{"TableName":"paints","IndexName":"by_colour","SearchVector":[{"N":"1"}],"TopK":3}"#;

    #[test]
    fn a_member_that_is_missing_is_missed_where_the_body_ends() {
        assert_eq!(said(WHOLE), "");
        for member in
            [r#""TableName":"paints","#, r#""IndexName":"by_colour","#, r#""SearchVector":[{"N":"1"}],"#]
        {
            let body = WHOLE.replace(member, "");
            let name = member.split('"').nth(1).unwrap();
            assert_eq!(
                said(&body),
                format!("ValidationException: missing field `{name}` at line 1 column {}", body.len())
            );
        }
        let body = WHOLE.replace(r#","TopK":3"#, "");
        let end = body.len();
        assert_eq!(said(&body), format!("ValidationException: missing field `TopK` at line 1 column {end}"));
    }

    #[test]
    fn what_a_member_is_and_should_have_been_is_told_where_it_stands() {
        for (right, wrong, message) in [
            (r#""paints""#, "null", "invalid type: null, expected a string at line 1 column 17"),
            (r#""paints""#, "7", "invalid type: integer `7`, expected a string at line 1 column 14"),
            (r#"[{"N":"1"}]"#, "null", "invalid type: null, expected a sequence at line 1 column 65"),
            ("3", "3.5", "invalid type: floating point `3.5`, expected i32 at line 1 column 83"),
            ("3", "null", "invalid type: null, expected i32 at line 1 column 84"),
            ("3", "3000000000", "invalid value: integer `3000000000`, expected i32 at line 1 column 90"),
        ] {
            let body = WHOLE.replace(right, wrong);
            assert_eq!(said(&body), format!("SerializationException: {message}"), "{body}");
        }
    }

    #[test]
    fn what_may_be_missing_may_be_null() {
        let body = WHOLE.replace("{\"T", r#"{"ProjectionExpression":null,"Unknown":1,"T"#);
        assert_eq!(said(&body), "");
    }
}
