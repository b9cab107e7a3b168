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

/// A part of the definition of a new table. They are checked one after the other.
///
/// ```
/// use dynamo_lmdb::TablePart;
///
/// assert!(TablePart::Keys < TablePart::LocalIndexes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TablePart {
    /// Members one by one, and throughput against the billing mode.
    Throughput,
    /// The table's key, and definitions by themselves.
    Keys,
    /// That definitions are those of all keys together.
    Definitions,
    /// How many local indexes there are, and their keys.
    LocalKeys,
    /// The local indexes besides.
    LocalIndexes,
    /// How many global indexes there are, and their keys.
    GlobalKeys,
    /// The global indexes besides.
    GlobalIndexes,
    /// Vector indexes, what all indexes are together, and labels.
    Rest,
}

impl TablePart {
    const ALL: [Self; 8] = [
        Self::Throughput,
        Self::Keys,
        Self::Definitions,
        Self::LocalKeys,
        Self::LocalIndexes,
        Self::GlobalKeys,
        Self::GlobalIndexes,
        Self::Rest,
    ];
}

/// Checks the request in the service's order: members, billing, keys, definitions, local, global and vector indexes.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words; faults of single members come together.
pub(crate) fn check(request: &CreateTable) -> Result<()> {
    TablePart::ALL.into_iter().try_for_each(|part| check_part(request, part))
}

/// Checks one part of the request, whatever is wrong with those before it.
///
/// # Errors
///
/// As [`check`].
pub(crate) fn check_part(request: &CreateTable, part: TablePart) -> Result<()> {
    match part {
        TablePart::Throughput => {
            members::check(request)?;
            billing::check(request)?;
            warm::check(request)
        }
        TablePart::Keys => schema::check_key(request),
        TablePart::Definitions => schema::check_used(request),
        TablePart::LocalKeys => index::check_local_keys(request),
        TablePart::GlobalKeys => index::check_global_keys(request),
        TablePart::LocalIndexes => index::check_local(request),
        TablePart::GlobalIndexes => index::check_global(request),
        TablePart::Rest => {
            vector::check(request)?;
            index::check_names(request)?;
            index::check_included_total(request)?;
            tags::check(&request.tags)
        }
    }
}

/// Makes the error of parameters that are fine one by one.
pub(super) fn invalid(message: impl std::fmt::Display) -> dynamo_model::Error {
    dynamo_model::Error::validation(format!("One or more parameter values were invalid: {message}"))
}

#[cfg(test)]
mod tests;
