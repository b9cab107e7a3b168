//! Labels of tables.

use std::collections::BTreeMap;

use dynamo_model::request::check::{TAG_KEY, TAG_VALUE, Violations};
use dynamo_model::request::{ListTags, TagResource, UntagResource};
use dynamo_model::{Error, ErrorKind, Result};

/// The most labels of one table.
const MOST: usize = 50;

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
    Ok(())
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

/// Checks the lengths of labels, and how many there are.
pub(super) fn check(tags: &BTreeMap<String, String>) -> Result<()> {
    let mut found = Violations::default();
    for (position, (key, value)) in tags.iter().enumerate() {
        let path = format!("tags.{}.member", position + 1);
        found.text(&format!("{path}.key"), key, TAG_KEY);
        found.text(&format!("{path}.value"), value, TAG_VALUE);
    }
    found.into_result()?;
    check_count(tags)
}

/// Checks how many labels a table has. The service's words for this are not known.
pub(crate) fn check_count(tags: &BTreeMap<String, String>) -> Result<()> {
    if tags.len() <= MOST {
        return Ok(());
    }
    Err(Error::validation(format!(
        "One or more parameter values were invalid: Too many tags: limit of {MOST} exceeded"
    )))
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
        .is_some_and(|resource| resource.strip_prefix("table/").is_some_and(|name| !name.is_empty()));
    if is_dynamodb && has_table {
        return Ok(());
    }
    Err(Error::validation(format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}")))
}
