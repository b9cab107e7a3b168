//! What the parameters say of attributes, each by its name.

use std::collections::BTreeMap;

use dynamo_model::expr::Path;
use dynamo_model::value::ValueError;

use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read::Members;

const LONGEST_NAME: usize = 65_535;

/// Returns the entries of a parameter by the attributes they are about. The last one counts if there are several.
pub(super) fn by_attribute<'r>(members: Members<'r>, parameter: &str) -> BTreeMap<&'r str, Members<'r>> {
    members.entries(parameter).collect()
}

/// Returns the entries that say something.
pub(super) fn present<'r>(
    members: Members<'r>,
    parameter: &str,
) -> impl Iterator<Item = (&'r str, Members<'r>)> {
    by_attribute(members, parameter).into_iter().filter(|(_, Members(entry))| **entry != Json::Null)
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
    fn the_last_entry_of_an_attribute_counts_and_null_is_none() {
        let body = Json::parse(br#"{"Filter":{"b":null,"a":1,"a":2}}"#).unwrap();
        let said: Vec<_> = present(Members(&body), "Filter").collect();
        assert_eq!(said.len(), 1);
        assert_eq!((said[0].0, said[0].1.0.as_integer()), ("a", Some(2)));
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
