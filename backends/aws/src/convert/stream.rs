//! Streams and their records, whose service has types of its own.

use std::time::SystemTime;

use aws_sdk_dynamodbstreams::primitives::DateTime;
use aws_sdk_dynamodbstreams::types::{
    Identity, KeySchemaElement, KeyType, OperationType, Record, Shard as AwsShard, Stream,
    StreamDescription as AwsDescription, StreamRecord as AwsRecord, StreamStatus as AwsStatus,
};
use dynamo_model::Result;
use dynamo_model::request::{
    KeySchema, Shard, StreamDescription, StreamEvent, StreamRecord, StreamStatus, StreamSummary, StreamView,
    UserIdentity,
};

use super::stream_value;
use crate::error::unreadable;

/// Converts a stream in a list.
///
/// # Errors
///
/// `Internal` if it has no name, or belongs to no table.
pub(crate) fn stream_summary(reported: &Stream) -> Result<StreamSummary> {
    summary(reported.stream_arn(), reported.table_name(), reported.stream_label())
}

fn summary(arn: Option<&str>, table: Option<&str>, label: Option<&str>) -> Result<StreamSummary> {
    match (arn, table, label) {
        (Some(arn), Some(table), Some(label)) => Ok(StreamSummary::new(arn, table, label)),
        _ => Err(unreadable("a stream without arn, table or label")),
    }
}

/// Converts a description of a stream.
///
/// # Errors
///
/// `Internal` if it lacks what every description has.
pub(crate) fn stream_description(reported: &AwsDescription) -> Result<StreamDescription> {
    let summary = summary(reported.stream_arn(), reported.table_name(), reported.stream_label())?;
    let view = reported.stream_view_type().and_then(|view| StreamView::parse(view.as_str()));
    let view = view.ok_or_else(|| unreadable("a stream without a known view type"))?;
    let key = key(reported.key_schema())?;
    let mut description = StreamDescription::new(summary, status(reported.stream_status())?, view, key);
    description.created_at = reported.creation_request_date_time().map(time).transpose()?;
    description.shards = reported.shards().iter().map(shard).collect::<Result<_>>()?;
    description.last_evaluated_shard = reported.last_evaluated_shard_id().map(str::to_owned);
    Ok(description)
}

fn status(reported: Option<&AwsStatus>) -> Result<StreamStatus> {
    Ok(match reported {
        Some(AwsStatus::Enabling) => StreamStatus::Enabling,
        Some(AwsStatus::Enabled) => StreamStatus::Enabled,
        Some(AwsStatus::Disabling) => StreamStatus::Disabling,
        Some(AwsStatus::Disabled) => StreamStatus::Disabled,
        other => return Err(unreadable(format_args!("the stream status {other:?}"))),
    })
}

fn key(reported: &[KeySchemaElement]) -> Result<KeySchema> {
    let named = |kind: KeyType| {
        reported
            .iter()
            .filter(move |element| *element.key_type() == kind)
            .map(KeySchemaElement::attribute_name)
    };
    KeySchema::from_parts(named(KeyType::Hash), named(KeyType::Range))
        .ok_or_else(|| unreadable("a stream without a partition key attribute"))
}

fn shard(reported: &AwsShard) -> Result<Shard> {
    let range = reported.sequence_number_range();
    let starting = range.and_then(|range| range.starting_sequence_number());
    let id = reported.shard_id().ok_or_else(|| unreadable("a shard without a name"))?;
    let mut shard = Shard::new(id, starting.ok_or_else(|| unreadable("a shard without a start"))?);
    shard.parent = reported.parent_shard_id().map(str::to_owned);
    shard.ending_sequence = range.and_then(|range| range.ending_sequence_number()).map(str::to_owned);
    Ok(shard)
}

/// Converts a record.
///
/// # Errors
///
/// `Internal` if it lacks what every record has, or a value breaks the protocol.
pub(crate) fn stream_record(reported: &Record) -> Result<StreamRecord> {
    let change = reported.dynamodb().ok_or_else(|| unreadable("a stream record without a change"))?;
    let keys = change.keys().ok_or_else(|| unreadable("a stream record without a key"))?;
    let view = change.stream_view_type().and_then(|view| StreamView::parse(view.as_str()));
    let view = view.ok_or_else(|| unreadable("a stream record without a known view type"))?;
    let mut record = StreamRecord::new(event(reported.event_name())?, stream_value::item(keys)?, view);
    record.event_id = reported.event_id().unwrap_or_default().to_owned();
    record.user_identity = reported.user_identity().map(identity);
    fill(&mut record, change)?;
    Ok(record)
}

fn fill(record: &mut StreamRecord, change: &AwsRecord) -> Result<()> {
    let place = change.sequence_number().ok_or_else(|| unreadable("a stream record without a place"))?;
    record.sequence_number = place.to_owned();
    record.created_at = change.approximate_creation_date_time().map(time).transpose()?;
    record.new_image = change.new_image().map(stream_value::item).transpose()?;
    record.old_image = change.old_image().map(stream_value::item).transpose()?;
    let bytes = change.size_bytes().unwrap_or_default();
    record.size_bytes =
        u64::try_from(bytes).map_err(|_| unreadable(format_args!("a record of {bytes} bytes")))?;
    Ok(())
}

fn event(reported: Option<&OperationType>) -> Result<StreamEvent> {
    Ok(match reported {
        Some(OperationType::Insert) => StreamEvent::Insert,
        Some(OperationType::Modify) => StreamEvent::Modify,
        Some(OperationType::Remove) => StreamEvent::Remove,
        other => return Err(unreadable(format_args!("the stream event {other:?}"))),
    })
}

fn identity(reported: &Identity) -> UserIdentity {
    UserIdentity::new(reported.r#type().unwrap_or_default(), reported.principal_id().unwrap_or_default())
}

fn time(reported: &DateTime) -> Result<SystemTime> {
    SystemTime::try_from(*reported).map_err(unreadable)
}
