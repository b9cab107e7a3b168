use dynamo_model::Backend as _;
use dynamo_model::request::{DescribeStream, Shard, StreamDescription, StreamStatus};
use serde::Serialize;

use super::description::{KeyElement, key, seconds};
use super::list_streams::Summary;
use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{LIST_LIMIT, SHARD, STREAM_ARN, Shape, optional, required};

pub(super) static OPERATION: Operation = Operation {
    name: "DescribeStream",
    service: Service::Streams,
    reads_items: false,
    members: &[
        required("StreamArn", &STREAM_ARN),
        optional("Limit", &LIST_LIMIT),
        optional("ExclusiveStartShardId", &SHARD),
        optional("ShardFilter", &FILTER),
    ],
    newer: None,
    run,
};

/// The id of a shard.
static FILTER: Shape =
    Shape::Structure("ShardFilter", &[optional("Type", &KIND), optional("ShardId", &SHARD)]);
static KIND: Shape = Shape::Word(&["CHILD_SHARDS"]);

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let members = call.members;
        let mut request = DescribeStream::new(members.text("StreamArn").unwrap_or_default());
        request.limit = members.count("Limit");
        request.start_after_shard = members.owned("ExclusiveStartShardId");
        request.children_of = members.inside("ShardFilter").and_then(|filter| filter.owned("ShardId"));
        let found = call.engine.describe_stream(request).await?;
        json(&Answer { stream_description: Described::of(&found) })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    stream_description: Described<'o>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Described<'o> {
    #[serde(flatten)]
    summary: Summary<'o>,
    stream_status: &'static str,
    stream_view_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    creation_request_date_time: Option<f64>,
    key_schema: Vec<KeyElement<'o>>,
    shards: Vec<ShardOf<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_shard_id: Option<&'o str>,
}

impl<'o> Described<'o> {
    fn of(stream: &'o StreamDescription) -> Self {
        Self {
            summary: Summary::of(&stream.summary),
            stream_status: match stream.status {
                StreamStatus::Enabling => "ENABLING",
                StreamStatus::Disabling => "DISABLING",
                StreamStatus::Disabled => "DISABLED",
                _ => "ENABLED",
            },
            stream_view_type: stream.view.as_str(),
            creation_request_date_time: stream.created_at.map(seconds),
            key_schema: key(&stream.key),
            shards: stream.shards.iter().map(ShardOf::of).collect(),
            last_evaluated_shard_id: stream.last_evaluated_shard.as_deref(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShardOf<'o> {
    shard_id: &'o str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_shard_id: Option<&'o str>,
    sequence_number_range: Range<'o>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Range<'o> {
    starting_sequence_number: &'o str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ending_sequence_number: Option<&'o str>,
}

impl<'o> ShardOf<'o> {
    fn of(shard: &'o Shard) -> Self {
        Self {
            shard_id: &shard.id,
            parent_shard_id: shard.parent.as_deref(),
            sequence_number_range: Range {
                starting_sequence_number: &shard.starting_sequence,
                ending_sequence_number: shard.ending_sequence.as_deref(),
            },
        }
    }
}
