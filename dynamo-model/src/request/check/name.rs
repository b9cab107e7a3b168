//! Names of tables, in whose place a table's ARN may stand, and of indexes.

use super::Violations;
use crate::{Error, Result};

const LONGEST: usize = 255;
/// Of new tables and indexes.
const SHORTEST: usize = 3;
/// What ARNs of tables have in front of the name.
const OF_TABLES: &str = ":table/";

/// Returns the name of a table that a request names so, or by its ARN.
pub(super) fn name_of(table: &str) -> &str {
    match table.split_once(OF_TABLES) {
        Some((arn, name)) if arn.starts_with("arn:") => name,
        _ => table,
    }
}

/// Checks the name of an existing table. Names shorter than a new table may have simply do not exist.
///
/// # Errors
///
/// A validation error for a name no table can have.
pub(super) fn check_data(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::validation(
            "1 validation error detected: Value at 'TableName' failed to satisfy constraint: \
             Member must have length greater than or equal to 1",
        ));
    }
    match violations_of_existing(name, "tableName").first() {
        None => Ok(()),
        Some(violation) => Err(Error::validation(format!("1 validation error detected: {violation}"))),
    }
}

/// Checks the name of a table to describe or delete: what a new table could be called.
///
/// # Errors
///
/// A validation error for a name no table can have.
pub fn check_table_name(name: &str) -> Result<()> {
    if !(SHORTEST..=LONGEST).contains(&name_of(name).len()) {
        return Err(Error::validation(
            "TableName must be at least 3 characters long and at most 255 characters long",
        ));
    }
    check_data(name)
}

/// Checks the name of an index to query, which no table has unless a new one could.
///
/// # Errors
///
/// A validation error for a name no index can have.
pub(super) fn check_index(name: &str) -> Result<()> {
    let mut found = Violations::default();
    for constraint in broken_constraints(name, SHORTEST) {
        found.add_unshown("IndexName", &constraint);
    }
    found.into_result()
}

/// Lists what is wrong with a new name of a table or index, or with one of an index to scan, at `path` in the request.
pub fn violations_of_new(name: &str, path: &str) -> Vec<String> {
    violations(name, SHORTEST, path)
}

/// Lists what is wrong with the name of an existing table, at `path` in a request.
pub(super) fn violations_of_existing(name: &str, path: &str) -> Vec<String> {
    violations(name_of(name), 1, path)
}

/// Whether a table can have this name. Batches have table names where others have member names.
pub(super) fn is_possible(name: &str) -> bool {
    broken_constraints(name_of(name), SHORTEST).is_empty()
}

fn violations(name: &str, shortest: usize, path: &str) -> Vec<String> {
    let said = |constraint| format!("Value '{name}' at '{path}' failed to satisfy constraint: {constraint}");
    broken_constraints(name, shortest).into_iter().map(said).collect()
}

fn broken_constraints(name: &str, shortest: usize) -> Vec<String> {
    let mut broken = Vec::new();
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)) {
        broken.push("Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+".to_owned());
    }
    if name.len() < shortest {
        broken.push(format!("Member must have length greater than or equal to {shortest}"));
    }
    if name.len() > LONGEST {
        broken.push(format!("Member must have length less than or equal to {LONGEST}"));
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::{check_data, check_table_name};

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
