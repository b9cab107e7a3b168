//! What a backend has chosen about streams, as far as it has been seen: that has to stay.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use dynamo_model::request::{Shard, StreamRecord};

/// The streams seen so far, by their numbers, and the iterators that are kept.
#[derive(Debug, Default)]
pub(in crate::history::check) struct Streams {
    pub(super) known: BTreeMap<usize, Known>,
    pub(super) kept: BTreeMap<usize, Kept>,
}

#[derive(Debug)]
pub(super) struct Known {
    pub(super) arn: String,
    pub(super) label: String,
    pub(super) shards: Vec<KnownShard>,
    /// The numbers of the records that have been seen.
    pub(super) seen: BTreeSet<usize>,
}

#[derive(Debug)]
pub(super) struct KnownShard {
    pub(super) shard: Shard,
    /// Its records, in its order.
    pub(super) records: Vec<Seen>,
}

/// A record, and what the backend made up for it.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) number: usize,
    pub(super) sequence: String,
    event_id: String,
    created_at: Option<SystemTime>,
}

/// An iterator that is kept for later.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) iterator: String,
    pub(super) place: Place,
    pub(super) made_at: SystemTime,
}

/// Where a reading has got to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The number of the stream.
    pub(super) stream: usize,
    pub(super) shard: usize,
    /// The place of the next record among those of the shard.
    pub(super) next: usize,
}

impl Known {
    pub(super) fn new(arn: String, label: String) -> Self {
        Self { arn, label, shards: Vec::new(), seen: BTreeSet::new() }
    }

    /// Whether a record has the event id of another.
    pub(super) fn has_event(&self, event_id: &str) -> bool {
        self.shards.iter().flat_map(|shard| &shard.records).any(|seen| seen.event_id == event_id)
    }

    /// Takes down what shards there are; what was said of them before has to be true still.
    ///
    /// # Errors
    ///
    /// If it is not.
    pub(super) fn note_shards(&mut self, found: Vec<Shard>) -> Result<(), String> {
        for shard in parents_first(found) {
            let Some(known) = self.shards.iter_mut().find(|known| known.shard.id == shard.id) else {
                self.shards.push(KnownShard { shard, records: Vec::new() });
                continue;
            };
            let before = &known.shard;
            let ended = before.ending_sequence.is_none() || before.ending_sequence == shard.ending_sequence;
            if !ended
                || (&before.parent, &before.starting_sequence) != (&shard.parent, &shard.starting_sequence)
            {
                return Err(format!("the shard was {before:?} before"));
            }
            known.shard = shard;
        }
        Ok(())
    }
}

impl KnownShard {
    pub(super) fn is_open(&self) -> bool {
        self.shard.ending_sequence.is_none()
    }

    /// Whether a sequence number is in the range the shard is said to have.
    pub(super) fn covers(&self, sequence: &str) -> bool {
        let after_start = by_number(&self.shard.starting_sequence, sequence).is_le();
        let end = self.shard.ending_sequence.as_deref();
        after_start && end.is_none_or(|end| by_number(sequence, end).is_le())
    }
}

impl Seen {
    pub(super) fn new(number: usize, found: &StreamRecord) -> Self {
        Self {
            number,
            sequence: found.sequence_number.clone(),
            event_id: found.event_id.clone(),
            created_at: found.created_at,
        }
    }

    /// Gives a record what the backend made up for it.
    pub(super) fn complete(&self, mut record: StreamRecord) -> StreamRecord {
        record.sequence_number.clone_from(&self.sequence);
        record.event_id.clone_from(&self.event_id);
        record.created_at = self.created_at;
        record
    }
}

/// Compares sequence numbers.
pub(super) fn by_number(a: &str, b: &str) -> Ordering {
    let digits = |text: &str| text.trim_start_matches('0').to_owned();
    let (a, b) = (digits(a), digits(b));
    (a.len(), a).cmp(&(b.len(), b))
}

/// Puts every shard after the one it follows on.
fn parents_first(mut shards: Vec<Shard>) -> Vec<Shard> {
    let mut sorted = Vec::new();
    while !shards.is_empty() {
        let is_waiting = |shard: &Shard| shards.iter().any(|other| Some(&other.id) == shard.parent.as_ref());
        // Shards that wait for each other cannot be sorted.
        let next = shards.iter().position(|shard| !is_waiting(shard)).unwrap_or_default();
        sorted.push(shards.remove(next));
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_numbers_compare_like_numbers() {
        assert_eq!(by_number("0010", "9"), Ordering::Greater);
        assert_eq!(by_number("009", "9"), Ordering::Equal);
        assert_eq!(by_number("100", "0101"), Ordering::Less);
    }

    #[test]
    fn shards_come_after_their_parents() {
        let shard = |id: &str, parent: Option<&str>| {
            let mut shard = Shard::new(id, "1");
            shard.parent = parent.map(str::to_owned);
            shard
        };
        let sorted =
            parents_first(vec![shard("c", Some("b")), shard("b", Some("a")), shard("a", Some("gone"))]);
        assert_eq!(sorted.iter().map(|shard| shard.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
