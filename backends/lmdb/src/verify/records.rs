//! Records of streams, one by one in order.

use dynamo_model::request::{KeySchema, StreamEvent, StreamView};
use dynamo_model::value::ItemRef;

use super::check::{Check, intact};
use super::place;
use crate::store::{ChangeRow, Part};
use crate::table::StreamDef;

/// Goes through the records of a stream: their numbers have no holes, and their times never go back.
pub(super) fn check(check: &mut Check<'_>, stream: &StreamDef) {
    let mut next = stream.trimmed.saturating_add(1);
    let mut latest = 0;
    check.walk_id(Part::Changes, stream.id, |check, key, bytes| {
        check.report.found.records += 1;
        let Some(sequence) = sequence(key) else {
            return check.problem(place::stream(stream), "one of its records has no number");
        };
        let place = || record_place(stream, sequence);
        if sequence < next {
            return check.problem(place(), format_args!("those up to {} have been removed", stream.trimmed));
        }
        if sequence > next {
            check.problem(place(), format_args!("record {next} should be there, and this one follows"));
        }
        next = sequence.saturating_add(1);
        match read(stream, key, bytes) {
            Ok(at) if at < latest => check.problem(place(), "it is earlier than the record before it"),
            Ok(at) => latest = at,
            Err(what) => check.problem(place(), what),
        }
    });
}

fn sequence(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(key.get(4..)?.try_into().ok()?))
}

pub(super) fn record_place(stream: &StreamDef, sequence: u64) -> String {
    format!("{}, record {sequence}", place::stream(stream))
}

/// Reads a record and returns its time, or says what is wrong with it.
fn read(stream: &StreamDef, key: &[u8], bytes: &[u8]) -> Result<u64, String> {
    let row = intact(key, bytes)?;
    let incomplete = |_| "it does not say when what happened to which item".to_owned();
    let change = ChangeRow::decode(key, bytes).map_err(incomplete)?;
    let (at, event) = (change.at().map_err(incomplete)?, change.event().map_err(incomplete)?);
    let keys = change.keys().map_err(incomplete)?;
    if row.size != 0 {
        return Err(format!("a size of {} is recorded, and records have none", row.size));
    }
    if keys.len() != stream.key.attributes().count() || !has_key(keys, &stream.key, keys) {
        return Err("its key does not have the attributes of the table's".to_owned());
    }
    let images = [
        (change.old_image(), has_old(stream.view, event)),
        (change.new_image(), has_new(stream.view, event)),
    ];
    for (image, expected) in images {
        match image {
            Some(image) if !has_key(image, &stream.key, keys) => {
                return Err("it shows an item with another key".to_owned());
            }
            Some(_) if !expected => return Err(format!("it shows more than {} does", stream.view.as_str())),
            None if expected => return Err(format!("it shows less than {} does", stream.view.as_str())),
            _ => {}
        }
    }
    if change.expired() && event != StreamEvent::Remove {
        return Err("the item expired, and is still there".to_owned());
    }
    Ok(at)
}

fn has_old(view: StreamView, event: StreamEvent) -> bool {
    view.has_old() && event != StreamEvent::Insert
}

fn has_new(view: StreamView, event: StreamEvent) -> bool {
    view.has_new() && event != StreamEvent::Remove
}

/// Whether an item has this key.
fn has_key(item: ItemRef<'_>, schema: &KeySchema, key: ItemRef<'_>) -> bool {
    schema.attributes().all(|name| item.get(name).is_some_and(|value| key.get(name) == Some(value)))
}
