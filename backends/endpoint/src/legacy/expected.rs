//! `Expected`: what must hold of attributes for an item to be written.

use dynamo_model::expr::Condition;
use dynamo_model::value::Value;

use super::comparison::{self, Comparison};
use super::comparison_operator::ComparisonOperator as Operator;
use super::{conditional_operator, entries, invalid};
use crate::fault::Fault;
use crate::wire::read::{self, Members};

/// The expectations of a request, as they are written.
#[derive(Debug)]
pub(crate) struct Expected<'r> {
    members: Members<'r>,
    attributes: Vec<Expectation<'r>>,
}

#[derive(Debug)]
struct Expectation<'r> {
    attribute: &'r str,
    operator: Option<Operator>,
    exists: Option<bool>,
    value: Option<Value>,
    list: Option<Vec<Value>>,
}

impl<'r> Expected<'r> {
    /// Reads the expectations of a request.
    ///
    /// # Errors
    ///
    /// A value that has no type or several, or that its type does not allow.
    pub(crate) fn read(members: Members<'r>) -> Result<Self, Fault> {
        let entries = entries::present(members, "Expected");
        let attributes = entries.map(|(attribute, entry)| Expectation::read(attribute, entry));
        Ok(Self { members, attributes: attributes.collect::<Result<_, _>>()? })
    }

    /// Makes the condition they stand for; `None` if there are none.
    ///
    /// # Errors
    ///
    /// The first expectation that is none, or a `ConditionalOperator` without two to join.
    pub(crate) fn into_condition(self) -> Result<Option<Condition>, Fault> {
        let conditions: Result<_, Fault> =
            self.attributes.into_iter().map(Expectation::into_condition).collect();
        conditional_operator::join(self.members, conditions?)
    }
}

impl<'r> Expectation<'r> {
    fn read(attribute: &'r str, members: Members<'r>) -> Result<Self, Fault> {
        Ok(Self {
            attribute,
            operator: members.text("ComparisonOperator").and_then(Operator::named),
            exists: members.flag("Exists"),
            value: members.get("Value").map(read::value).transpose()?,
            list: members.get("AttributeValueList").map(comparison::values).transpose()?,
        })
    }

    fn into_condition(self) -> Result<Condition, Fault> {
        let attribute = self.attribute;
        let refused = |what: &str| Err(invalid(format_args!("{what} for Attribute: {attribute}")));
        match (self.operator, self.exists, self.value, self.list) {
            (Some(_), Some(_), ..) => refused("Exists and ComparisonOperator cannot be used together"),
            (_, _, Some(_), Some(_)) => refused("Value and AttributeValueList cannot be used together"),
            (Some(operator), None, None, None) if operator.takes_values() => refused(&format!(
                "Value or AttributeValueList must be used with ComparisonOperator: {operator}"
            )),
            (Some(operator), None, value, list) => {
                let values = list.unwrap_or_else(|| Vec::from_iter(value));
                Comparison { attribute, operator, values }.condition()
            }
            (None, _, None, Some(_)) => {
                refused("AttributeValueList can only be used with a ComparisonOperator")
            }
            (None, Some(false), Some(_), None) => refused("Value cannot be used when Exists is false"),
            (None, Some(true), None, None) => refused("Value must be provided when Exists is true"),
            (None, None, None, None) => refused("Value must be provided when Exists is null"),
            (None, Some(false), None, None) => Ok(Condition::not_exists(entries::path(attribute)?)),
            (None, _, Some(value), None) => {
                Comparison { attribute, operator: Operator::Eq, values: vec![value] }.condition()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::Path;

    use super::*;
    use crate::wire::json::Json;

    fn condition(body: &str) -> Result<Option<Condition>, String> {
        let json = Json::parse(body.as_bytes()).unwrap();
        let condition = Expected::read(Members(&json)).and_then(Expected::into_condition);
        condition.map_err(|fault| fault.message().unwrap_or_default().to_owned())
    }

    fn of(expectation: &str) -> Result<Option<Condition>, String> {
        condition(&format!(r#"{{"Expected":{{"a":{expectation}}}}}"#))
    }

    fn a() -> Path {
        Path::attribute("a")
    }

    #[test]
    fn an_expectation_is_a_condition() {
        for (expectation, condition) in [
            (r#"{"Value":{"N":"1"}}"#, Condition::eq(a(), 1)),
            (r#"{"Exists":true,"Value":{"N":"1"}}"#, Condition::eq(a(), 1)),
            (r#"{"Exists":false}"#, Condition::not_exists(a())),
            (r#"{"ComparisonOperator":"NULL"}"#, Condition::not_exists(a())),
            (r#"{"ComparisonOperator":"NOT_NULL","AttributeValueList":[]}"#, Condition::exists(a())),
            (r#"{"ComparisonOperator":"GT","Value":{"N":"1"}}"#, Condition::gt(a(), 1)),
            (r#"{"ComparisonOperator":"LE","AttributeValueList":[{"N":"1"}]}"#, Condition::le(a(), 1)),
        ] {
            assert_eq!(of(expectation), Ok(Some(condition)), "{expectation}");
        }
    }

    #[test]
    fn nothing_is_expected_of_nothing() {
        for body in ["{}", r#"{"Expected":null}"#, r#"{"Expected":{}}"#, r#"{"Expected":{"a":null}}"#] {
            assert_eq!(condition(body), Ok(None), "{body}");
        }
    }

    #[test]
    fn expectations_are_joined() {
        let two = r#""Expected":{"b":{"Exists":false},"a":{"Value":{"N":"1"}}}"#;
        let (left, right) = (Condition::not_exists("b"), Condition::eq(a(), 1));
        assert_eq!(condition(&format!("{{{two}}}")), Ok(Some(left.clone().and(right.clone()))));
        assert_eq!(condition(&format!(r#"{{{two},"ConditionalOperator":"OR"}}"#)), Ok(Some(left.or(right))));
    }

    #[test]
    fn members_that_do_not_go_together_are_refused() {
        for (expectation, message) in [
            (r#"{"Exists":true}"#, "Value must be provided when Exists is true for Attribute: a"),
            ("{}", "Value must be provided when Exists is null for Attribute: a"),
            (
                r#"{"Exists":false,"Value":{"N":"1"}}"#,
                "Value cannot be used when Exists is false for Attribute: a",
            ),
            (
                r#"{"Value":{"N":"1"},"AttributeValueList":[{"N":"1"}]}"#,
                "Value and AttributeValueList cannot be used together for Attribute: a",
            ),
            (
                r#"{"ComparisonOperator":"EQ","Value":{"N":"1"},"AttributeValueList":[]}"#,
                "Value and AttributeValueList cannot be used together for Attribute: a",
            ),
            (
                r#"{"ComparisonOperator":"LT"}"#,
                "Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: a",
            ),
            (
                r#"{"ComparisonOperator":"EQ","Exists":true,"Value":{"N":"1"}}"#,
                "Exists and ComparisonOperator cannot be used together for Attribute: a",
            ),
            (
                r#"{"Exists":false,"AttributeValueList":[{"N":"1"}]}"#,
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: a",
            ),
            (
                r#"{"ComparisonOperator":"NULL","Value":{"N":"1"}}"#,
                "Invalid number of argument(s) for the NULL ComparisonOperator",
            ),
            (
                r#"{"ComparisonOperator":"BETWEEN","Value":{"N":"1"}}"#,
                "Invalid number of argument(s) for the BETWEEN ComparisonOperator",
            ),
        ] {
            let message = format!("One or more parameter values were invalid: {message}");
            assert_eq!(of(expectation), Err(message), "{expectation}");
        }
    }

    #[test]
    fn a_value_has_one_type() {
        assert_eq!(
            of(r#"{"Value":{}}"#),
            Err("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
                .into())
        );
    }

    #[test]
    fn the_operator_needs_two_expectations() {
        assert_eq!(
            condition(r#"{"Expected":{},"ConditionalOperator":"AND"}"#),
            Err("ConditionalOperator cannot be used without Filter or Expected".into())
        );
        assert_eq!(
            condition(r#"{"Expected":{"a":{"Exists":false}},"ConditionalOperator":"AND"}"#),
            Err("ConditionalOperator can only be used when Filter or Expected has two or more elements"
                .into())
        );
    }
}
