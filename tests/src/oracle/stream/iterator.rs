//! `GetShardIterator`.

use std::time::Duration;

use dynamo_model::request::{GetShardIterator, ShardPosition};

use super::requests::{no_position, no_shard, trimmed};
use super::{Stream, name};
use crate::oracle::{Answer, Oracle};

/// A place to read from.
#[derive(Clone, Debug)]
pub(in crate::oracle) struct Place {
    pub(super) stream: usize,
    /// The number of the next record.
    pub(super) next: usize,
    pub(super) made_at: Duration,
}

impl Oracle {
    /// Finds a place in a stream.
    ///
    /// # Errors
    ///
    /// If there is no such stream, shard or place, or the records there are gone.
    pub fn get_shard_iterator(&mut self, request: &GetShardIterator) -> Answer<String> {
        let stream = self.stream_named(&request.arn)?;
        if request.shard != stream.shard_id() {
            return Err(no_shard());
        }
        let (number, next) = (stream.number, stream.find(&request.position)?);
        Ok(self.iterator_at(number, next))
    }

    pub(super) fn iterator_at(&mut self, stream: usize, next: usize) -> String {
        self.places.push(Place { stream, next, made_at: self.now });
        name::iterator(self.places.len() - 1)
    }
}

impl Stream {
    /// Returns the number of the first record to read.
    fn find(&self, position: &ShardPosition) -> Answer<usize> {
        let next = match position {
            ShardPosition::TrimHorizon => self.trimmed,
            ShardPosition::Latest => self.next_number(),
            ShardPosition::At(sequence) => self.numbered(sequence)?,
            ShardPosition::After(sequence) => self.numbered(sequence)? + 1,
            ShardPosition::AtTime(time) => {
                if *time > std::time::UNIX_EPOCH + self.now {
                    return Err(no_position());
                }
                self.trimmed + self.records.iter().take_while(|record| record.at() < *time).count()
            }
            _ => return Err(no_position()),
        };
        if self.has_trimmed(next) { Err(trimmed()) } else { Ok(next) }
    }

    /// Finds out which record has a sequence number, be it there or gone.
    fn numbered(&self, sequence: &str) -> Answer<usize> {
        name::numbered(sequence).filter(|number| *number < self.next_number()).ok_or_else(no_position)
    }
}
