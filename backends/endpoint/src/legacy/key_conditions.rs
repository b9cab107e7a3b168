//! `KeyConditions`: which part of a table or index a query reads.

use dynamo_model::expr::{Condition, KeyCondition, Operand};

use super::comparison::Comparison;
use super::entries;
use super::filter::comparisons;
use crate::fault::Fault;
use crate::wire::read::Members;

/// A key condition as the parameter has it.
#[derive(Debug)]
pub(crate) struct KeyConditions {
    pub(crate) condition: KeyCondition,
    /// Whether keys can be found by all of them. Others are replaced by some that a key could be found by: the table is
    /// looked at first.
    pub(crate) are_indexable: bool,
}

impl KeyConditions {
    /// Reads the parameter.
    ///
    /// # Errors
    ///
    /// The first condition that is none; no condition at all.
    pub(crate) fn read(members: Members<'_>) -> Result<Self, Fault> {
        let comparisons = comparisons(members, "KeyConditions")?;
        let conditions: Result<Vec<_>, Fault> = comparisons.iter().map(restriction).collect();
        match conditions?.into_iter().reduce(Condition::and) {
            Some(condition) => Ok(Self {
                condition: KeyCondition::try_from(condition)?,
                are_indexable: comparisons.iter().all(|comparison| comparison.operator.is_indexable()),
            }),
            None => Err(Fault::validation("Conditions must be at least length 1")),
        }
    }
}

/// Says that no key can be found by a condition.
pub(crate) fn not_indexable() -> Fault {
    Fault::validation("Attempted conditional constraint is not an indexable operation")
}

fn restriction(comparison: &Comparison<'_>) -> Result<Condition, Fault> {
    let condition = comparison.condition()?;
    if comparison.operator.is_indexable() {
        return Ok(condition);
    }
    Ok(Condition::eq(Operand::Path(entries::path(comparison.attribute)?), "a"))
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::SortRange;

    use super::*;
    use crate::wire::json::Json;

    fn of(conditions: &str) -> Result<KeyCondition, String> {
        let body = format!(r#"{{"KeyConditions":{conditions}}}"#);
        let json = Json::parse(body.as_bytes()).unwrap();
        let read = KeyConditions::read(Members(&json));
        let read = read.and_then(|read| match read.are_indexable {
            true => Ok(read.condition),
            false => Err(not_indexable()),
        });
        read.map_err(|fault| fault.message().unwrap_or_default().to_owned())
    }

    #[test]
    fn every_indexable_operator_is_a_range() {
        let p = || KeyCondition::partition("p", "a");
        for (operator, values, condition) in [
            ("EQ", r#"{"N":"1"}"#, p().with_equal("s", 1)),
            ("LT", r#"{"N":"1"}"#, p().with_range("s", SortRange::Lt(1.into()))),
            ("LE", r#"{"N":"1"}"#, p().with_range("s", SortRange::Le(1.into()))),
            ("GT", r#"{"N":"1"}"#, p().with_range("s", SortRange::Gt(1.into()))),
            ("GE", r#"{"N":"1"}"#, p().with_range("s", SortRange::Ge(1.into()))),
            (
                "BETWEEN",
                r#"{"N":"1"},{"N":"2"}"#,
                p().with_range("s", SortRange::Between(1.into(), 2.into())),
            ),
            ("BEGINS_WITH", r#"{"S":"x"}"#, p().with_range("s", SortRange::BeginsWith("x".into()))),
        ] {
            let conditions = format!(
                r#"{{"p":{{"ComparisonOperator":"EQ","AttributeValueList":[{{"S":"a"}}]}},
                "s":{{"ComparisonOperator":"{operator}","AttributeValueList":[{values}]}}}}"#
            );
            assert_eq!(of(&conditions), Ok(condition), "{operator}");
        }
    }

    #[test]
    fn what_finds_no_key_is_refused() {
        for condition in [
            r#"{"ComparisonOperator":"NE","AttributeValueList":[{"S":"a"}]}"#,
            r#"{"ComparisonOperator":"IN","AttributeValueList":[{"S":"a"}]}"#,
            r#"{"ComparisonOperator":"CONTAINS","AttributeValueList":[{"S":"a"}]}"#,
            r#"{"ComparisonOperator":"NOT_CONTAINS","AttributeValueList":[{"S":"a"}]}"#,
            r#"{"ComparisonOperator":"NULL"}"#,
            r#"{"ComparisonOperator":"NOT_NULL"}"#,
        ] {
            assert_eq!(
                of(&format!(r#"{{"p":{condition}}}"#)),
                Err("Attempted conditional constraint is not an indexable operation".to_owned()),
                "{condition}"
            );
        }
        assert_eq!(of("{}"), Err("Conditions must be at least length 1".to_owned()));
        assert_eq!(
            of(r#"{"s":{"ComparisonOperator":"BEGINS_WITH","AttributeValueList":[{"N":"1"}]}}"#),
            Err("One or more parameter values were invalid: ComparisonOperator BEGINS_WITH is not valid for N \
                 AttributeValue type"
                .to_owned())
        );
    }
}
