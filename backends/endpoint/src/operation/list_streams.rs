use dynamo_model::Backend as _;
use dynamo_model::request::{ListStreams, StreamSummary};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{LIST_LIMIT, STREAM_ARN, TEXT, optional};

pub(super) static OPERATION: Operation = Operation {
    name: "ListStreams",
    service: Service::Streams,
    reads_items: false,
    members: &[
        optional("TableName", &TEXT),
        optional("Limit", &LIST_LIMIT),
        optional("ExclusiveStartStreamArn", &STREAM_ARN),
    ],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let mut request = ListStreams::new();
        request.table = call.members.text("TableName").map(Into::into);
        request.limit = call.members.count("Limit");
        request.start_after_arn = call.members.owned("ExclusiveStartStreamArn");
        let output = call.engine.list_streams(request).await?;
        json(&Answer {
            streams: output.streams.iter().map(Summary::of).collect(),
            last_evaluated_stream_arn: output.last_evaluated_arn.as_deref(),
        })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    streams: Vec<Summary<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_stream_arn: Option<&'o str>,
}

/// Which stream it is.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Summary<'o> {
    stream_arn: &'o str,
    table_name: &'o str,
    stream_label: &'o str,
}

impl<'o> Summary<'o> {
    pub(super) fn of(stream: &'o StreamSummary) -> Self {
        Self { stream_arn: &stream.arn, table_name: &stream.table, stream_label: &stream.label }
    }
}
