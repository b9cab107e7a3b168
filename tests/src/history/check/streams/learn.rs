//! Learning where a backend has put the records.

use std::time::UNIX_EPOCH;

use dynamo_model::request::{GetRecords, GetRecordsOutput, GetShardIterator, ShardPosition, StreamRecord};

use super::known::{Known, Seen, by_number};
use super::{failed, is_about};
use crate::history::check::Checker;
use crate::history::{Mismatch, Reply, Step};
use crate::kit::PAUSE;
use crate::oracle::Record;

impl Checker {
    /// Reads the records of a stream that have not been seen, until all that must be there are.
    pub(super) async fn learn(&mut self, step: &Step, number: usize) -> Result<(), Mismatch> {
        for tries_left in (0..self.tries).rev() {
            self.learn_shards(number).await?;
            let shards = self.streams.known.get(&number).map_or(0, |known| known.shards.len());
            for shard in 0..shards {
                self.learn_records(step, number, shard).await?;
            }
            let missing = self.missing(number);
            if missing.is_empty() {
                break;
            }
            if tries_left == 0 {
                return Err(Mismatch::new("all records of the stream", missing, "no more records"));
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    fn missing(&self, number: usize) -> Vec<&Record> {
        let Some((stream, known)) = self.both(number) else { return Vec::new() };
        stream.records().iter().filter(|record| !known.seen.contains(&record.number())).collect()
    }

    async fn learn_records(&mut self, step: &Step, number: usize, shard: usize) -> Result<(), Mismatch> {
        let Some(request) = self.after_what_is_known(number, shard) else { return Ok(()) };
        let taken = self.backend.get_shard_iterator(request.clone()).await;
        let mut next = Some(taken.map_err(|error| failed(&request, &error))?);
        while let Some(iterator) = next {
            let request = GetRecords::new(iterator);
            let found =
                self.backend.get_records(request.clone()).await.map_err(|error| failed(&request, &error))?;
            for record in &found.records {
                self.identify(step, number, shard, record)?;
            }
            next = found.next_iterator.filter(|_| !found.records.is_empty());
        }
        Ok(())
    }

    /// Asks for what follows on the last record known, or for everything if that is gone.
    fn after_what_is_known(&self, number: usize, shard: usize) -> Option<GetShardIterator> {
        let (stream, known) = self.both(number)?;
        let of_shard = known.shards.get(shard)?;
        let last = of_shard.records.last().filter(|last| !stream.has_trimmed(last.number));
        let position = match last {
            // A shard that has ended gets no more records.
            Some(last) if of_shard.shard.ending_sequence.as_ref() == Some(&last.sequence) => return None,
            Some(last) => ShardPosition::After(last.sequence.clone()),
            None => ShardPosition::TrimHorizon,
        };
        Some(GetShardIterator::new(&*known.arn, &*of_shard.shard.id, position))
    }

    /// Finds out which record this is: the next of its item.
    fn identify(
        &mut self,
        step: &Step,
        number: usize,
        shard: usize,
        found: &StreamRecord,
    ) -> Result<(), Mismatch> {
        let Some((stream, known)) = self.both(number) else { return Ok(()) };
        let records = || stream.records().iter().filter(|record| !known.seen.contains(&record.number()));
        let Some(record) = records().find(|record| record.is_of(&found.keys)) else {
            return Err(Mismatch::new("the records of an item", "no more of them", found));
        };
        let seen = Seen::new(record.number(), found);
        let expected = seen.complete(record.to_stream_record());
        self.compare(step, &answer(expected), &answer(found.clone()))?;
        if let Some(fault) = fault(known, shard, found) {
            return Err(Mismatch::new("the records of a shard", fault, found));
        }
        if self.time.is_some() && !is_time_of(found, record) {
            return Err(Mismatch::new("the time of a record", record.at(), found));
        }
        if let Some(known) = self.streams.known.get_mut(&number) {
            known.seen.insert(seen.number);
            known.shards[shard].records.push(seen);
        }
        Ok(())
    }
}

fn answer<E>(record: StreamRecord) -> Result<Reply, E> {
    let mut output = GetRecordsOutput::default();
    output.records.push(record);
    Ok(Reply::Records(output))
}

/// Says what is wrong with what the backend made up for a record.
fn fault(known: &Known, shard: usize, found: &StreamRecord) -> Option<&'static str> {
    let sequence = &found.sequence_number;
    let shard = &known.shards[shard];
    if !(21..=40).contains(&sequence.len()) || !sequence.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("a sequence number of 21 to 40 digits");
    }
    if shard.records.last().is_some_and(|last| by_number(&last.sequence, sequence).is_ge()) {
        return Some("a sequence number above that of the record before");
    }
    if !shard.covers(sequence) {
        return Some("a sequence number that is in the range of its shard");
    }
    if found.event_id.is_empty() || known.has_event(&found.event_id) {
        return Some("an event id of its own");
    }
    None
}

/// Records tell the time of their change in whole seconds.
fn is_time_of(found: &StreamRecord, record: &Record) -> bool {
    let since = found.created_at.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.is_some_and(|since| since.subsec_nanos() == 0) && is_about(found.created_at, record.at())
}
