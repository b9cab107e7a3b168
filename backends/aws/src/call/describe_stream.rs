//! `DescribeStream`.

use aws_sdk_dynamodbstreams::types::{ShardFilter, ShardFilterType};
use dynamo_model::Result;
use dynamo_model::request::{DescribeStream, StreamDescription};

use crate::error::unreadable;
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: DescribeStream) -> Result<StreamDescription> {
    let children = request
        .children_of
        .map(|shard| ShardFilter::builder().r#type(ShardFilterType::ChildShards).shard_id(shard).build());
    let sent = aws
        .streams()?
        .describe_stream()
        .stream_arn(request.arn)
        .set_limit(request.limit.map(convert::int))
        .set_exclusive_start_shard_id(request.start_after_shard)
        .set_shard_filter(children)
        .send()
        .await;
    let answer = aws.streamed(sent)?;
    convert::stream_description(
        answer.stream_description().ok_or_else(|| unreadable("no stream description"))?,
    )
}
