//! How large the names and values of a request are together, each with the placeholder that stands for it.

use std::collections::BTreeSet;

use crate::value::Value;
use crate::{Error, Result};

/// The most bytes of all names, of all values, and of both together.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// No placeholder that is made for a name or a value is longer.
const LONGEST_PLACEHOLDER: usize = 22;

const NAMES: &str = "ExpressionAttributeNames";
const VALUES: &str = "ExpressionAttributeValues";

/// Checks the names and values of a request's expressions: once [rendered](super::super::Renderer), they and their
/// placeholders have two megabytes.
///
/// A name counts once, however often it is written, and a value each time. The [parser](super::super::parse::Parser) asks
/// the same of the placeholders it is given.
///
/// # Errors
///
/// A validation error that says which of them are too large.
///
/// ```
/// use dynamo_model::expr::check_substitutions;
/// use dynamo_model::value::Value;
///
/// let half = Value::from("x".repeat(1 << 20));
/// assert!(check_substitutions(&["note"; 9], &[&half]).is_ok());
/// let error = check_substitutions(&["note"], &[&half, &half]).unwrap_err();
/// assert_eq!(error.message(), "ExpressionAttributeValues exceeds max size");
/// ```
pub fn check_substitutions(names: &[&str], values: &[&Value]) -> Result<()> {
    let of_values = values.iter().map(|value| value.size()).sum::<usize>();
    let bare = names.iter().map(|name| name.len()).sum::<usize>() + of_values;
    // Nearly always, and without telling the names apart.
    if bare + (names.len() + values.len()) * LONGEST_PLACEHOLDER <= MOST_BYTES {
        return Ok(());
    }
    let names: BTreeSet<&str> = names.iter().copied().collect();
    let of_names = names.iter().map(|name| name.len()).sum::<usize>();
    check_sizes(of_names + placeholders(names.len()), of_values + placeholders(values.len()))
}

/// Checks how large names and values are, placeholders included.
pub(in crate::expr) fn check_sizes(of_names: usize, of_values: usize) -> Result<()> {
    let too_large = if of_names > MOST_BYTES {
        NAMES.to_owned()
    } else if of_values > MOST_BYTES {
        VALUES.to_owned()
    } else if of_names + of_values > MOST_BYTES {
        format!("Combined size of {NAMES} and {VALUES}")
    } else {
        return Ok(());
    };
    Err(Error::validation(format!("{too_large} exceeds max size")))
}

/// Adds up the lengths of the first placeholders, which are numbered from 0: `#n0`, `:v0`.
fn placeholders(count: usize) -> usize {
    (0..count).map(|number| 3 + number.checked_ilog10().unwrap_or(0) as usize).sum()
}
