//! Records of streams.

use std::time::{Duration, SystemTime};

use dynamo_model::request::{GetRecords, StreamEvent, StreamView, UserIdentity};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind};
use serde_json::{Value as Json, json};

use crate::canned::Canned;

/// An image with a value of every type.
const IMAGE: &str = r#"{
    "PK": { "S": "a" }, "n": { "N": "1.5" }, "b": { "B": "AAE=" }, "yes": { "BOOL": true }, "no": { "NULL": true },
    "list": { "L": [{ "S": "" }, { "L": [] }, { "M": {} }] }, "doc": { "M": { "n": { "N": "-7" } } },
    "ss": { "SS": ["x", "y"] }, "ns": { "NS": ["1", "2"] }, "bs": { "BS": ["AA==", "AQ=="] }
}"#;

fn wire_record() -> Json {
    json!({
        "eventID": "e1", "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
        "awsRegion": "eu-west-1",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_700_000_000,
            "Keys": { "PK": { "S": "a" } },
            "NewImage": serde_json::from_str::<Json>(IMAGE).unwrap(),
            "OldImage": { "PK": { "S": "a" } },
            "SequenceNumber": "000000000000000000101", "SizeBytes": 40, "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    })
}

#[tokio::test]
async fn a_record_is_read_whole() {
    let answer = json!({ "Records": [wire_record()], "NextShardIterator": "opaque|2" });
    let service = Canned::answering(200, answer);
    let output = service.aws().get_records(GetRecords::new("opaque|1")).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDBStreams_20120810.GetRecords");
    assert_eq!(asked.body, json!({ "ShardIterator": "opaque|1" }));

    assert_eq!(output.next_iterator.as_deref(), Some("opaque|2"));
    let [record] = &output.records[..] else { panic!("one record: {output:?}") };
    assert_eq!((record.event_id.as_str(), record.event), ("e1", StreamEvent::Modify));
    assert_eq!(record.sequence_number, "000000000000000000101");
    assert_eq!(record.created_at, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)));
    let key = Item::from_iter([("PK", "a")]);
    assert_eq!((&record.keys, record.old_image.as_ref()), (&key, Some(&key)));
    assert_eq!(record.new_image, Some(Item::from_dynamodb_json(IMAGE).unwrap()));
    assert_eq!((record.size_bytes, record.view), (40, StreamView::NewAndOldImages));
    assert_eq!(record.user_identity, None);
}

#[tokio::test]
async fn images_that_are_not_recorded_are_absent() {
    let mut record = wire_record();
    record["eventName"] = json!("REMOVE");
    record["dynamodb"]["NewImage"] = Json::Null;
    record["dynamodb"]["OldImage"] = Json::Null;
    record["dynamodb"]["StreamViewType"] = json!("KEYS_ONLY");
    let service = Canned::answering(200, json!({ "Records": [record] }));
    let output = service.aws().get_records(GetRecords::new("opaque|1").with_limit(7)).await.unwrap();
    assert_eq!(service.asked().unwrap().body, json!({ "ShardIterator": "opaque|1", "Limit": 7 }));
    let record = &output.records[0];
    assert_eq!((record.event, record.view), (StreamEvent::Remove, StreamView::KeysOnly));
    assert_eq!((&record.new_image, &record.old_image), (&None, &None));
    assert_eq!(output.next_iterator, None);
}

#[tokio::test]
async fn a_delete_by_the_service_says_who_did_it() {
    let mut record = wire_record();
    record["userIdentity"] = json!({ "Type": "Service", "PrincipalId": "dynamodb.amazonaws.com" });
    let service = Canned::answering(200, json!({ "Records": [record] }));
    let output = service.aws().get_records(GetRecords::new("opaque|1")).await.unwrap();
    assert_eq!(output.records[0].user_identity, Some(UserIdentity::time_to_live()));
}

#[tokio::test]
async fn a_record_that_breaks_the_protocol_is_an_error() {
    let broken = |member: &str, value: Json| {
        let mut record = wire_record();
        if let Some(member) = record.pointer_mut(member) {
            *member = value;
        }
        record
    };
    let mut deep = json!({ "N": "1" });
    for _ in 0..200 {
        deep = json!({ "L": [deep] });
    }
    for record in [
        broken("/dynamodb", Json::Null),
        broken("/eventName", json!("BRAND_NEW")),
        broken("/dynamodb/Keys", Json::Null),
        broken("/dynamodb/Keys", json!({ "PK": { "N": "ten" } })),
        broken("/dynamodb/NewImage", json!({ "PK": { "NULL": false } })),
        broken("/dynamodb/NewImage", json!({ "PK": { "SS": ["a", "a"] } })),
        broken("/dynamodb/OldImage", json!({ "PK": deep })),
        broken("/dynamodb/SequenceNumber", Json::Null),
        broken("/dynamodb/SizeBytes", json!(-1)),
        broken("/dynamodb/StreamViewType", json!("BRAND_NEW")),
    ] {
        let service = Canned::answering(200, json!({ "Records": [&record] }));
        let error = service.aws().get_records(GetRecords::new("opaque|1")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{record}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}
