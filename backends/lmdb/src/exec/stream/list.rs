use dynamo_model::Result;
use dynamo_model::request::{ListStreams, ListStreamsOutput, StreamSummary};

use super::{arn, label};
use crate::rules;
use crate::table::{StreamDef, resource_of};
use crate::worker::Shared;

/// Lists streams by name; one that is gone by now can still be started after.
pub(crate) fn list(shared: &Shared, request: &ListStreams) -> Result<ListStreamsOutput> {
    let limit = rules::stream::check_list(request)?;
    let catalog = shared.catalog();
    let start_after = request.start_after_arn.as_deref().map(resource_of);
    let mut streams: Vec<StreamSummary> = catalog
        .streams()
        .values()
        .filter(|stream| request.table.as_deref().is_none_or(|table| table == stream.table))
        .map(|stream| summary(&shared.region, stream))
        .filter(|stream| start_after.is_none_or(|start| resource_of(&stream.arn) > start))
        .collect();
    streams.sort_by(|a, b| a.arn.cmp(&b.arn));
    let has_more = streams.len() > limit;
    streams.truncate(limit);
    let mut output = ListStreamsOutput::default();
    output.last_evaluated_arn = streams.last().filter(|_| has_more).map(|last| last.arn.clone());
    output.streams = streams;
    Ok(output)
}

pub(super) fn summary(region: &str, stream: &StreamDef) -> StreamSummary {
    let arn = arn(region, &stream.table, stream.started_at);
    StreamSummary::new(arn, stream.table.as_str(), label(stream.started_at))
}
