//! Iterators: places in a shard, as text that says all there is to know.
//!
//! ```text
//! the stream's arn|sequence number|when it was made, in milliseconds since 1970|BLAKE3 of what is before
//! ```
//!
//! The hash tells what this engine made from what somebody made up; it keeps no secret.

use std::time::UNIX_EPOCH;

use dynamo_model::request::{GetShardIterator, ShardPosition};
use dynamo_model::{Error, ErrorKind, Result};
use heed::RoTxn;

use super::{arn, find_in, shard_id};
use crate::rules;
use crate::store::Store;
use crate::table::StreamDef;
use crate::worker::Shared;

/// How long an iterator lasts, in milliseconds.
const LIFETIME: u64 = 15 * 60 * 1000;
const HASH_DIGITS: usize = 16;

/// Makes an iterator.
pub(crate) fn iterator(shared: &Shared, request: &GetShardIterator) -> Result<String> {
    let now = shared.clock.milliseconds();
    rules::stream::check_arn(&request.arn)?;
    rules::stream::check_position(&request.position, shared.clock.now())?;
    shared.read(None, |txn| {
        let stream = &find_in(shared, txn, &request.arn)?;
        if request.shard != shard_id(stream) {
            return Err(Error::new(ErrorKind::NotFound, "Shard does not exist"));
        }
        let sequence = start(&shared.store, txn, stream, &request.position)?;
        Ok(encode(&shared.region, stream, sequence, now))
    })
}

/// Finds the sequence number of the first record to read.
fn start(store: &Store, txn: &RoTxn<'_>, stream: &StreamDef, position: &ShardPosition) -> Result<u64> {
    let oldest = stream.trimmed.saturating_add(1);
    match position {
        ShardPosition::TrimHorizon => Ok(oldest),
        ShardPosition::Latest => Ok(store.last_sequence(txn, stream)?.saturating_add(1)),
        ShardPosition::At(sequence) => not_trimmed(stream, rules::stream::sequence(sequence)?),
        ShardPosition::After(sequence) => {
            not_trimmed(stream, rules::stream::sequence(sequence)?).map(|sequence| sequence.saturating_add(1))
        }
        ShardPosition::AtTime(time) => {
            let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
            first_at(store, txn, stream, u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
        }
        other => Err(Error::new(ErrorKind::Unsupported, format!("the built-in engine has no {other:?}"))),
    }
}

/// Finds the first record that is not older than a time: records stand in the order of their times.
fn first_at(store: &Store, txn: &RoTxn<'_>, stream: &StreamDef, time: u64) -> Result<u64> {
    let (mut low, mut high) =
        (stream.trimmed.saturating_add(1), store.last_sequence(txn, stream)?.saturating_add(1));
    while low < high {
        let middle = low + (high - low) / 2;
        let mut is_older = false;
        store.walk_changes(txn, stream.id, middle, |change| {
            is_older = change.at()? < time;
            Ok(false)
        })?;
        if is_older {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// Requires that the record with a sequence number is not gone for its age.
pub(super) fn not_trimmed(stream: &StreamDef, sequence: u64) -> Result<u64> {
    if sequence > stream.trimmed {
        return Ok(sequence);
    }
    Err(Error::new(
        ErrorKind::TrimmedData,
        "The operation attempted to read past the oldest stream record in a shard.",
    ))
}

pub(super) fn encode(region: &str, stream: &StreamDef, sequence: u64, now: u64) -> String {
    let place = format!("{}|{sequence}|{now}", arn(region, &stream.table, stream.started_at));
    let hash = hash(&place);
    format!("{place}|{hash}")
}

/// Reads an iterator: the stream's arn, and the sequence number of the first record to read.
pub(super) fn decode(iterator: &str, now: u64) -> Result<(&str, u64)> {
    let (place, found) = iterator.rsplit_once('|').ok_or_else(rules::stream::invalid_iterator)?;
    if found != hash(place) {
        return Err(rules::stream::invalid_iterator());
    }
    let mut parts = place.rsplitn(3, '|');
    let mut number = || parts.next().and_then(|part| part.parse::<u64>().ok());
    let (Some(made_at), Some(sequence)) = (number(), number()) else {
        return Err(rules::stream::invalid_iterator());
    };
    let arn = parts.next().ok_or_else(rules::stream::invalid_iterator)?;
    if now.saturating_sub(made_at) > LIFETIME {
        return Err(Error::new(ErrorKind::ExpiredIterator, "The shard iterator is older than 15 minutes"));
    }
    Ok((arn, sequence))
}

fn hash(place: &str) -> String {
    blake3::hash(place.as_bytes()).to_hex().chars().take(HASH_DIGITS).collect()
}
