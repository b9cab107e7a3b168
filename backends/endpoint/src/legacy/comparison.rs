//! What a condition says of one attribute: an operator, and the values it takes.

use dynamo_model::expr::{Condition, Operand, Path};
use dynamo_model::value::Value;

use super::comparison_operator::ComparisonOperator as Operator;
use super::{entries, invalid};
use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read;

/// The most values that one `IN` of an expression takes.
const MOST_IN: usize = 99;
/// The most values that a condition takes.
const MOST_VALUES: usize = 100;

/// An attribute, and what is compared with it.
#[derive(Debug)]
pub(super) struct Comparison<'r> {
    pub(super) attribute: &'r str,
    pub(super) operator: Operator,
    pub(super) values: Vec<Value>,
}

impl Comparison<'_> {
    /// Makes the condition it stands for.
    ///
    /// # Errors
    ///
    /// An attribute without a name, too few or too many values, values of several types or of one that the operator does
    /// not work on, and bounds that are not in order.
    pub(super) fn condition(&self) -> Result<Condition, Fault> {
        let path = entries::path(self.attribute)?;
        let condition = self.on(&path).ok_or_else(|| self.wrong_count())?;
        self.check_kinds()?;
        self.check_bounds()?;
        Ok(condition)
    }

    /// Applies the operator; `None` if it takes more values, or less.
    fn on(&self, path: &Path) -> Option<Condition> {
        let operand = || Operand::Path(path.clone());
        Some(match (self.operator, self.values.as_slice()) {
            (Operator::Eq, [value]) => Condition::eq(operand(), value),
            (Operator::Ne, [value]) => Condition::ne(operand(), value),
            (Operator::Lt, [value]) => Condition::lt(operand(), value),
            (Operator::Le, [value]) => Condition::le(operand(), value),
            (Operator::Gt, [value]) => Condition::gt(operand(), value),
            (Operator::Ge, [value]) => Condition::ge(operand(), value),
            (Operator::Between, [low, high]) => Condition::between(operand(), low, high),
            (Operator::BeginsWith, [prefix]) => Condition::begins_with(operand(), prefix),
            (Operator::Contains, [part]) => Condition::contains(operand(), part),
            // What is not there does not lack anything either.
            (Operator::NotContains, [part]) => {
                Condition::exists(path.clone()).and(!Condition::contains(operand(), part))
            }
            (Operator::Null, []) => Condition::not_exists(path.clone()),
            (Operator::NotNull, []) => Condition::exists(path.clone()),
            // What the service says of more is not known.
            (Operator::In, values) if values.len() <= MOST_VALUES => {
                let lists = values.chunks(MOST_IN).map(|list| Condition::is_in(operand(), list));
                return lists.reduce(Condition::or);
            }
            _ => return None,
        })
    }

    fn wrong_count(&self) -> Fault {
        invalid(format_args!("Invalid number of argument(s) for the {} ComparisonOperator", self.operator))
    }

    fn check_kinds(&self) -> Result<(), Fault> {
        let operator = self.operator;
        let first = self.values.first().map(Value::kind);
        self.values.iter().map(Value::kind).try_for_each(|kind| {
            if !operator.works_on(kind) {
                return Err(invalid(format_args!(
                    "ComparisonOperator {operator} is not valid for {kind} AttributeValue type"
                )));
            }
            if first != Some(kind) {
                return Err(invalid("AttributeValues inside AttributeValueList must be of same type"));
            }
            Ok(())
        })
    }

    fn check_bounds(&self) -> Result<(), Fault> {
        let reversed = match (self.operator, self.values.as_slice()) {
            (Operator::Between, [Value::S(low), Value::S(high)]) => low > high,
            (Operator::Between, [Value::N(low), Value::N(high)]) => low > high,
            (Operator::Between, [Value::B(low), Value::B(high)]) => low > high,
            _ => false,
        };
        if !reversed {
            return Ok(());
        }
        Err(Fault::validation(
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
        ))
    }
}

/// Reads the values of a condition.
///
/// # Errors
///
/// A value that has no type or several, or that its type does not allow.
pub(super) fn values(list: &Json<'_>) -> Result<Vec<Value>, Fault> {
    list.elements().iter().map(read::value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(operator: &str, values: impl IntoIterator<Item = Value>) -> Comparison<'static> {
        let operator = Operator::named(operator).unwrap();
        Comparison { attribute: "a", operator, values: values.into_iter().collect() }
    }

    #[track_caller]
    fn refused(operator: &str, values: impl IntoIterator<Item = Value>, message: &str) {
        let fault = comparison(operator, values).condition().unwrap_err();
        assert_eq!(fault.message(), Some(message), "{operator}");
    }

    fn a() -> Path {
        Path::attribute("a")
    }

    #[test]
    fn every_operator_is_a_condition() {
        let two = || [Value::from(1), Value::from(2)];
        for (operator, values, condition) in [
            ("EQ", vec![true.into()], Condition::eq(a(), true)),
            ("NE", vec![Value::Null], Condition::ne(a(), Value::Null)),
            ("LT", vec![1.into()], Condition::lt(a(), 1)),
            ("LE", vec![1.into()], Condition::le(a(), 1)),
            ("GT", vec![1.into()], Condition::gt(a(), 1)),
            ("GE", vec![1.into()], Condition::ge(a(), 1)),
            ("BETWEEN", two().into(), Condition::between(a(), 1, 2)),
            ("BEGINS_WITH", vec!["x".into()], Condition::begins_with(a(), "x")),
            ("CONTAINS", vec!["x".into()], Condition::contains(a(), "x")),
            ("NOT_CONTAINS", vec!["x".into()], Condition::exists(a()).and(!Condition::contains(a(), "x"))),
            ("NULL", vec![], Condition::not_exists(a())),
            ("NOT_NULL", vec![], Condition::exists(a())),
            ("IN", two().into(), Condition::is_in(a(), two())),
        ] {
            assert_eq!(comparison(operator, values).condition().unwrap(), condition, "{operator}");
        }
    }

    #[test]
    fn in_takes_a_hundred_values_which_is_one_more_than_that_of_an_expression() {
        let condition = comparison("IN", (0..100).map(Value::from)).condition().unwrap();
        assert_eq!(condition, Condition::is_in(a(), 0..99).or(Condition::is_in(a(), 99..100)));
        assert!(condition.check(None).is_ok());
        refused(
            "IN",
            (0..101).map(Value::from),
            "One or more parameter values were invalid: Invalid number of argument(s) for the IN ComparisonOperator",
        );
    }

    #[test]
    fn an_operator_has_as_many_values_as_it_takes() {
        let message = |operator: &str| {
            format!(
                "One or more parameter values were invalid: Invalid number of argument(s) for the {operator} \
                 ComparisonOperator"
            )
        };
        for operator in
            ["EQ", "NE", "LT", "LE", "GT", "GE", "BEGINS_WITH", "CONTAINS", "NOT_CONTAINS", "IN", "BETWEEN"]
        {
            refused(operator, [], &message(operator));
        }
        for operator in ["EQ", "NE", "LT", "LE", "GT", "GE", "BEGINS_WITH", "CONTAINS", "NOT_CONTAINS"] {
            refused(operator, ["a".into(), "b".into()], &message(operator));
        }
        refused("BETWEEN", [1.into()], &message("BETWEEN"));
        refused("BETWEEN", (0..3).map(Value::from), &message("BETWEEN"));
        refused("NULL", ["a".into()], &message("NULL"));
        refused("NOT_NULL", ["a".into()], &message("NOT_NULL"));
    }

    #[test]
    fn values_are_of_one_type_that_the_operator_works_on() {
        for (operator, values) in [("BETWEEN", [1.into(), "a".into()]), ("IN", ["a".into(), 1.into()])] {
            refused(
                operator,
                values,
                "One or more parameter values were invalid: AttributeValues inside AttributeValueList must be of same \
                 type",
            );
        }
        for (operator, value, kind) in [
            ("LT", Value::Bool(true), "BOOL"),
            ("LE", Value::Null, "NULL"),
            ("GT", Value::L(vec![]), "L"),
            ("GE", Value::M([].into()), "M"),
            ("IN", Value::Ss(["a".to_owned()].into()), "SS"),
            ("CONTAINS", Value::Ns([1.into()].into()), "NS"),
            ("NOT_CONTAINS", Value::Bs([vec![1]].into()), "BS"),
            ("BEGINS_WITH", Value::from(1), "N"),
        ] {
            refused(
                operator,
                [value],
                &format!(
                    "One or more parameter values were invalid: ComparisonOperator {operator} is not valid for {kind} \
                     AttributeValue type"
                ),
            );
        }
    }

    #[test]
    fn values_are_checked_one_after_the_other() {
        refused(
            "IN",
            [Value::from(1), Value::Null, "a".into()],
            "One or more parameter values were invalid: ComparisonOperator IN is not valid for NULL AttributeValue type",
        );
        refused(
            "IN",
            [Value::from(1), "a".into(), Value::Null],
            "One or more parameter values were invalid: AttributeValues inside AttributeValueList must be of same type",
        );
    }

    #[test]
    fn the_bounds_of_between_are_in_order() {
        let bytes = |byte: u8| Value::B(vec![byte]);
        for [low, high] in [["a".into(), "b".into()], [Value::from(9), 10.into()], [bytes(1), bytes(2)]] {
            assert!(comparison("BETWEEN", [low.clone(), high.clone()]).condition().is_ok());
            refused(
                "BETWEEN",
                [high, low],
                "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
            );
        }
    }
}
