use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::Result;
use dynamo_model::request::{GetRecords, GetRecordsOutput, StreamRecord, UserIdentity};
use dynamo_model::value::ItemRef;
use heed::RoTxn;

use super::iterator::{decode, encode, not_trimmed};
use super::{find_in, resource, sequence_text};
use crate::rules;
use crate::store::ChangeRow;
use crate::table::StreamDef;
use crate::worker::Shared;

/// The most bytes of records one answer holds.
const ANSWER_BYTES: u64 = 1 << 20;

/// Reads the records that follow an iterator.
pub(crate) fn records(shared: &Shared, request: &GetRecords) -> Result<GetRecordsOutput> {
    let limit = rules::stream::check_records(request)?;
    let now = shared.clock.milliseconds();
    let (arn, from) = decode(&request.iterator, now)?;
    shared.read(None, |txn| {
        let stream = &find_in(shared, txn, arn)?;
        read(shared, txn, stream, from, limit, now)
    })
}

fn read(
    shared: &Shared,
    txn: &RoTxn<'_>,
    stream: &StreamDef,
    from: u64,
    limit: usize,
    now: u64,
) -> Result<GetRecordsOutput> {
    not_trimmed(stream, from)?;
    let mut output = GetRecordsOutput::default();
    let (mut next, mut bytes) = (from, 0);
    shared.store.walk_changes(txn, stream.id, from, |change| {
        let record = record(stream, &change)?;
        bytes += record.size_bytes;
        // The first record always fits: nothing would ever get past it otherwise.
        if bytes > ANSWER_BYTES && !output.records.is_empty() {
            return Ok(false);
        }
        next = change.sequence.saturating_add(1);
        output.records.push(record);
        Ok(output.records.len() < limit)
    })?;
    let is_over = stream.ended_at.is_some() && next > shared.store.last_sequence(txn, stream)?;
    output.next_iterator = (!is_over).then(|| encode(&shared.region, stream, next, now));
    Ok(output)
}

fn record(stream: &StreamDef, change: &ChangeRow<'_>) -> Result<StreamRecord> {
    let mut record = StreamRecord::new(change.event()?, change.keys()?.to_item(), stream.view);
    record.sequence_number = sequence_text(change.sequence);
    record.event_id = event_id(stream, change.sequence);
    record.created_at = Some(UNIX_EPOCH + Duration::from_secs(change.at()? / 1000));
    let size = |image: Option<ItemRef<'_>>| image.map_or(0, |image| image.size());
    let images = size(change.old_image()) + size(change.new_image());
    record.size_bytes += u64::try_from(images).unwrap_or(u64::MAX);
    record.old_image = change.old_image().map(|image| image.to_item());
    record.new_image = change.new_image().map(|image| image.to_item());
    record.user_identity = change.expired().then(UserIdentity::time_to_live);
    Ok(record)
}

/// Makes 32 digits that no other record has.
fn event_id(stream: &StreamDef, sequence: u64) -> String {
    let seed = format!("{} {sequence}", resource(&stream.table, stream.started_at));
    blake3::hash(seed.as_bytes()).to_hex().chars().take(32).collect()
}
