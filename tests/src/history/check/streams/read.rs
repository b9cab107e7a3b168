//! Reading records from a place on.

use std::time::SystemTime;

use dynamo_model::request::{GetRecords, GetRecordsOutput, GetShardIterator, ShardPosition};

use super::failed;
use super::known::{Known, Place};
use crate::history::check::Checker;
use crate::history::{Mismatch, Reply, Start, Step, StreamRead};
use crate::oracle::{Refusal, Stream, trimmed};

/// The most bytes of records in one answer.
const ANSWER_BYTES: u64 = 1_048_576;
const MOST_RECORDS: usize = 1000;
/// How many answers in a row may hold nothing though there is more to come.
const EMPTY_ANSWERS: usize = 3;

/// A place to read from.
pub(super) struct From {
    pub(super) request: GetShardIterator,
    pub(super) shard: usize,
    /// The place of the first record to read among those of the shard, or why it cannot be read.
    pub(super) place: Result<usize, Refusal>,
}

impl Checker {
    pub(super) async fn check_reading(
        &mut self,
        step: &Step,
        number: usize,
        read: &StreamRead,
    ) -> Result<(), Mismatch> {
        self.learn(step, number).await?;
        for from in self.places(number, read.start) {
            let found = self.backend.get_shard_iterator(from.request.clone()).await;
            match (from.place, found) {
                (Ok(next), Ok(iterator)) => {
                    let place = Place { stream: number, shard: from.shard, next };
                    self.read_on(step, place, iterator, read).await?;
                }
                (place, found) => {
                    let expected = place.map(|_| Reply::Other);
                    self.compare(step, &expected, &found.map(|_| Reply::Other))?;
                }
            }
        }
        Ok(())
    }

    async fn read_on(
        &self,
        step: &Step,
        mut place: Place,
        iterator: String,
        read: &StreamRead,
    ) -> Result<(), Mismatch> {
        let Some((_, known)) = self.both(place.stream) else { return Ok(()) };
        let shard = &known.shards[place.shard];
        let (mut iterator, mut empty, mut answers) = (Some(iterator), 0, 0);
        while let Some(next) = iterator.filter(|_| read.answers.is_none_or(|most| answers < most)) {
            let mut request = GetRecords::new(next);
            request.limit = read.limit;
            let found = self.backend.get_records(request.clone()).await;
            let found = found.map_err(|error| failed(&request, &error))?;
            self.check_answer(step, place, &request, &found)?;
            place.next += found.records.len();
            answers += 1;
            empty = if found.records.is_empty() { empty + 1 } else { 0 };
            let is_at_end = place.next == shard.records.len();
            if empty > 0 && shard.is_open() && is_at_end {
                break;
            }
            if empty > EMPTY_ANSWERS {
                let expected = if is_at_end { "the end of the shard" } else { "more records" };
                return Err(Mismatch::new(&request, expected, &found));
            }
            iterator = found.next_iterator;
        }
        Ok(())
    }

    /// Checks that an answer holds the records from a place on, and leads on to the next.
    pub(super) fn check_answer(
        &self,
        step: &Step,
        place: Place,
        request: &GetRecords,
        found: &GetRecordsOutput,
    ) -> Result<(), Mismatch> {
        let Some((stream, known)) = self.both(place.stream) else { return Ok(()) };
        let shard = &known.shards[place.shard];
        let rest = shard.records.get(place.next..).unwrap_or_default();
        let wanted = rest
            .iter()
            .filter_map(|seen| Some(seen.complete(stream.record(seen.number)?.to_stream_record())));
        let mut expected = found.clone();
        expected.records = wanted.take(found.records.len()).collect();
        let found_reply = Ok(Reply::Records(found.clone()));
        self.compare(step, &Ok(Reply::Records(expected)), &found_reply)?;
        let is_over = !shard.is_open() && place.next + found.records.len() == shard.records.len();
        if found.next_iterator.is_none() && !is_over {
            return Err(Mismatch::new(request, "an iterator to go on with", found));
        }
        self.compare(step, &Ok(Reply::Records(within_limits(request, found.clone()))), &found_reply)
    }

    /// Returns the places where a reading starts, one for each shard it reads.
    pub(super) fn places(&self, number: usize, start: Start) -> Vec<From> {
        let Some((stream, known)) = self.both(number) else { return Vec::new() };
        match start {
            Start::At(back) => at(stream, known, back).into_iter().collect(),
            Start::After(back) => after(stream, known, back).into_iter().collect(),
            Start::TrimHorizon => {
                in_each_shard(known, &ShardPosition::TrimHorizon, |shard| horizon(stream, known, shard))
            }
            Start::Latest => {
                in_each_shard(known, &ShardPosition::Latest, |shard| known.shards[shard].records.len())
            }
            Start::Ago(ago) => {
                let time = self.oracle.now() - ago;
                in_each_shard(known, &ShardPosition::AtTime(time), |shard| since(stream, known, shard, time))
            }
        }
    }
}

/// Leaves out the records that are more than an answer may hold.
fn within_limits(request: &GetRecords, mut answer: GetRecordsOutput) -> GetRecordsOutput {
    answer.records.truncate(request.limit.map_or(MOST_RECORDS, |limit| limit as usize));
    let mut bytes = 0;
    let fitting = answer.records.iter().take_while(|record| {
        bytes += record.size_bytes;
        bytes <= ANSWER_BYTES
    });
    let fitting = fitting.count().max(1);
    answer.records.truncate(fitting);
    answer
}

fn in_each_shard(known: &Known, position: &ShardPosition, place: impl Fn(usize) -> usize) -> Vec<From> {
    let from = |shard: usize| From {
        request: request(known, shard, position.clone()),
        shard,
        place: Ok(place(shard)),
    };
    (0..known.shards.len()).map(from).collect()
}

fn request(known: &Known, shard: usize, position: ShardPosition) -> GetShardIterator {
    GetShardIterator::new(&*known.arn, &*known.shards[shard].shard.id, position)
}

/// Finds the oldest record that is left.
fn horizon(stream: &Stream, known: &Known, shard: usize) -> usize {
    known.shards[shard].records.iter().take_while(|seen| stream.has_trimmed(seen.number)).count()
}

/// Finds the first record that is left and not older than a time.
fn since(stream: &Stream, known: &Known, shard: usize, time: SystemTime) -> usize {
    let is_older = |number| stream.record(number).is_none_or(|record| record.at() < time);
    known.shards[shard].records.iter().take_while(|seen| is_older(seen.number)).count()
}

fn at(stream: &Stream, known: &Known, back: usize) -> Option<From> {
    let (shard, place) = counted_back(known, back)?;
    let seen = &known.shards[shard].records[place];
    let place = if stream.has_trimmed(seen.number) { Err(trimmed()) } else { Ok(place) };
    let request = request(known, shard, ShardPosition::At(seen.sequence.clone()));
    Some(From { request, shard, place })
}

/// What follows on a record that is gone may be refused or not while it is there itself.
fn after(stream: &Stream, known: &Known, back: usize) -> Option<From> {
    let (shard, place) = counted_back(known, back)?;
    let records = &known.shards[shard].records;
    let is_gone = |place: usize| records.get(place).map(|seen| stream.has_trimmed(seen.number));
    let request = request(known, shard, ShardPosition::After(records[place].sequence.clone()));
    match (is_gone(place), is_gone(place + 1)) {
        (Some(false), _) => Some(From { request, shard, place: Ok(place + 1) }),
        (Some(true), Some(true)) => Some(From { request, shard, place: Err(trimmed()) }),
        _ => None,
    }
}

/// Finds the record that so many others were seen after.
fn counted_back(known: &Known, back: usize) -> Option<(usize, usize)> {
    let places = |shard: usize| (0..known.shards[shard].records.len()).map(move |place| (shard, place));
    let all: Vec<(usize, usize)> = (0..known.shards.len()).flat_map(places).collect();
    let last = all.len().checked_sub(1)?;
    all.get(last - back % all.len()).copied()
}
