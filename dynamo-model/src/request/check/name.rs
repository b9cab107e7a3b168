//! Names of tables, in whose place a table's ARN may stand, and of indexes.

use std::fmt::Display;

use super::constraint::TARGET_NAME;
use super::{Constraint, EXISTING_NAME, NEW_NAME, Path, Violations};
use crate::{Error, Result};

/// What ARNs of tables have in front of the name.
const OF_TABLES: &str = ":table/";

/// Returns the name of a table that a request names so, or by its ARN.
pub(super) fn name_of(table: &str) -> &str {
    match table.split_once(OF_TABLES) {
        Some((arn, name)) if arn.starts_with("arn:") => name,
        _ => table,
    }
}

/// Lists the rules that the name of an existing table breaks, or the one in its ARN.
pub fn broken_by_table(name: &str) -> impl Iterator<Item = Constraint> {
    let name = name_of(name);
    EXISTING_NAME.iter().copied().filter(move |rule| !rule.allows(name))
}

/// Lists the rules that the name of the table of an action breaks, or the one in its ARN.
pub fn broken_by_target(name: &str) -> impl Iterator<Item = Constraint> {
    let name = name_of(name);
    TARGET_NAME.iter().copied().filter(move |rule| !rule.allows(name))
}

/// Requires a name that the table of an action can have, at `path` in a request.
pub(super) fn check_target(found: &mut Violations, path: impl Display, name: &str) {
    for broken in broken_by_target(name) {
        found.add(format_args!("'{name}'"), &path.to_string(), broken);
    }
}

/// Requires the name of an existing table, at `path` in a request.
pub(super) fn check_existing(found: &mut Violations, path: impl Display, name: &str) {
    for broken in broken_by_table(name) {
        found.add(format_args!("'{name}'"), &path.to_string(), broken);
    }
}

/// Checks the name of an existing table.
///
/// # Errors
///
/// A validation error for a name no table can have, with the first rule it breaks.
pub(super) fn check_data(name: &str) -> Result<()> {
    let mut found = Violations::default();
    if let Some(broken) = broken_by_table(name).next() {
        found.renewed(&Path::of("TableName"), Some(name), broken);
    }
    found.into_result()
}

/// Checks the name of a table to describe or delete: what a new table could be called.
///
/// # Errors
///
/// A validation error for a name no table can have.
pub fn check_table_name(name: &str) -> Result<()> {
    check_table_name_length(name)?;
    check_data(name)
}

/// Checks the length of the name of a table, in the words that operations on tables have for it.
///
/// # Errors
///
/// A validation error for a name that is too short or too long.
pub fn check_table_name_length(name: &str) -> Result<()> {
    check_length("TableName", name_of(name))
}

/// Checks the name of an index to change or delete: what a new index could be called.
///
/// # Errors
///
/// A validation error for a name that is too short or too long.
pub fn check_index_name(name: &str) -> Result<()> {
    check_length("IndexName", name)
}

fn check_length(member: &str, name: &str) -> Result<()> {
    if NEW_NAME.iter().all(|rule| rule.allows_length(name.len())) {
        return Ok(());
    }
    Err(Error::validation(format!(
        "{member} must be at least 3 characters long and at most 255 characters long"
    )))
}

/// Checks the name of an index to query, which no table has unless a new one could.
///
/// # Errors
///
/// A validation error for a name no index can have.
pub(super) fn check_index(name: &str) -> Result<()> {
    let mut found = Violations::default();
    for broken in NEW_NAME.iter().filter(|rule| !rule.allows(name)) {
        found.renewed(&Path::of("IndexName"), Some(name), *broken);
    }
    found.into_result()
}

/// Whether a table can have this name. Batches have table names where others have member names.
#[must_use]
pub fn is_table_name(name: &str) -> bool {
    NEW_NAME.iter().all(|rule| rule.allows(name_of(name)))
}

#[cfg(test)]
mod tests {
    use super::{check_data, check_index_name, check_table_name};

    fn refusal(name: &str) -> String {
        check_data(name).unwrap_err().message().to_owned()
    }

    #[test]
    fn names_to_describe_have_3_characters_at_least() {
        assert!(check_table_name("abc").is_ok());
        for name in ["", "ab", &"n".repeat(256)] {
            assert_eq!(
                check_table_name(name).unwrap_err().message(),
                "TableName must be at least 3 characters long and at most 255 characters long"
            );
        }
        assert!(check_table_name("a b").is_err());
    }

    #[test]
    fn names_of_indexes_to_change_are_as_long() {
        assert!(check_index_name("abc").is_ok());
        for name in ["ab", &"n".repeat(256)] {
            assert_eq!(
                check_index_name(name).unwrap_err().message(),
                "IndexName must be at least 3 characters long and at most 255 characters long"
            );
        }
    }

    #[test]
    fn names_of_existing_tables_have_1_to_255_plain_characters() {
        let arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/shop";
        for name in ["a", "Shop-2.0_x", &"n".repeat(255), arn] {
            assert!(check_data(name).is_ok(), "{name}");
        }
        assert_eq!(
            refusal(""),
            "1 validation error detected: Value at 'TableName' failed to satisfy constraint: \
             Member must have length greater than or equal to 1"
        );
        assert_eq!(
            refusal("a b"),
            "1 validation error detected: Value 'a b' at 'tableName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        );
        let long = "n".repeat(256);
        assert_eq!(
            refusal(&long),
            format!(
                "1 validation error detected: Value '{long}' at 'tableName' failed to satisfy constraint: \
                 Member must have length less than or equal to 255"
            )
        );
    }
}
