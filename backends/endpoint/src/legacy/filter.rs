//! `QueryFilter` and `ScanFilter`: what items must fulfil after they were read.

use dynamo_model::expr::Condition;

use super::comparison::{self, Comparison};
use super::comparison_operator::ComparisonOperator;
use super::{conditional_operator, entries};
use crate::fault::Fault;
use crate::wire::read::Members;

/// Makes the filter that a parameter stands for; `None` if it says nothing.
///
/// # Errors
///
/// The first condition that is none, or a `ConditionalOperator` without two to join.
pub(crate) fn filter(members: Members<'_>, parameter: &str) -> Result<Option<Condition>, Fault> {
    let comparisons = comparisons(members, parameter)?;
    let conditions: Result<_, Fault> = comparisons.iter().map(Comparison::condition).collect();
    conditional_operator::join(members, conditions?)
}

/// Reads conditions on attributes.
///
/// # Errors
///
/// A value that has no type or several, or that its type does not allow.
pub(super) fn comparisons<'r>(members: Members<'r>, parameter: &str) -> Result<Vec<Comparison<'r>>, Fault> {
    let read = |(attribute, entry): (&'r str, Members<'r>)| {
        // Every condition has an operator: that was checked.
        let operator = entry.text("ComparisonOperator").and_then(ComparisonOperator::named)?;
        let values = entry.get("AttributeValueList").map_or(Ok(Vec::new()), comparison::values);
        Some(values.map(|values| Comparison { attribute, operator, values }))
    };
    entries::present(members, parameter).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::Path;

    use super::*;
    use crate::wire::json::Json;

    fn of(body: &str) -> Result<Option<Condition>, String> {
        let json = Json::parse(body.as_bytes()).unwrap();
        let filter = filter(Members(&json), "ScanFilter");
        filter.map_err(|fault| fault.message().unwrap_or_default().to_owned())
    }

    const TWO: &str = r#""ScanFilter":{
        "b":{"ComparisonOperator":"NULL"},
        "a":{"ComparisonOperator":"LT","AttributeValueList":[{"N":"5"}]}
    }"#;

    #[test]
    fn conditions_are_joined() {
        let left = || Condition::not_exists("b");
        let right = || Condition::lt(Path::attribute("a"), 5);
        assert_eq!(of(&format!("{{{TWO}}}")), Ok(Some(left().and(right()))));
        assert_eq!(of(&format!(r#"{{{TWO},"ConditionalOperator":"OR"}}"#)), Ok(Some(left().or(right()))));
        assert_eq!(of(r#"{"ScanFilter":{}}"#), Ok(None));
        assert_eq!(of("{}"), Ok(None));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for (body, message) in [
            (
                r#"{"ScanFilter":{"a":{"ComparisonOperator":"EQ"}}}"#,
                "One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator",
            ),
            (
                r#"{"ScanFilter":{"a":{"ComparisonOperator":"EQ","AttributeValueList":[{}]}}}"#,
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
            ),
            (r#"{"ScanFilter":{"":{"ComparisonOperator":"NULL"}}}"#, "Empty attribute name"),
            (
                r#"{"ScanFilter":{},"ConditionalOperator":"OR"}"#,
                "ConditionalOperator cannot be used without Filter or Expected",
            ),
            (
                r#"{"ScanFilter":{"a":{"ComparisonOperator":"NULL"}},"ConditionalOperator":"OR"}"#,
                "ConditionalOperator can only be used when Filter or Expected has two or more elements",
            ),
        ] {
            assert_eq!(of(body), Err(message.to_owned()), "{body}");
        }
    }
}
