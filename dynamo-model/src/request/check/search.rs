//! Searches in vector indexes.

use std::collections::BTreeSet;

use super::expression::Expressions;
use super::name::{check_data, check_index};
use super::{Constraint, Path, Violations};
use crate::expr::{self, Comparison, Condition, Operand};
use crate::request::SearchVectors;
use crate::value::Value;
use crate::{Error, Result};

/// The most items that one search finds.
const MOST_FOUND: u32 = 100;
const CONTEXT: &str = "Invalid SearchConditionExpression";

impl SearchVectors {
    /// Checks what the request shows by itself: names, how many items to find, and expressions. Whether there is such an
    /// index, and whether it can be searched like this, is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::SearchVectors;
    ///
    /// let search = |top| SearchVectors::new("paints", "by_colour", [1.0]).with_top_k(top);
    /// assert!(search(100).check().is_ok());
    /// assert_eq!(
    ///     search(101).check().unwrap_err().message(),
    ///     "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive"
    /// );
    /// ```
    pub fn check(&self) -> Result<()> {
        check_data(&self.table)?;
        check_index(&self.index)?;
        check_members(self)?;
        if self.top_k > MOST_FOUND {
            return Err(beyond_range(self.top_k));
        }
        if !self.vector.iter().all(|element| element.is_finite()) {
            return Err(Error::validation(
                "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point \
                 number attribute",
            ));
        }
        let expressions = Expressions {
            search_condition: self.condition.as_ref(),
            projection: self.projection.as_ref(),
            written: self.written,
            ..Expressions::default()
        };
        expressions.check()?;
        self.condition.as_ref().map_or(Ok(()), check_search_condition)
    }
}

fn check_members(request: &SearchVectors) -> Result<()> {
    let mut found = Violations::default();
    if request.vector.is_empty() {
        found.renewed(&Path::of("SearchVector"), Some("[]"), Constraint::ShortestLength(1));
    }
    if request.top_k == 0 {
        found.renewed(&Path::of("TopK"), Some("0"), Constraint::ValueAtLeast(1));
    }
    found.into_result()
}

/// Makes the error of a search for too many items.
#[must_use]
pub fn beyond_range(top_k: impl std::fmt::Display) -> Error {
    Error::validation(format!(
        "Provided TopK value '{top_k}' is out of valid range. The value must be between 1 and {MOST_FOUND} inclusive"
    ))
}

/// Reads the condition of a search, which says of attributes what they are equal to, in the order it is written.
///
/// # Errors
///
/// The first clause that says anything else.
pub fn equalities(condition: &Condition) -> Result<Vec<(&expr::Path, &Value)>> {
    let mut found = Vec::new();
    let mut open = vec![condition];
    while let Some(next) = open.pop() {
        match next {
            Condition::And(left, right) => open.extend([&**right, &**left]),
            Condition::Compare { op: Comparison::Eq, left, right } => found.push(equality(left, right)?),
            // Of what is no comparison, the service's words are not known.
            _ => {
                return Err(invalid_search_condition("Invalid comparator used in SearchConditionExpression"));
            }
        }
    }
    Ok(found)
}

/// Requires that a condition is one that a search can have, whatever the index: of equalities, each with another attribute.
///
/// # Errors
///
/// The first clause that says anything else, one of what is inside an attribute, and a second one of an attribute.
pub fn check_search_condition(condition: &Condition) -> Result<()> {
    let equalities = equalities(condition)?;
    if equalities.iter().any(|(path, _)| !path.rest().is_empty()) {
        return Err(invalid_search_condition(
            "SearchConditionExpression cannot have conditions on nested attributes",
        ));
    }
    let mut seen = BTreeSet::new();
    if equalities.iter().all(|(path, _)| seen.insert(path.root())) {
        return Ok(());
    }
    Err(invalid_search_condition("SearchConditionExpression must only contain one condition per attribute"))
}

fn equality<'c>(left: &'c Operand, right: &'c Operand) -> Result<(&'c expr::Path, &'c Value)> {
    match (left, right) {
        (Operand::Path(path), Operand::Value(value)) | (Operand::Value(value), Operand::Path(path)) => {
            Ok((path, value))
        }
        _ => Err(invalid_search_condition("A condition has to compare an attribute with a value")),
    }
}

/// Makes the error of a condition that no search can have.
fn invalid_search_condition(what: &str) -> Error {
    Error::validation(what).context(CONTEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(name: &str, value: i32) -> Condition {
        Condition::eq(expr::Path::attribute(name), value)
    }

    #[test]
    fn equalities_are_read_in_the_order_they_are_written_either_way_round() {
        let turned = Condition::eq(Operand::Value(3.into()), expr::Path::attribute("c"));
        let condition = equal("a", 1).and(equal("b", 2).and(turned));
        let found: Vec<_> = equalities(&condition).unwrap();
        assert_eq!(found.iter().map(|(path, _)| path.root()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(
            found.iter().map(|(_, value)| (*value).clone()).collect::<Vec<_>>(),
            [1.into(), 2.into(), 3.into()]
        );
    }

    #[test]
    fn anything_but_an_equality_with_a_value_is_refused() {
        let a = || expr::Path::attribute("a");
        let comparator =
            "Invalid SearchConditionExpression: Invalid comparator used in SearchConditionExpression";
        for condition in
            [Condition::lt(a(), 1), equal("a", 1).or(equal("b", 2)), !equal("a", 1), Condition::exists("a")]
        {
            assert_eq!(equalities(&equal("b", 1).and(condition)).unwrap_err().message(), comparator);
        }
        let both = Condition::eq(a(), expr::Path::attribute("b"));
        let sized = Condition::eq(Operand::size("a"), 1);
        for condition in [both, sized] {
            let error = equalities(&condition).unwrap_err();
            assert!(
                error.message().ends_with("A condition has to compare an attribute with a value"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_condition_is_of_whole_attributes_each_of_which_it_names_once() {
        let said = |condition| check_search_condition(&condition).unwrap_err().message().to_owned();
        let nested = Condition::eq(expr::Path::attribute("b").key("c"), 2);
        assert_eq!(
            said(equal("a", 1).and(equal("a", 1)).and(nested)),
            "Invalid SearchConditionExpression: SearchConditionExpression cannot have conditions on nested attributes"
        );
        assert_eq!(
            said(equal("a", 1).and(equal("b", 2)).and(equal("a", 1))),
            "Invalid SearchConditionExpression: SearchConditionExpression must only contain one condition per attribute"
        );
        assert!(check_search_condition(&equal("a", 1).and(equal("b", 2))).is_ok());
    }

    #[test]
    fn the_vector_is_looked_at_before_expressions() {
        let wrong = Condition::lt(expr::Path::attribute("a"), 1);
        let said = |vector: [f32; 2]| {
            let search = SearchVectors::new("paints", "by_colour", vector).with_condition(wrong.clone());
            search.check().unwrap_err().message().to_owned()
        };
        assert!(said([1.0, f32::NAN]).starts_with("Search vector contains invalid values."));
        assert!(said([1.0, 2.0]).starts_with("Invalid SearchConditionExpression: Invalid comparator"));
    }

    #[test]
    fn members_come_before_expressions() {
        let wrong = equal("a", 1).and(Condition::lt(expr::Path::attribute("a"), true));
        let search = SearchVectors::new("paints", "by_colour", [1.0]).with_condition(wrong);
        let said = |search: SearchVectors| search.check().unwrap_err().message().to_owned();
        assert!(
            said(search.clone()).starts_with("Invalid SearchConditionExpression: Incorrect operand type")
        );
        assert!(said(search.clone().with_top_k(101)).starts_with("Provided TopK value '101'"));
        assert!(said(search.with_top_k(0)).contains("Value at 'TopK'"));
    }
}
