//! What a table is set up with besides keys and indexes.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    BillingMode as AwsBilling, CreateGlobalSecondaryIndexAction, DeleteGlobalSecondaryIndexAction,
    GlobalSecondaryIndexUpdate, OnDemandThroughput as AwsOnDemand, SseSpecification, SseType,
    StreamSpecification, StreamViewType, TableClass as AwsClass, Tag, UpdateGlobalSecondaryIndexAction,
    WarmThroughput as AwsWarm,
};
use dynamo_model::request::{
    BillingMode, Encryption, IndexDefinition, IndexUpdate, OnDemandThroughput, StreamUpdate, StreamView,
    TableClass, WarmThroughput,
};

use super::{global_index, throughput};

/// Converts labels to send.
pub(crate) fn tags(tags: &BTreeMap<String, String>) -> Result<Vec<Tag>, BuildError> {
    tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

/// Converts how capacity is paid for, its throughput apart.
pub(crate) fn billing_mode(billing: BillingMode) -> AwsBilling {
    match billing {
        BillingMode::OnDemand => AwsBilling::PayPerRequest,
        BillingMode::Provisioned(_) => AwsBilling::Provisioned,
    }
}

/// Converts the most that a table is to serve on demand; nothing is sent if that says nothing.
pub(crate) fn on_demand_throughput(most: OnDemandThroughput) -> Option<AwsOnDemand> {
    (most != OnDemandThroughput::default()).then(|| {
        AwsOnDemand::builder()
            .set_max_read_request_units(most.max_read)
            .set_max_write_request_units(most.max_write)
            .build()
    })
}

/// Converts the most that a table serves on demand, by an answer.
pub(super) fn read_on_demand_throughput(reported: Option<&AwsOnDemand>) -> OnDemandThroughput {
    // No limit is -1 in requests, and in some answers.
    let limit = |units: i64| (units > 0).then_some(units);
    OnDemandThroughput {
        max_read: reported.and_then(AwsOnDemand::max_read_request_units).and_then(limit),
        max_write: reported.and_then(AwsOnDemand::max_write_request_units).and_then(limit),
    }
}

/// Converts what a table is to serve at once; nothing if nothing is said.
pub(crate) fn warm_throughput(warm: WarmThroughput) -> Option<AwsWarm> {
    let units = |units: Option<u64>| units.map(|units| i64::try_from(units).unwrap_or(i64::MAX));
    (warm != WarmThroughput::default()).then(|| {
        AwsWarm::builder()
            .set_read_units_per_second(units(warm.read))
            .set_write_units_per_second(units(warm.write))
            .build()
    })
}

/// Converts a table class to send.
pub(crate) fn table_class(class: TableClass) -> AwsClass {
    AwsClass::from(class.as_str())
}

/// Converts a table class of an answer.
pub(super) fn read_table_class(reported: &AwsClass) -> TableClass {
    match reported {
        AwsClass::StandardInfrequentAccess => TableClass::InfrequentAccess,
        _ => TableClass::Standard,
    }
}

/// Converts which key items are to be encrypted with.
pub(crate) fn encryption(encryption: &Encryption) -> SseSpecification {
    let builder = SseSpecification::builder();
    match encryption {
        Encryption::Owned => builder.enabled(false),
        Encryption::Managed => builder.enabled(true).sse_type(SseType::Kms),
        Encryption::Key(name) => builder.enabled(true).sse_type(SseType::Kms).kms_master_key_id(name),
    }
    .build()
}

/// Converts the stream of a new table.
pub(crate) fn stream_view(view: StreamView) -> Result<StreamSpecification, BuildError> {
    stream_update(StreamUpdate::Enable(view))
}

/// Converts a change of a table's stream.
pub(crate) fn stream_update(update: StreamUpdate) -> Result<StreamSpecification, BuildError> {
    let builder = StreamSpecification::builder();
    match update {
        StreamUpdate::Enable(view) => {
            builder.stream_enabled(true).stream_view_type(StreamViewType::from(view.as_str()))
        }
        StreamUpdate::Disable => builder.stream_enabled(false),
    }
    .build()
}

/// Converts a change of a global index.
pub(crate) fn index_update(update: &IndexUpdate) -> Result<GlobalSecondaryIndexUpdate, BuildError> {
    let builder = GlobalSecondaryIndexUpdate::builder();
    Ok(match update {
        IndexUpdate::Create(index) => builder.create(created(index)?),
        IndexUpdate::Throughput(name, units) => builder.update(
            UpdateGlobalSecondaryIndexAction::builder()
                .index_name(name)
                .provisioned_throughput(throughput(*units)?)
                .build()?,
        ),
        IndexUpdate::Warm(name, warm) => builder.update(
            UpdateGlobalSecondaryIndexAction::builder()
                .index_name(name)
                .set_warm_throughput(warm_throughput(*warm))
                .build()?,
        ),
        IndexUpdate::OnDemand(name, most) => builder.update(
            UpdateGlobalSecondaryIndexAction::builder()
                .index_name(name)
                .set_on_demand_throughput(on_demand_throughput(*most))
                .build()?,
        ),
        IndexUpdate::Delete(name) => {
            builder.delete(DeleteGlobalSecondaryIndexAction::builder().index_name(name).build()?)
        }
        _ => builder,
    }
    .build())
}

/// An index of a new table and one of a table that is there have the same members, and different types.
fn created(index: &IndexDefinition) -> Result<CreateGlobalSecondaryIndexAction, BuildError> {
    let index = global_index(index)?;
    CreateGlobalSecondaryIndexAction::builder()
        .index_name(index.index_name)
        .set_key_schema(Some(index.key_schema))
        .set_projection(index.projection)
        .set_provisioned_throughput(index.provisioned_throughput)
        .set_on_demand_throughput(index.on_demand_throughput)
        .set_warm_throughput(index.warm_throughput)
        .build()
}
