//! `ConditionalOperator`: whether all conditions must hold, or one of them.

use dynamo_model::Layer;
use dynamo_model::expr::Condition;
use dynamo_model::request::check::{Constraint, Path};

use super::entries;
use super::shape::WORDS;
use crate::fault::Fault;
use crate::wire::read::Members;

const NAME: &str = "ConditionalOperator";

/// Joins the conditions of a request; `None` if there are none.
///
/// # Errors
///
/// The operator, although there are no two conditions to join, and one that there is not.
pub(super) fn join(members: Members<'_>, conditions: Vec<Condition>) -> Result<Option<Condition>, Fault> {
    match (members.get(NAME), conditions.len()) {
        (Some(_), 0) => {
            return Err(Fault::validation("ConditionalOperator cannot be used without Filter or Expected"));
        }
        (Some(_), 1) => {
            return Err(Fault::validation(
                "ConditionalOperator can only be used when Filter or Expected has two or more elements",
            ));
        }
        _ => {}
    }
    check_word(members)?;
    Ok(joined(conditions, if members.is(NAME, "OR") { Condition::or } else { Condition::and }))
}

/// Checks the operator of a filter of two conditions or more, before those are read.
///
/// # Errors
///
/// One that there is not.
pub(crate) fn check_operator(members: Members<'_>, filter: &str) -> Result<(), Fault> {
    let joins = entries::present(members, filter).nth(1).is_some();
    if joins { check_word(members) } else { Ok(()) }
}

/// Requires an operator that there is. The older layer has refused others before.
fn check_word(members: Members<'_>) -> Result<(), Fault> {
    match members.text(NAME).filter(|word| !WORDS.contains(word)) {
        Some(word) => {
            let broken = Constraint::Words(WORDS);
            Err(Fault::validation(Layer::New.violation(&Path::of(NAME), Some(word), broken)))
        }
        None => Ok(()),
    }
}

/// Joins conditions two by two, so that as many as a request can hold are not nested deeply.
fn joined(mut conditions: Vec<Condition>, join: fn(Condition, Condition) -> Condition) -> Option<Condition> {
    while conditions.len() > 1 {
        let mut rest = conditions.into_iter();
        let mut pairs = Vec::with_capacity(rest.len().div_ceil(2));
        while let Some(first) = rest.next() {
            pairs.push(match rest.next() {
                Some(second) => join(first, second),
                None => first,
            });
        }
        conditions = pairs;
    }
    conditions.pop()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json::Json;

    fn body(json: &str) -> Json<'_> {
        Json::parse(json.as_bytes()).unwrap()
    }

    #[test]
    fn it_joins_two_conditions_or_more() {
        let or = body(r#"{"ConditionalOperator":"OR"}"#);
        for (conditions, message) in [
            (vec![], "ConditionalOperator cannot be used without Filter or Expected"),
            (
                vec![Condition::exists("a")],
                "ConditionalOperator can only be used when Filter or Expected has two or more elements",
            ),
        ] {
            assert_eq!(join(Members(&body("{}")), conditions.clone()).unwrap(), conditions.first().cloned());
            assert_eq!(join(Members(&or), conditions).unwrap_err().message(), Some(message));
        }
    }

    #[test]
    fn a_word_that_is_none_joins_nothing() {
        let both = vec![Condition::exists("a"), Condition::exists("b")];
        assert_eq!(
            join(Members(&body(r#"{"ConditionalOperator":"XOR"}"#)), both).unwrap_err().message(),
            Some("Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]")
        );
    }

    #[test]
    fn many_conditions_are_joined_in_their_order_and_not_nested_deeply() {
        let names = |count: usize| (0..count).map(|at| Condition::exists(at.to_string().as_str()));
        for count in 1..20 {
            let mut left = vec![joined(names(count).collect(), Condition::and).unwrap()];
            let mut found = Vec::new();
            while let Some(condition) = left.pop() {
                match condition {
                    Condition::And(first, second) => left.extend([*second, *first]),
                    other => found.push(other),
                }
            }
            assert_eq!(found, names(count).collect::<Vec<_>>());
        }
        let mut depth = 0;
        let mut condition = joined(names(1_000_000).collect(), Condition::and).unwrap();
        while let Condition::And(first, _) = condition {
            depth += 1;
            condition = *first;
        }
        assert_eq!(depth, 20);
    }

    #[test]
    fn all_conditions_hold_unless_it_says_or() {
        let both = || vec![Condition::exists("a"), Condition::exists("b")];
        let and = Condition::exists("a").and(Condition::exists("b"));
        let or = Condition::exists("a").or(Condition::exists("b"));
        for (json, joined) in [
            ("{}", &and),
            (r#"{"ConditionalOperator":"AND"}"#, &and),
            (r#"{"ConditionalOperator":"OR"}"#, &or),
        ] {
            assert_eq!(join(Members(&body(json)), both()).unwrap().as_ref(), Some(joined), "{json}");
        }
    }
}
