//! What reads of streams may ask.

use std::time::SystemTime;

use dynamo_model::request::check::{Constraint, Violations};
use dynamo_model::request::{DescribeStream, GetRecords, ListStreams, ShardPosition};
use dynamo_model::{Error, Result};

use super::create_table::invalid;

/// The most records one answer holds.
const MOST_RECORDS: u32 = 1000;
const SEQUENCE_NUMBER: &[Constraint] = &[Constraint::ShortestLength(21), Constraint::LongestLength(40)];

/// Checks a list of streams, and returns the most streams to list.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_list(request: &ListStreams) -> Result<usize> {
    let limit = limit(request.limit)?;
    request.start_after_arn.as_deref().map_or(Ok(()), check_arn)?;
    Ok(limit)
}

/// Checks a description of a stream.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_describe(request: &DescribeStream) -> Result<()> {
    limit(request.limit)?;
    check_arn(&request.arn)
}

/// Checks that a name is one that a stream can have, whether there is such a stream or not.
///
/// # Errors
///
/// If it is not, as a validation error in the service's words.
pub(crate) fn check_arn(arn: &str) -> Result<()> {
    let of_table = arn.strip_prefix("arn:aws:dynamodb:").and_then(|arn| arn.split_once(":table/"));
    match of_table.and_then(|(_, resource)| resource.split_once("/stream/")) {
        Some((table, label)) if !table.is_empty() && !label.is_empty() => Ok(()),
        _ => Err(Error::validation("Invalid StreamArn")),
    }
}

fn limit(limit: Option<u32>) -> Result<usize> {
    let mut found = Violations::default();
    let limit = found.list_limit(limit);
    found.into_result()?;
    Ok(limit)
}

/// Checks a place to start at. The service's words for a time to come are not known.
///
/// # Errors
///
/// The first fault, as a validation error.
pub(crate) fn check_position(position: &ShardPosition, now: SystemTime) -> Result<()> {
    match position {
        ShardPosition::At(text) | ShardPosition::After(text) => sequence(text).map(drop),
        ShardPosition::AtTime(time) if *time > now => Err(invalid("Timestamp cannot be in the future")),
        _ => Ok(()),
    }
}

/// Reads a sequence number.
///
/// # Errors
///
/// A validation error in the service's words.
pub(crate) fn sequence(text: &str) -> Result<u64> {
    let mut found = Violations::default();
    found.text("sequenceNumber", text, SEQUENCE_NUMBER);
    found.into_result()?;
    let is_shaped = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_shaped).ok_or_else(|| invalid("Invalid SequenceNumber"))
}

/// Checks a read of records, and returns the most records to return.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_records(request: &GetRecords) -> Result<usize> {
    let limit = request.limit.unwrap_or(MOST_RECORDS);
    if limit > MOST_RECORDS {
        return Err(invalid("Limit should be less than or equal to 1000"));
    }
    let mut found = Violations::default();
    found.range("limit", limit, 1, MOST_RECORDS);
    found.into_result()?;
    Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

/// Makes the error of an iterator that is none.
pub(crate) fn invalid_iterator() -> Error {
    Error::validation("Invalid ShardIterator")
}
