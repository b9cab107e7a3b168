use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::Result;
use dynamo_model::request::{DescribeStream, Shard, StreamDescription, StreamStatus};

use super::list::summary;
use super::{find_in, sequence_text, shard_id};
use crate::rules;
use crate::table::StreamDef;
use crate::worker::Shared;

/// Describes a stream and its shard.
pub(crate) fn describe(shared: &Shared, request: &DescribeStream) -> Result<StreamDescription> {
    rules::stream::check_describe(request)?;
    let (stream, last) = shared.read(None, |txn| {
        let stream = find_in(shared, txn, &request.arn)?;
        let last = shared.store.last_sequence(txn, &stream)?;
        Ok((stream, last))
    })?;
    let stream = &stream;
    let status = if stream.ended_at.is_some() { StreamStatus::Disabled } else { StreamStatus::Enabled };
    let mut description =
        StreamDescription::new(summary(&shared.region, stream), status, stream.view, stream.key.clone());
    description.created_at = Some(UNIX_EPOCH + Duration::from_millis(stream.started_at));
    // There is one shard, and none follows on it.
    if request.start_after_shard.is_none() && request.children_of.is_none() {
        description.shards = vec![shard(stream, last)];
    }
    Ok(description)
}

fn shard(stream: &StreamDef, last: u64) -> Shard {
    let mut shard = Shard::new(shard_id(stream), sequence_text(1));
    shard.ending_sequence = stream.ended_at.map(|_| sequence_text(last.max(1)));
    shard
}
