//! `GetRecords`.

use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::request::{GetRecords, GetRecordsOutput, StreamRecord};

use super::requests::{check_record_limit, expired_iterator, no_iterator, no_stream, trimmed};
use super::{Record, Stream, name};
use crate::oracle::{Answer, Oracle};

/// How long an iterator is good.
const LIFETIME: Duration = Duration::from_secs(15 * 60);
/// The most bytes of records in one answer.
const MOST_BYTES: u64 = 1_048_576;

impl Oracle {
    /// Reads the records from a place on.
    ///
    /// # Errors
    ///
    /// If the limit or the iterator is none, the iterator is too old, or the records or the stream are gone.
    pub fn get_records(&mut self, request: &GetRecords) -> Answer<GetRecordsOutput> {
        let most = check_record_limit(request.limit)?;
        let place = name::placed(&request.iterator).and_then(|place| self.places.get(place));
        let place = place.ok_or_else(no_iterator)?.clone();
        if self.now > place.made_at + LIFETIME {
            return Err(expired_iterator());
        }
        let stream = self.stream(place.stream).ok_or_else(|| no_stream(""))?;
        if stream.has_trimmed(place.next) {
            return Err(trimmed());
        }
        let mut output = GetRecordsOutput::default();
        output.records = stream.records_from(place.next, most);
        let next = place.next + output.records.len();
        if stream.is_open() || next < stream.next_number() {
            output.next_iterator = Some(self.iterator_at(place.stream, next));
        }
        Ok(output)
    }
}

impl Stream {
    /// Returns as many records as one answer may hold, and one if there is any.
    fn records_from(&self, next: usize, most: usize) -> Vec<StreamRecord> {
        let mut answer: Vec<StreamRecord> = Vec::new();
        for record in self.records.iter().filter(|record| record.number() >= next).take(most) {
            let record = self.whole(record);
            let bytes = answer.iter().map(|record| record.size_bytes).sum::<u64>() + record.size_bytes;
            if bytes > MOST_BYTES && !answer.is_empty() {
                break;
            }
            answer.push(record);
        }
        answer
    }

    /// Makes the record that is returned: times are told in whole seconds.
    fn whole(&self, record: &Record) -> StreamRecord {
        let mut whole = record.to_stream_record();
        whole.sequence_number = name::sequence(record.number());
        whole.event_id = name::event_id(self.number, record.number());
        whole.created_at = Some(UNIX_EPOCH + Duration::from_secs(record.time().as_secs()));
        whole
    }
}
