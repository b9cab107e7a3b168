//! Streams.

use dynamo_aws::Aws;
use dynamo_model::Backend;
use dynamo_model::request::{
    DeleteItem, DescribeStream, GetRecords, GetShardIterator, ListStreams, PutItem, ShardPosition,
    StreamEvent, StreamRecord, StreamStatus, StreamUpdate, StreamView, UpdateTable,
};

use crate::{key, live, table, with};

/// Turns the stream of a table on, and returns its name.
async fn start(aws: &Aws, name: &str) -> String {
    let on = UpdateTable::new(name).with_stream(StreamUpdate::Enable(StreamView::NewAndOldImages));
    aws.update_table(on).await.expect("the stream").latest_stream_arn.expect("its name")
}

/// Reads a shard from a position on, up to `count` records.
async fn read(aws: &Aws, arn: &str, shard: &str, position: ShardPosition, count: usize) -> Vec<StreamRecord> {
    let first =
        aws.get_shard_iterator(GetShardIterator::new(arn, shard, position)).await.expect("an iterator");
    let mut iterator = Some(first);
    let mut found = Vec::new();
    for _ in 0..100 {
        let Some(next) = iterator.filter(|_| found.len() < count) else { break };
        let page = aws.get_records(GetRecords::new(next).with_limit(2)).await.expect("records");
        assert!(page.records.len() <= 2);
        found.extend(page.records);
        iterator = page.next_iterator;
    }
    found
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn a_stream_records_what_is_written() {
    let aws = live().await;
    let name = table(&aws, "stream").await;
    let arn = start(&aws, &name).await;
    for item in [with(key(1), "total", 1), with(key(1), "total", 2)] {
        aws.put_item(PutItem::new(name.as_str(), item)).await.unwrap();
    }
    aws.delete_item(DeleteItem::new(name.as_str(), key(1))).await.unwrap();

    let listed = aws.list_streams(ListStreams::new().of_table(name.as_str())).await.unwrap();
    let [summary] = &listed.streams[..] else { panic!("one stream: {listed:?}") };
    assert_eq!((summary.arn.as_str(), &*summary.table), (arn.as_str(), name.as_str()));
    let described = aws.describe_stream(DescribeStream::new(arn.as_str())).await.unwrap();
    assert_eq!((described.status, described.view), (StreamStatus::Enabled, StreamView::NewAndOldImages));
    assert_eq!(&described.summary, summary);
    let shard = &described.shards[0].id;

    let records = read(&aws, &arn, shard, ShardPosition::TrimHorizon, 3).await;
    let events: Vec<_> = records.iter().map(|record| record.event).collect();
    assert_eq!(events, [StreamEvent::Insert, StreamEvent::Modify, StreamEvent::Remove]);
    assert!(records.iter().all(|record| record.keys == key(1) && record.created_at.is_some()));
    assert_eq!((&records[0].old_image, &records[2].new_image), (&None, &None));
    assert_eq!(records[1].old_image, Some(with(key(1), "total", 1)));
    assert_eq!(records[1].new_image, Some(with(key(1), "total", 2)));

    let second = || records[1].sequence_number.clone();
    assert_eq!(read(&aws, &arn, shard, ShardPosition::At(second()), 2).await, records[1..]);
    assert_eq!(read(&aws, &arn, shard, ShardPosition::After(second()), 1).await, records[2..]);
    aws.delete_table(name.into()).await.unwrap();
}

#[tokio::test]
#[ignore = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one"]
async fn failures_of_streams_are_told_apart() {
    let aws = live().await;
    let name = table(&aws, "stream-failures").await;
    let arn = start(&aws, &name).await;
    let shard = aws.describe_stream(DescribeStream::new(arn.as_str())).await.unwrap().shards[0].id.clone();
    let absent = arn.replace(&name, "absent-table");
    assert!(aws.describe_stream(DescribeStream::new(absent)).await.unwrap_err().is_not_found());
    let elsewhere =
        GetShardIterator::new(arn.as_str(), "shardId-00000000000000000000-00000000", ShardPosition::Latest);
    assert!(aws.get_shard_iterator(elsewhere).await.unwrap_err().is_not_found());
    let nothing = GetShardIterator::new(arn.as_str(), shard.as_str(), ShardPosition::At("0".into()));
    assert!(aws.get_shard_iterator(nothing).await.unwrap_err().is_validation());
    assert!(aws.get_records(GetRecords::new("no iterator")).await.unwrap_err().is_validation());
    aws.delete_table(name.into()).await.unwrap();
}
