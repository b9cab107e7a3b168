//! What a new table may be.

pub(super) mod billing;
pub(super) mod index;
mod members;
pub(super) mod schema;
pub(super) mod vector;
pub(super) mod warm;

use dynamo_model::Result;
use dynamo_model::request::CreateTable;

pub(super) use self::members::TableViolations;
use super::tags;

/// Checks the request in the service's order: members, billing, keys, definitions, local, global and vector indexes.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words; faults of single members come together.
pub(crate) fn check(request: &CreateTable) -> Result<()> {
    check_keys(request)?;
    index::check_local(request)?;
    index::check_global(request)?;
    vector::check(request)?;
    index::check_names(request)?;
    index::check_included_total(request)?;
    tags::check(&request.tags)
}

/// Checks what comes before the indexes: members, billing, the table's key, and the definitions of all keys.
///
/// # Errors
///
/// As [`check`].
pub(crate) fn check_keys(request: &CreateTable) -> Result<()> {
    members::check(request)?;
    billing::check(request)?;
    warm::check(request)?;
    schema::check(request)
}

/// Makes the error of parameters that are fine one by one.
pub(super) fn invalid(message: impl std::fmt::Display) -> dynamo_model::Error {
    dynamo_model::Error::validation(format!("One or more parameter values were invalid: {message}"))
}

#[cfg(test)]
mod tests;
