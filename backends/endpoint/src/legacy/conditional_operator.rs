//! `ConditionalOperator`: whether all conditions must hold, or one of them.

use dynamo_model::expr::Condition;

use super::shape::WORDS;
use crate::fault::Fault;
use crate::wire::layer::{Constraint, Layer, Path, Step, Validation};
use crate::wire::read::Members;

const NAME: &str = "ConditionalOperator";

/// Requires two conditions to join, if the operator is there.
///
/// # Errors
///
/// No conditions, or one.
pub(super) fn check(members: Members<'_>, conditions: usize) -> Result<(), Fault> {
    match (members.get(NAME), conditions) {
        (Some(_), 0) => {
            Err(Fault::validation("ConditionalOperator cannot be used without Filter or Expected"))
        }
        (Some(_), 1) => Err(Fault::validation(
            "ConditionalOperator can only be used when Filter or Expected has two or more elements",
        )),
        _ => Ok(()),
    }
}

/// Joins conditions; `None` if there are none.
pub(super) fn join(members: Members<'_>, conditions: Vec<Condition>) -> Option<Condition> {
    let join = if members.is(NAME, "OR") { Condition::or } else { Condition::and };
    conditions.into_iter().reduce(join)
}

/// Checks the word of a query, around which the newer layer says nothing, other than around that of a write.
///
/// # Errors
///
/// A word that is no operator.
pub(crate) fn check_word(members: Members<'_>, validation: Validation) -> Result<(), Fault> {
    let Some(word) = members.text(NAME).filter(|word| !WORDS.contains(word)) else { return Ok(()) };
    let layer = validation.layer(true);
    let path = Path { parent: None, step: Step::Member(NAME) };
    let fault = Fault::validation(layer.violation(&path, Some(word), Constraint::Words(WORDS)));
    Err(match layer {
        Layer::New => fault,
        Layer::Old => fault.context("1 validation error detected"),
    })
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
            (0, Some("ConditionalOperator cannot be used without Filter or Expected")),
            (
                1,
                Some("ConditionalOperator can only be used when Filter or Expected has two or more elements"),
            ),
            (2, None),
        ] {
            let checked = check(Members(&or), conditions);
            assert_eq!(
                checked.err().and_then(|fault| fault.message().map(str::to_owned)).as_deref(),
                message
            );
            assert!(check(Members(&body("{}")), conditions).is_ok());
        }
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
            assert_eq!(join(Members(&body(json)), both()).as_ref(), Some(joined), "{json}");
        }
        assert_eq!(join(Members(&body("{}")), Vec::new()), None);
    }

    #[test]
    fn each_layer_words_an_unknown_one() {
        let xor = body(r#"{"ConditionalOperator":"XOR"}"#);
        for (validation, message) in [
            (
                Validation::Current,
                "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]",
            ),
            (
                Validation::Classic,
                "1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member \
                 must satisfy enum value set: [OR, AND]",
            ),
        ] {
            assert_eq!(check_word(Members(&xor), validation).unwrap_err().message(), Some(message));
        }
        assert!(check_word(Members(&body(r#"{"ConditionalOperator":"OR"}"#)), Validation::Current).is_ok());
    }
}
