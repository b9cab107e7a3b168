//! Streams: what was recorded of the writes, and how it is read.
//!
//! What a backend may choose is learnt first: the names of streams, which shard a record is in, its sequence number and
//! event id. Everything else about every answer follows from that.

mod describe;
mod kept;
mod known;
mod learn;
mod name;
mod read;
mod wrong;

use dynamo_model::Error;
use std::time::{Duration, SystemTime};

use self::known::Known;
pub(super) use self::known::Streams;
use super::Checker;
use crate::history::{Mismatch, Step, StreamName, StreamStep};
use crate::oracle::Stream;

impl Checker {
    pub(super) async fn check_stream(&mut self, step: &Step, stream: &StreamStep) -> Result<(), Mismatch> {
        match stream {
            StreamStep::List(table, limit) => self.check_list(table.as_ref(), *limit).await,
            StreamStep::Describe(name) => match self.number_of(name) {
                Some(number) => self.check_description(number).await,
                None => Ok(()),
            },
            StreamStep::Read(read) => match self.number_of(&read.stream) {
                Some(number) => self.check_reading(step, number, read).await,
                None => Ok(()),
            },
            StreamStep::Keep(name, start, slot) => match self.number_of(name) {
                Some(number) => self.keep_iterator(step, number, *start, *slot).await,
                None => Ok(()),
            },
            StreamStep::GoOn(slot, limit) => self.go_on(step, *slot, *limit).await,
            StreamStep::Wrong(name, wrong) => match self.number_of(name) {
                Some(number) => self.check_refused(step, number, wrong).await,
                None => Ok(()),
            },
        }
    }

    /// Finds the stream a history means, if there is one.
    fn number_of(&self, name: &StreamName) -> Option<usize> {
        let streams = self.oracle.streams();
        let mut of_table = streams.iter().rev().filter(|stream| stream.table() == &name.table);
        of_table.nth(name.later).map(|stream| stream.number())
    }

    /// Returns a stream as it must be, and as it is known.
    fn both(&self, number: usize) -> Option<(&Stream, &Known)> {
        Some((self.oracle.stream(number)?, self.streams.known.get(&number)?))
    }
}

/// Tells of an answer there should have been.
fn failed(request: impl std::fmt::Debug, error: &Error) -> Mismatch {
    Mismatch::new(request, "an answer", error)
}

/// Whether a time is the right one, as exactly as the service tells it.
fn is_about(found: Option<SystemTime>, right: SystemTime) -> bool {
    let apart = found.map(|found| found.duration_since(right).or_else(|_| right.duration_since(found)));
    apart.is_some_and(|apart| apart.is_ok_and(|apart| apart <= Duration::from_secs(1)))
}
