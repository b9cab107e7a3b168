//! What is wrong with reads of a stream.

use dynamo_model::Result;
use dynamo_model::request::{
    DescribeStream, GetRecords, GetShardIterator, KeyKind, ListStreams, ShardPosition, StreamView,
};

use crate::kit::{refused, say_exactly};
use crate::target::plain;
use crate::{Target, TestTable};

/// Makes a table with a stream, and names the stream and its shard.
async fn streamed(target: &Target) -> Result<(TestTable, String, String)> {
    let table = target.create(|name| plain(name, KeyKind::S).with_stream(StreamView::KeysOnly)).await?;
    let arn = table.describe_table((&table).into()).await?.latest_stream_arn.unwrap();
    let shard = table.describe_stream(DescribeStream::new(&*arn)).await?.shards.remove(0).id;
    Ok((table, arn, shard))
}

pub async fn a_shard_that_is_not_there_does_not_exist(target: &Target) -> Result<()> {
    let (table, arn, shard) = streamed(target).await?;
    let other = if shard.ends_with('0') { "1" } else { "0" };
    let elsewhere = format!("{}{other}", &shard[..shard.len() - 1]);
    let request = GetShardIterator::new(arn, elsewhere, ShardPosition::Latest);
    let error = refused(table.get_shard_iterator(request).await);
    assert_eq!((error.code(), error.message()), (Some("ResourceNotFoundException"), "Shard does not exist"));
    Ok(())
}

pub async fn a_sequence_number_that_is_none_is_invalid(target: &Target) -> Result<()> {
    let (table, arn, shard) = streamed(target).await?;
    let mut answers = Vec::new();
    for position in [ShardPosition::At("x".repeat(21)), ShardPosition::After("x".repeat(21))] {
        let request = GetShardIterator::new(&*arn, &*shard, position);
        let error = refused(table.get_shard_iterator(request).await);
        answers.push((error, "One or more parameter values were invalid: Invalid SequenceNumber"));
    }
    say_exactly(&answers);
    Ok(())
}

pub async fn a_text_that_is_no_iterator_is_invalid(target: &Target) -> Result<()> {
    let (table, ..) = streamed(target).await?;
    let error = refused(table.get_records(GetRecords::new("no iterator")).await);
    say_exactly(&[(error, "Invalid ShardIterator")]);
    Ok(())
}

pub async fn more_than_a_thousand_records_are_beyond_the_limit(target: &Target) -> Result<()> {
    let (table, arn, shard) = streamed(target).await?;
    let request = GetShardIterator::new(arn, shard, ShardPosition::Latest);
    let iterator = table.get_shard_iterator(request).await?;
    let error = refused(table.get_records(GetRecords::new(iterator).with_limit(1001)).await);
    say_exactly(&[(
        error,
        "One or more parameter values were invalid: Limit should be less than or equal to 1000",
    )]);
    Ok(())
}

pub async fn a_list_of_more_than_a_hundred_streams_is_beyond_the_limit(target: &Target) -> Result<()> {
    let error = refused(target.backend().list_streams(ListStreams::new().with_limit(101)).await);
    let message = "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have \
                   value less than or equal to 100";
    say_exactly(&[(error, message)]);
    Ok(())
}
