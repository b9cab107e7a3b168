//! What a search is written like. The service reads searches by another program than its other requests, and that one says
//! in words of its own what it misses or does not understand.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::error::Category;

use super::typed::Typed;
use crate::fault::Fault;

/// The members of a search; others are ignored. One that must be there is not null either.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "of most, all that is of interest is whether they can be read")]
pub(super) struct Form {
    table_name: String,
    index_name: String,
    search_vector: Vec<Typed>,
    top_k: i32,
    search_condition_expression: Option<String>,
    projection_expression: Option<String>,
    expression_attribute_names: Option<BTreeMap<String, String>>,
    expression_attribute_values: Option<BTreeMap<String, Typed>>,
    return_consumed_capacity: Option<String>,
}

impl Form {
    /// Reads the form of a search.
    ///
    /// # Errors
    ///
    /// The first member that is of the wrong kind, in the order they are written, or else the first that is missing.
    pub(super) fn read(body: &[u8]) -> Result<Self, Fault> {
        serde_json::from_slice(body).map_err(|error| {
            let said = error.to_string();
            let is_rule = ["missing field", "unknown variant", "invalid value"];
            match error.classify() {
                Category::Data if is_rule.iter().any(|start| said.starts_with(start)) => {
                    Fault::validation(said)
                }
                Category::Data => Fault::unsearchable(said),
                // Nothing is said of what the parser does not understand.
                _ => Fault::unreadable(),
            }
        })
    }

    /// Returns the vector. What is no number of it becomes one that searches refuse.
    pub(super) fn vector(&self) -> Vec<f32> {
        self.search_vector.iter().map(|element| element.number().unwrap_or(f32::NAN)).collect()
    }

    /// Requires that a placeholder stands for a value of a type that items have.
    ///
    /// # Errors
    ///
    /// One of a type that is the service's own.
    pub(super) fn check_type(&self, placeholder: &str) -> Result<(), Fault> {
        let value = self.expression_attribute_values.as_ref().and_then(|values| values.get(placeholder));
        if value.is_none_or(Typed::is_of_items) {
            return Ok(());
        }
        Err(Fault::validation("This type mapping is not supported"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a body: the exception and its message.
    fn said(body: &str) -> String {
        Form::read(body.as_bytes()).map_or_else(|fault| fault.to_string(), |_| String::new())
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
            ("3", r#""3""#, r#"invalid type: string "3", expected i32 at line 1 column 83"#),
        ] {
            let body = WHOLE.replace(right, wrong);
            assert_eq!(said(&body), format!("SerializationException: {message}"), "{body}");
        }
    }

    #[test]
    fn a_number_that_is_too_large_is_told_as_a_rule() {
        assert_eq!(
            said(&WHOLE.replace('3', "3000000000")),
            "ValidationException: invalid value: integer `3000000000`, expected i32 at line 1 column 90"
        );
    }

    #[test]
    fn the_message_about_a_kind_has_no_capital() {
        let fault = Form::read(WHOLE.replace('3', "null").as_bytes()).map(drop).unwrap_err();
        assert!(fault.to_json().contains(r#"SerializationException","message":"invalid type"#));
    }

    #[test]
    fn what_may_be_missing_may_be_null() {
        let body = WHOLE.replace("{\"T", r#"{"ProjectionExpression":null,"Unknown":1,"T"#);
        assert_eq!(said(&body), "");
    }
}
