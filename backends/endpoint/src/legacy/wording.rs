//! What the engine says of expressions, in the words for the parameters they were made of.

use dynamo_model::Error;

use crate::fault::Fault;
use crate::wire::read::Members;

/// A parameter, how errors begin that are about the expression in its place, and how they begin if it was sent.
const WORDINGS: [(&str, &str, &str); 3] = [
    ("QueryFilter", "Filter Expression can only contain", "QueryFilter can only contain"),
    (
        "AttributesToGet",
        "Cannot specify the ProjectionExpression when",
        "Cannot specify the AttributesToGet when",
    ),
    (
        "AttributeUpdates",
        "An operand in the update expression has an incorrect data type",
        "Type mismatch for attribute to update",
    ),
];

/// What queries put around some errors.
const ENVELOPE: &str = "1 validation error detected: ";

/// Words an error of the engine for the parameters that a request has.
pub(crate) fn reworded(members: Members<'_>, error: Error) -> Fault {
    let sent = |words: &&(&str, &str, &str)| members.get(words.0).is_some();
    let said = error.message().trim_start_matches(ENVELOPE);
    let wording = WORDINGS.iter().filter(sent).find(|(_, words, _)| said.starts_with(words));
    let fault = Fault::from(error);
    match wording {
        Some((_, words, legacy)) => fault.reworded(|said| said.replacen(words, legacy, 1)),
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::Layer;

    use super::*;
    use crate::wire::json::Json;

    #[test]
    fn errors_name_the_parameter_that_was_sent() {
        for (parameter, said, meant) in [
            (
                "QueryFilter",
                "Filter Expression can only contain non-primary key attributes: Primary key attribute: p",
                "QueryFilter can only contain non-primary key attributes: Primary key attribute: p",
            ),
            (
                "AttributesToGet",
                "Cannot specify the ProjectionExpression when choosing to get only the Count",
                "Cannot specify the AttributesToGet when choosing to get only the Count",
            ),
            (
                "AttributesToGet",
                "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
                "1 validation error detected: Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES",
            ),
            (
                "AttributeUpdates",
                "An operand in the update expression has an incorrect data type",
                "Type mismatch for attribute to update",
            ),
        ] {
            let body = format!(r#"{{"{parameter}":{{}}}}"#);
            let json = Json::parse(body.as_bytes()).unwrap();
            assert_eq!(reworded(Members(&json), Error::validation(said)).message(), Some(meant));
            assert_eq!(
                reworded(Members(&Json::Object(vec![])), Error::validation(said)).message(),
                Some(said)
            );
            let both = Error::validation(said).or_older(format!("once, {said}"));
            let older = reworded(Members(&json), both).in_layer(Layer::Old);
            assert_eq!(older.message(), Some(&*format!("once, {meant}")));
            let other = reworded(Members(&json), Error::validation("else"));
            assert_eq!(other.message(), Some("else"));
        }
    }
}
