//! Which functions there are, where each may stand, and how many arguments it takes.

use super::operand::Operand;
use crate::expr::Path;
use crate::{Error, Result};

/// Where a function stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    /// As a condition, or as all that is assigned.
    Alone,
    /// As a part of that.
    Operand,
}

/// The functions that are conditions.
const CONDITIONS: [&str; 5] =
    ["attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"];
pub(super) const SIZE: &str = "size";
pub(super) const IF_NOT_EXISTS: &str = "if_not_exists";
pub(super) const LIST_APPEND: &str = "list_append";

/// Says why a condition may not use a function like this, if so.
pub(super) fn misuse_in_condition(function: &str, usage: Usage) -> Option<Error> {
    match (function, usage) {
        (SIZE, Usage::Operand) => None,
        (SIZE, Usage::Alone) => Some(misplaced(function)),
        (IF_NOT_EXISTS | LIST_APPEND, _) => Some(Error::validation(format!(
            "The function is not allowed in a condition expression; function: {function}"
        ))),
        (_, usage) if CONDITIONS.contains(&function) => match usage {
            Usage::Alone => None,
            Usage::Operand => Some(misplaced(function)),
        },
        _ => Some(unknown(function)),
    }
}

/// Says why an update may not use a function like this, if so.
pub(super) fn misuse_in_update(function: &str, usage: Usage) -> Option<Error> {
    match (function, usage) {
        (IF_NOT_EXISTS, _) | (LIST_APPEND, Usage::Alone) => None,
        (LIST_APPEND, Usage::Operand) => Some(misplaced(function)),
        _ if function == SIZE || CONDITIONS.contains(&function) => Some(Error::validation(format!(
            "The function is not allowed in an update expression; function: {function}"
        ))),
        _ => Some(unknown(function)),
    }
}

pub(super) fn unknown(function: &str) -> Error {
    Error::validation(format!("Invalid function name; function: {function}"))
}

fn misplaced(function: &str) -> Error {
    Error::validation(format!(
        "The function is not allowed to be used this way in an expression; function: {function}"
    ))
}

/// Takes the arguments apart, of which there must be this many.
pub(super) fn exactly<O, const N: usize>(function: &str, arguments: Vec<O>) -> Result<[O; N]> {
    arguments.try_into().map_err(|arguments: Vec<O>| {
        Error::validation(format!(
            "Incorrect number of operands for operator or function; operator or function: {function}, \
             number of operands: {}",
            arguments.len()
        ))
    })
}

/// Takes an argument that must be a path.
pub(super) fn path<O: Operand>(function: &str, argument: O) -> Result<Path> {
    argument.into_path().ok_or_else(|| {
        Error::validation(format!(
            "Operator or function requires a document path; operator or function: {function}"
        ))
    })
}
