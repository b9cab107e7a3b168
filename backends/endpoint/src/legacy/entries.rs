//! What the parameters say of attributes, each by its name.

use std::collections::BTreeMap;

use dynamo_model::expr::Path;
use dynamo_model::value::ValueError;

use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read::Members;

const LONGEST_NAME: usize = 65_535;

/// Returns the entries of a parameter, by the attributes they are about, in the order they are written. The last one
/// counts if there are several of an attribute.
pub(super) fn all<'r>(members: Members<'r>, parameter: &str) -> impl Iterator<Item = (&'r str, Members<'r>)> {
    let last: BTreeMap<&str, usize> = members.entries(parameter).map(|(name, _)| name).zip(0..).collect();
    let entries = members.entries(parameter).zip(0..);
    entries.filter(move |((name, _), place)| last.get(name) == Some(place)).map(|(entry, _)| entry)
}

/// Returns the entries that say something.
pub(super) fn present<'r>(
    members: Members<'r>,
    parameter: &str,
) -> impl Iterator<Item = (&'r str, Members<'r>)> {
    all(members, parameter).filter(|(_, Members(entry))| **entry != Json::Null)
}

/// Makes the path to an attribute, in whose name dots are dots.
///
/// # Errors
///
/// A name that is empty or too long.
pub(super) fn path(attribute: &str) -> Result<Path, Fault> {
    let refused = |error: ValueError| Fault::validation(error.to_string());
    match attribute.len() {
        0 => Err(refused(ValueError::EmptyName)),
        1..=LONGEST_NAME => Ok(Path::attribute(attribute)),
        _ => Err(refused(ValueError::NameTooLong)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_in_order_and_the_last_of_an_attribute_counts_unless_it_is_null() {
        let body = Json::parse(br#"{"Filter":{"a":1,"c":2,"b":3,"a":4,"b":null}}"#).unwrap();
        let said = present(Members(&body), "Filter").map(|(name, Members(entry))| (name, entry.as_integer()));
        assert_eq!(said.collect::<Vec<_>>(), [("c", Some(2)), ("a", Some(4))]);
    }

    #[test]
    fn names_are_neither_empty_nor_too_long() {
        assert_eq!(path("a.b").unwrap(), Path::attribute("a.b"));
        assert_eq!(path("").unwrap_err().message(), Some("Empty attribute name"));
        assert!(path(&"a".repeat(LONGEST_NAME)).is_ok());
        assert_eq!(
            path(&"a".repeat(LONGEST_NAME + 1)).unwrap_err().message(),
            Some("Attribute name is too large, must be less than 65536 bytes")
        );
    }
}
