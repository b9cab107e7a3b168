//! Streams, their shards, and iterators.

use std::time::{Duration, SystemTime};

use dynamo_model::request::{
    DescribeStream, GetRecords, GetShardIterator, KeySchema, ListStreams, ShardPosition, StreamStatus,
    StreamView,
};
use dynamo_model::{Backend, ErrorKind};
use serde_json::{Value as Json, json};

use crate::canned::Canned;

const ARN: &str = "arn:aws:dynamodb:eu-west-1:1:table/shop/stream/2026-11-25T10:00:00.000";

fn wire_description() -> Json {
    json!({
        "StreamArn": ARN, "TableName": "shop", "StreamLabel": "2026-11-25T10:00:00.000",
        "StreamStatus": "ENABLED", "StreamViewType": "NEW_AND_OLD_IMAGES",
        "CreationRequestDateTime": 1_700_000_000.25,
        "KeySchema": [
            { "AttributeName": "PK", "KeyType": "HASH" },
            { "AttributeName": "SK", "KeyType": "RANGE" },
        ],
        "Shards": [
            {
                "ShardId": "shardId-1",
                "SequenceNumberRange": { "StartingSequenceNumber": "100", "EndingSequenceNumber": "200" },
            },
            {
                "ShardId": "shardId-2", "ParentShardId": "shardId-1",
                "SequenceNumberRange": { "StartingSequenceNumber": "201" },
            },
        ],
    })
}

#[tokio::test]
async fn streams_are_listed_page_after_page() {
    let stream = json!({ "StreamArn": ARN, "TableName": "shop", "StreamLabel": "2026-11-25T10:00:00.000" });
    let answer = json!({ "Streams": [stream], "LastEvaluatedStreamArn": ARN });
    let service = Canned::answering(200, answer);
    let page = service.aws().list_streams(ListStreams::new()).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDBStreams_20120810.ListStreams");
    assert_eq!(asked.body, json!({}));
    let [stream] = &page.streams[..] else { panic!("one stream: {page:?}") };
    assert_eq!((stream.arn.as_str(), &*stream.table), (ARN, "shop"));
    assert_eq!(stream.label, "2026-11-25T10:00:00.000");

    let next = ListStreams::new().of_table("shop").with_limit(1);
    service.aws().list_streams(next.starting_after(page.last_evaluated_arn.unwrap())).await.unwrap();
    assert_eq!(
        service.asked().unwrap().body,
        json!({ "TableName": "shop", "Limit": 1, "ExclusiveStartStreamArn": ARN })
    );
}

#[tokio::test]
async fn describe_stream_reads_the_whole_description() {
    let mut description = wire_description();
    description["LastEvaluatedShardId"] = json!("shardId-2");
    let service = Canned::answering(200, json!({ "StreamDescription": description }));
    let stream = service.aws().describe_stream(DescribeStream::new(ARN)).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDBStreams_20120810.DescribeStream");
    assert_eq!(asked.body, json!({ "StreamArn": ARN }));

    assert_eq!((stream.summary.arn.as_str(), &*stream.summary.table), (ARN, "shop"));
    assert_eq!((stream.status, stream.view), (StreamStatus::Enabled, StreamView::NewAndOldImages));
    assert_eq!(stream.created_at, Some(SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_250)));
    assert_eq!(stream.key, KeySchema::new("PK").with_sort("SK"));
    assert_eq!(stream.last_evaluated_shard.as_deref(), Some("shardId-2"));
    let [closed, open] = &stream.shards[..] else { panic!("two shards: {stream:?}") };
    assert_eq!((closed.id.as_str(), closed.parent.as_deref()), ("shardId-1", None));
    assert_eq!((closed.starting_sequence.as_str(), closed.ending_sequence.as_deref()), ("100", Some("200")));
    assert_eq!((open.id.as_str(), open.parent.as_deref()), ("shardId-2", Some("shardId-1")));
    assert_eq!((open.starting_sequence.as_str(), open.ending_sequence.as_deref()), ("201", None));
}

#[tokio::test]
async fn shards_are_asked_for_by_page_and_by_parent() {
    let service = Canned::answering(200, json!({ "StreamDescription": wire_description() }));
    let describe =
        DescribeStream::new(ARN).with_limit(2).starting_after("shardId-1").children_of("shardId-0");
    service.aws().describe_stream(describe).await.unwrap();
    assert_eq!(
        service.asked().unwrap().body,
        json!({
            "StreamArn": ARN, "Limit": 2, "ExclusiveStartShardId": "shardId-1",
            "ShardFilter": { "Type": "CHILD_SHARDS", "ShardId": "shardId-0" },
        })
    );
}

#[tokio::test]
async fn every_state_and_view_of_a_stream_is_described() {
    for (state, status) in [
        ("ENABLING", StreamStatus::Enabling),
        ("ENABLED", StreamStatus::Enabled),
        ("DISABLING", StreamStatus::Disabling),
        ("DISABLED", StreamStatus::Disabled),
    ] {
        for view in
            [StreamView::KeysOnly, StreamView::NewImage, StreamView::OldImage, StreamView::NewAndOldImages]
        {
            let mut description = wire_description();
            description["StreamStatus"] = json!(state);
            description["StreamViewType"] = json!(view.as_str());
            let service = Canned::answering(200, json!({ "StreamDescription": description }));
            let stream = service.aws().describe_stream(DescribeStream::new(ARN)).await.unwrap();
            assert_eq!((stream.status, stream.view), (status, view));
        }
    }
}

#[tokio::test]
async fn every_place_in_a_shard_has_an_iterator() {
    let service = Canned::answering(200, json!({ "ShardIterator": "opaque|1" }));
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_250);
    for (position, members) in [
        (ShardPosition::TrimHorizon, json!({ "ShardIteratorType": "TRIM_HORIZON" })),
        (ShardPosition::Latest, json!({ "ShardIteratorType": "LATEST" })),
        (
            ShardPosition::At("100".into()),
            json!({ "ShardIteratorType": "AT_SEQUENCE_NUMBER", "SequenceNumber": "100" }),
        ),
        (
            ShardPosition::After("100".into()),
            json!({ "ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": "100" }),
        ),
        (
            ShardPosition::AtTime(time),
            json!({ "ShardIteratorType": "AT_TIMESTAMP", "Timestamp": 1_700_000_000.25 }),
        ),
    ] {
        let get = GetShardIterator::new(ARN, "shardId-1", position);
        assert_eq!(service.aws().get_shard_iterator(get).await.unwrap(), "opaque|1");
        let asked = service.asked().unwrap();
        assert_eq!(asked.operation, "DynamoDBStreams_20120810.GetShardIterator");
        let mut wanted = members;
        wanted["StreamArn"] = json!(ARN);
        wanted["ShardId"] = json!("shardId-1");
        assert_eq!(asked.body, wanted);
    }
}

#[tokio::test]
async fn an_answer_about_streams_that_breaks_the_protocol_is_an_error() {
    let broken = |member: &str, value: Json| {
        let mut description = wire_description();
        description[member] = value;
        json!({ "StreamDescription": description })
    };
    for answer in [
        json!({}),
        broken("StreamArn", Json::Null),
        broken("TableName", Json::Null),
        broken("StreamLabel", Json::Null),
        broken("StreamStatus", json!("BRAND_NEW")),
        broken("StreamViewType", json!("BRAND_NEW")),
        broken("KeySchema", json!([])),
        broken("Shards", json!([{ "SequenceNumberRange": { "StartingSequenceNumber": "1" } }])),
        broken("Shards", json!([{ "ShardId": "shardId-1" }])),
    ] {
        let error = Canned::answering(200, &answer).aws().describe_stream(DescribeStream::new(ARN)).await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Internal, "{answer}");
    }
    let nameless = Canned::answering(200, json!({ "Streams": [{ "StreamArn": ARN }] }));
    let error = nameless.aws().list_streams(ListStreams::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    let nowhere = GetShardIterator::new(ARN, "shardId-1", ShardPosition::Latest);
    let error = Canned::answering(200, json!({})).aws().get_shard_iterator(nowhere).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
}

#[tokio::test]
async fn exceptions_of_streams_become_kinds_and_keep_their_message() {
    for (exception, kind) in [
        ("ResourceNotFoundException", ErrorKind::NotFound),
        ("ExpiredIteratorException", ErrorKind::ExpiredIterator),
        ("TrimmedDataAccessException", ErrorKind::TrimmedData),
        ("LimitExceededException", ErrorKind::LimitExceeded),
        ("ValidationException", ErrorKind::Validation),
        ("ThrottlingException", ErrorKind::Throttled),
    ] {
        let service = Canned::refusing(400, exception, "in the service's words");
        let aws = service.aws();
        let position = ShardPosition::At("100".into());
        for error in [
            aws.list_streams(ListStreams::new()).await.unwrap_err(),
            aws.describe_stream(DescribeStream::new(ARN)).await.unwrap_err(),
            aws.get_shard_iterator(GetShardIterator::new(ARN, "shardId-1", position)).await.unwrap_err(),
            aws.get_records(GetRecords::new("opaque|1")).await.unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.message()), (kind, "in the service's words"), "{exception}");
        }
    }
}
