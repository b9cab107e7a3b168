use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::Backend as _;
use dynamo_model::request::check::Constraint;
use dynamo_model::request::{GetShardIterator, ShardPosition};
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::fault::Fault;
use crate::wire::read::Members;
use crate::wire::shape::{Rules, SHARD, STREAM_ARN, Shape, TEXT, optional, required};

pub(super) static OPERATION: Operation = Operation {
    name: "GetShardIterator",
    service: Service::Streams,
    reads_items: false,
    members: &[
        required("StreamArn", &STREAM_ARN),
        required("ShardId", &SHARD),
        required("ShardIteratorType", &KIND),
        optional("SequenceNumber", &SEQUENCE_NUMBER),
        optional("Timestamp", &TIME),
    ],
    newer: None,
    run,
};

static SEQUENCE_NUMBER: Shape =
    Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(21), Constraint::LongestLength(40)]), &TEXT);
static KIND: Shape =
    Shape::Word(&["TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "AT_TIMESTAMP"]);
static TIME: Shape = Shape::Decimal;

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let members = call.members;
        let text = |name| members.text(name).unwrap_or_default();
        let request = GetShardIterator::new(text("StreamArn"), text("ShardId"), position(members)?);
        let shard_iterator = call.engine.get_shard_iterator(request).await?;
        json(&Answer { shard_iterator: &shard_iterator })
    })
}

fn position(members: Members<'_>) -> Result<ShardPosition, Fault> {
    let invalid =
        |what: &str| Fault::validation(format!("One or more parameter values were invalid: {what}"));
    let number = members.owned("SequenceNumber");
    let required = number.clone().ok_or_else(|| invalid("Invalid SequenceNumber"));
    match members.text("ShardIteratorType") {
        Some("AT_SEQUENCE_NUMBER") => return required.map(ShardPosition::At),
        Some("AFTER_SEQUENCE_NUMBER") => return required.map(ShardPosition::After),
        _ if number.is_some() => {
            return Err(invalid("SequenceNumber should not be passed for this iterator type"));
        }
        Some("AT_TIMESTAMP") => {}
        Some("LATEST") => return Ok(ShardPosition::Latest),
        _ => return Ok(ShardPosition::TrimHorizon),
    }
    let time = members.seconds("Timestamp").and_then(time);
    time.map(ShardPosition::AtTime).ok_or_else(|| invalid("Invalid Timestamp"))
}

/// The time of so many seconds since 1970.
fn time(seconds: f64) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(seconds).ok()?)
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    shard_iterator: &'o str,
}
