//! `GetShardIterator`.

use aws_sdk_dynamodbstreams::primitives::DateTime;
use aws_sdk_dynamodbstreams::types::ShardIteratorType;
use dynamo_model::Result;
use dynamo_model::request::{GetShardIterator, ShardPosition};

use crate::Aws;
use crate::error::unreadable;

pub(super) async fn call(aws: &Aws, request: GetShardIterator) -> Result<String> {
    let kind = ShardIteratorType::from(request.position.as_str());
    let (sequence, time) = match request.position {
        ShardPosition::At(sequence) | ShardPosition::After(sequence) => (Some(sequence), None),
        ShardPosition::AtTime(time) => (None, Some(DateTime::from(time))),
        _ => (None, None),
    };
    let sent = aws
        .streams()?
        .get_shard_iterator()
        .stream_arn(request.arn)
        .shard_id(request.shard)
        .shard_iterator_type(kind)
        .set_sequence_number(sequence)
        .set_timestamp(time)
        .send()
        .await;
    let answer = aws.streamed(sent)?;
    answer.shard_iterator().map(str::to_owned).ok_or_else(|| unreadable("no shard iterator"))
}
