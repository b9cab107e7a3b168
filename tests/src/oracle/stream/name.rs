//! What the oracle calls streams, shards, records and places. Every backend has names of its own for them.

use dynamo_model::request::TableName;

use super::Stream;
use crate::oracle::tags;

/// Names the stream of a number.
pub(in crate::oracle) fn arn(table: &TableName, stream: usize) -> String {
    format!("{}/stream/{}", tags::arn(table), label(stream))
}

pub(in crate::oracle) fn label(stream: usize) -> String {
    format!("{stream:08}")
}

/// Names the place of a record in the shard.
pub(super) fn sequence(record: usize) -> String {
    format!("{record:021}")
}

/// Finds out which record a sequence number is the place of, if it is one.
pub(super) fn numbered(sequence: &str) -> Option<usize> {
    let is_number = (21..=40).contains(&sequence.len()) && sequence.bytes().all(|byte| byte.is_ascii_digit());
    sequence.parse().ok().filter(|_| is_number)
}

pub(super) fn event_id(stream: usize, record: usize) -> String {
    format!("{stream:08}-{record:08}")
}

pub(super) fn iterator(place: usize) -> String {
    format!("place {place}")
}

/// Finds out which place an iterator leads to, if it is one.
pub(super) fn placed(iterator: &str) -> Option<usize> {
    iterator.strip_prefix("place ")?.parse().ok()
}

impl Stream {
    /// Returns its name.
    #[must_use]
    pub fn arn(&self) -> String {
        arn(&self.table, self.number)
    }

    /// Returns the name of its one shard.
    #[must_use]
    pub fn shard_id(&self) -> String {
        format!("shardId-{:020}-{:08}", 0, self.number)
    }
}
