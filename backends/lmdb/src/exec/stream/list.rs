use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::{ListStreams, ListStreamsOutput, StreamSummary};

use super::{arn, find, label};
use crate::rules;
use crate::table::StreamDef;
use crate::worker::Shared;

/// Lists streams in the order they started.
pub(crate) fn list(shared: &Shared, request: &ListStreams) -> Result<ListStreamsOutput> {
    let limit = rules::stream::check_list(request)?;
    let catalog = shared.catalog();
    // A stream that is gone by now was older than all that are left.
    let after = request.start_after_arn.as_deref().and_then(|arn| find(&catalog, arn).ok());
    let after = after.map_or(0, |stream| stream.id);
    let wanted = |stream: &&Arc<StreamDef>| {
        stream.id > after && request.table.as_deref().is_none_or(|table| table == stream.table)
    };
    let mut streams = catalog.streams().values().filter(wanted);
    let mut output = ListStreamsOutput::default();
    output.streams = streams.by_ref().take(limit).map(|stream| summary(stream)).collect();
    output.last_evaluated_arn = streams.next().and(output.streams.last()).map(|last| last.arn.clone());
    Ok(output)
}

pub(super) fn summary(stream: &StreamDef) -> StreamSummary {
    StreamSummary::new(arn(&stream.table, stream.started_at), stream.table.as_str(), label(stream.started_at))
}
