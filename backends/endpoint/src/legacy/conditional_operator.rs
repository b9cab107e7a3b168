//! `ConditionalOperator`: whether all conditions must hold, or one of them.

use dynamo_model::Layer;
use dynamo_model::expr::Condition;
use dynamo_model::request::check::{Constraint, Path};

use super::shape::WORDS;
use crate::fault::Fault;
use crate::wire::read::Members;

const NAME: &str = "ConditionalOperator";

/// Joins the conditions of a request; `None` if there are none.
///
/// # Errors
///
/// The operator, although there are no two conditions to join.
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
    let join = if members.is(NAME, "OR") { Condition::or } else { Condition::and };
    Ok(conditions.into_iter().reduce(join))
}

/// Checks the word of a query, around which the newer layer says nothing, other than around that of a write.
///
/// # Errors
///
/// A word that is no operator.
pub(crate) fn check_word(members: Members<'_>) -> Result<(), Fault> {
    let Some(word) = members.text(NAME).filter(|word| !WORDS.contains(word)) else { return Ok(()) };
    let said = |layer: Layer| layer.violation(&Path::of(NAME), Some(word), Constraint::Words(WORDS));
    let older = format!("1 validation error detected: {}", said(Layer::Old));
    Err(Fault::validation(said(Layer::New)).or_older(older))
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

    #[test]
    fn each_layer_words_an_unknown_one() {
        let xor = body(r#"{"ConditionalOperator":"XOR"}"#);
        for (layer, message) in [
            (Layer::New, "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]"),
            (
                Layer::Old,
                "1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member \
                 must satisfy enum value set: [OR, AND]",
            ),
        ] {
            assert_eq!(check_word(Members(&xor)).unwrap_err().in_layer(layer).message(), Some(message));
        }
        assert!(check_word(Members(&body(r#"{"ConditionalOperator":"OR"}"#))).is_ok());
    }
}
