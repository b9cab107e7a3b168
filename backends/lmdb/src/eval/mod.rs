//! What expressions mean: conditions, projections and updates against one item.
//!
//! Everything here expects expressions that passed [`crate::rules`]: it decides what the item says, not whether
//! the request may ask.

mod condition;
mod edits;
mod function;
mod path;
mod projection;
#[cfg(test)]
mod properties;
mod returned;
mod rhs;
mod term;
mod update;

pub(crate) use condition::matches;
pub(crate) use projection::project;
pub(crate) use returned::returned;
pub(crate) use update::apply;

use dynamo_model::Error;

/// A right-hand side names a path that leads nowhere.
fn no_such_attribute() -> Error {
    Error::validation("The provided expression refers to an attribute that does not exist in the item")
}

/// An operand of `+`, `-`, `list_append`, `ADD` or `DELETE` has a type it cannot work on.
fn wrong_type() -> Error {
    Error::validation("An operand in the update expression has an incorrect data type")
}

/// The parent of a target is missing, or is neither the map nor the list the path takes it for.
fn wrong_path() -> Error {
    Error::validation("The document path provided in the update expression is invalid for update")
}
