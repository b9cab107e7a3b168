//! What requests about streams must not ask.

use dynamo_model::ErrorKind;

use crate::oracle::{Answer, Refusal};

/// The most streams, and the most shards, one answer lists.
const MOST_LISTED: u32 = 100;
const MOST_RECORDS: u32 = 1000;

/// Returns how many streams or shards an answer may list.
pub(super) fn check_list_limit(limit: Option<u32>) -> Answer<usize> {
    within(limit, MOST_LISTED)
}

/// Returns how many records an answer may have.
pub(super) fn check_record_limit(limit: Option<u32>) -> Answer<usize> {
    within(limit, MOST_RECORDS)
}

fn within(limit: Option<u32>, most: u32) -> Answer<usize> {
    match limit.unwrap_or(most) {
        limit if (1..=most).contains(&limit) => Ok(limit as usize),
        _ => Err(Refusal::invalid()),
    }
}

/// Refuses a name that no stream has.
#[must_use]
pub fn no_stream(arn: &str) -> Refusal {
    if !arn.starts_with("arn:aws:dynamodb:") || !arn.contains("/stream/") {
        return Refusal::validation("Invalid StreamArn");
    }
    Refusal::worded(ErrorKind::NotFound, format!("Requested resource not found: Stream: {arn} not found"))
}

/// Refuses a name that no shard of the stream has.
pub(super) fn no_shard() -> Refusal {
    Refusal::unworded(ErrorKind::NotFound)
}

/// Refuses a place that cannot be in a stream.
pub(super) fn no_position() -> Refusal {
    Refusal::invalid()
}

/// Refuses an iterator that is none.
pub(super) fn no_iterator() -> Refusal {
    Refusal::validation("Invalid ShardIterator")
}

/// Refuses to read records that are gone.
#[must_use]
pub fn trimmed() -> Refusal {
    Refusal::unworded(ErrorKind::TrimmedData)
}

/// Refuses an iterator that is too old.
#[must_use]
pub fn expired_iterator() -> Refusal {
    Refusal::unworded(ErrorKind::ExpiredIterator)
}
