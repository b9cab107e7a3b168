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

/// Words an error of the engine for the parameters that a request has.
pub(crate) fn reworded(members: Members<'_>, error: Error) -> Fault {
    let rewording = WORDINGS.iter().find_map(|(parameter, words, legacy)| {
        let rest = error.message().strip_prefix(words)?;
        members.get(parameter).map(|_| format!("{legacy}{rest}"))
    });
    match rewording {
        Some(message) => Fault::validation(message),
        None => Fault::from(error),
    }
}

#[cfg(test)]
mod tests {
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
            let other = reworded(Members(&json), Error::validation("else"));
            assert_eq!(other.message(), Some("else"));
        }
    }
}
