//! Labels of tables.

use std::collections::BTreeMap;

use dynamo_model::request::{ListTags, TagResource, UntagResource};
use dynamo_model::{Error, ErrorKind, Result};

/// The most labels of one table.
const MOST: usize = 50;
/// In characters.
const LONGEST_KEY: usize = 128;
/// In characters.
const LONGEST_VALUE: usize = 256;
/// In characters; no table has a shorter one.
const SHORTEST_NAME: usize = 3;
/// What labels have besides letters, digits and blanks.
const MARKS: &str = "_.:/=+-@";

/// Checks labels to put on: 1 at least, each within its lengths.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_tag(request: &TagResource) -> Result<()> {
    check_arn(&request.arn)?;
    if request.tags.is_empty() {
        return Err(Error::validation("Atleast one Tag needs to be provided as Input."));
    }
    check(&request.tags)
}

/// Checks labels to take off: 1 at least.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_untag(request: &UntagResource) -> Result<()> {
    check_arn(&request.arn)?;
    if request.keys.is_empty() {
        return Err(Error::validation("Atleast one Tag Key needs to be provided as Input."));
    }
    request.keys.iter().try_for_each(|key| check_key_length(key))?;
    check_number(request.keys.len())
}

/// Checks labels to take off a table: it may have some with marks that labels had before.
///
/// # Errors
///
/// A key with other marks that the table does not have, as a validation error in the service's words.
pub(crate) fn check_untagged(keys: &[String], tags: &BTreeMap<String, String>) -> Result<()> {
    keys.iter().filter(|key| !tags.contains_key(*key)).try_for_each(|key| check_key(key))
}

/// Checks a request for labels. There is one page of them, so no token comes from here.
///
/// # Errors
///
/// The first fault, as a validation error.
pub(crate) fn check_list(request: &ListTags) -> Result<()> {
    check_arn(&request.arn)?;
    match request.next_token {
        None => Ok(()),
        Some(_) => Err(Error::validation("Invalid NextToken")),
    }
}

/// Checks labels one by one, and how many there are.
pub(super) fn check(tags: &BTreeMap<String, String>) -> Result<()> {
    for (key, value) in tags {
        check_key(key)?;
        if key.starts_with("aws:") {
            return Err(Error::validation(format!("Tag Key cannot be prefixed with aws:, Key: {key}")));
        }
        if value.chars().count() > LONGEST_VALUE || !has_marks_of_labels(value) {
            return Err(Error::validation(format!("The Tag Value provided is invalid, Value: {value}")));
        }
    }
    check_count(tags)
}

fn check_key(key: &str) -> Result<()> {
    check_key_length(key)?;
    if has_marks_of_labels(key) { Ok(()) } else { Err(invalid_key(key)) }
}

fn check_key_length(key: &str) -> Result<()> {
    if (1..=LONGEST_KEY).contains(&key.chars().count()) { Ok(()) } else { Err(invalid_key(key)) }
}

fn invalid_key(key: &str) -> Error {
    Error::validation(format!("The Tag Key provided is invalid, Key: {key}"))
}

fn has_marks_of_labels(text: &str) -> bool {
    text.chars().all(|mark| mark.is_alphanumeric() || mark.is_whitespace() || MARKS.contains(mark))
}

/// Checks how many labels a table has.
pub(crate) fn check_count(tags: &BTreeMap<String, String>) -> Result<()> {
    check_number(tags.len())
}

fn check_number(tags: usize) -> Result<()> {
    if tags <= MOST {
        return Ok(());
    }
    Err(Error::validation("Number of Tags exceed the current limit for the provided ResourceArn"))
}

/// Makes the error of a table to label that is not there.
pub(crate) fn missing(arn: &str) -> Error {
    // The service leaves out the letter.
    Error::new(ErrorKind::NotFound, format!("Requested resource not found: ResourcArn: {arn} not found"))
}

/// Makes the error of a table whose labels nobody may read, because it is not there.
pub(crate) fn denied(arn: &str) -> Error {
    let user = "arn:aws:iam::000000000000:user/local";
    Error::new(
        ErrorKind::AccessDenied,
        format!("User: {user} is not authorized to perform: dynamodb:ListTagsOfResource on resource: {arn}"),
    )
}

fn check_arn(arn: &str) -> Result<()> {
    let mut parts = arn.splitn(6, ':');
    let is_dynamodb =
        [Some("arn"), Some("aws"), Some("dynamodb")].into_iter().all(|part| parts.next() == part);
    let has_table = parts
        .nth(2)
        .and_then(|resource| resource.strip_prefix("table/"))
        .is_some_and(|name| name.len() >= SHORTEST_NAME && !name.contains("/index/"));
    if is_dynamodb && has_table {
        return Ok(());
    }
    Err(Error::validation(format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_none_can_have_any_more_is_taken_off_and_not_put_on() {
        let tags = BTreeMap::from([("a!".to_owned(), "b".to_owned())]);
        assert!(check(&tags).is_err());
        assert!(check_untagged(&["a!".to_owned(), "c".to_owned()], &tags).is_ok());
        let error = check_untagged(&["b!".to_owned()], &tags).unwrap_err();
        assert_eq!(error.message(), "The Tag Key provided is invalid, Key: b!");
    }
}
