use dynamo_model::Backend as _;
use dynamo_model::request::check::Constraint;
use dynamo_model::request::{GetRecords, StreamRecord};
use dynamo_model::value::{DynamoJson, ItemRef};
use serde::Serialize;

use super::description::seconds;
use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{LIMIT, Rules, Shape, TEXT, optional, required};
use crate::wire::write;

pub(super) static OPERATION: Operation = Operation {
    name: "GetRecords",
    service: Service::Streams,
    reads_items: true,
    members: &[required("ShardIterator", &ITERATOR), optional("Limit", &LIMIT)],
    newer: None,
    run,
};

static ITERATOR: Shape =
    Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(1), Constraint::LongestLength(2048)]), &TEXT);

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let mut request = GetRecords::new(call.members.text("ShardIterator").unwrap_or_default());
        request.limit = call.members.count("Limit");
        let output = call.engine.get_records(request).await?;
        json(&Answer {
            records: output.records.iter().map(|record| Record::of(record, call.engine.region())).collect(),
            next_shard_iterator: output.next_iterator.as_deref(),
        })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    records: Vec<Record<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_shard_iterator: Option<&'o str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'o> {
    #[serde(rename = "eventID")]
    event_id: &'o str,
    event_name: &'static str,
    event_version: &'static str,
    event_source: &'static str,
    aws_region: &'o str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_identity: Option<Identity<'o>>,
    dynamodb: Change<'o>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Identity<'o> {
    principal_id: &'o str,
    #[serde(rename = "Type")]
    kind: &'o str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Change<'o> {
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_creation_date_time: Option<f64>,
    keys: DynamoJson<ItemRef<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_image: Option<DynamoJson<ItemRef<'o>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_image: Option<DynamoJson<ItemRef<'o>>>,
    sequence_number: &'o str,
    size_bytes: u64,
    stream_view_type: &'static str,
}

impl<'o> Record<'o> {
    fn of(record: &'o StreamRecord, region: &'o str) -> Self {
        Self {
            event_id: &record.event_id,
            event_name: record.event.as_str(),
            event_version: "1.1",
            event_source: "aws:dynamodb",
            aws_region: region,
            user_identity: record
                .user_identity
                .as_ref()
                .map(|identity| Identity { principal_id: &identity.principal_id, kind: &identity.kind }),
            dynamodb: Change {
                // Whole seconds are all that records tell.
                approximate_creation_date_time: record.created_at.map(|time| seconds(time).trunc()),
                keys: write::item(&record.keys),
                new_image: write::optional(record.new_image.as_ref()),
                old_image: write::optional(record.old_image.as_ref()),
                sequence_number: &record.sequence_number,
                size_bytes: record.size_bytes,
                stream_view_type: record.view.as_str(),
            },
        }
    }
}
