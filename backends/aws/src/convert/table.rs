//! Table descriptions.

use std::time::SystemTime;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::primitives::DateTime;
use aws_sdk_dynamodb::types::{
    BillingMode as AwsBilling, ProvisionedThroughput, ProvisionedThroughputDescription,
    TableDescription as AwsDescription, TableStatus as AwsStatus,
};
use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, CreateTable, KeySchema, StreamView, TableDescription, TableStatus, Throughput,
};

use super::index::{read_global, read_local};
use super::key::{read_attribute_definition, read_key_schema};
use super::settings::{read_on_demand_throughput, read_table_class};
use super::vector::read_vector_index;
use crate::error::unreadable;

/// Converts a throughput to send. Figures beyond the service's range stay beyond it.
pub(crate) fn throughput(throughput: Throughput) -> Result<ProvisionedThroughput, BuildError> {
    let units = |units: u64| i64::try_from(units).unwrap_or(i64::MAX);
    ProvisionedThroughput::builder()
        .read_capacity_units(units(throughput.read))
        .write_capacity_units(units(throughput.write))
        .build()
}

/// Converts the description an answer holds.
///
/// # Errors
///
/// `Internal` if it is absent, lacks what every description has, or contradicts itself.
pub(crate) fn description(reported: Option<&AwsDescription>) -> Result<TableDescription> {
    let reported = reported.ok_or_else(|| unreadable("no table description"))?;
    let name = reported.table_name().ok_or_else(|| unreadable("a table without a name"))?;
    let status = status(reported.table_status());
    let billing = billing(reported)?;
    let mut table =
        TableDescription::of(&CreateTable::new(name, key(reported, status)?).with_billing(billing));
    table.status = status;
    table.attributes = read_all(reported.attribute_definitions(), read_attribute_definition)?;
    table.global_indexes =
        read_all(reported.global_secondary_indexes(), |index| read_global(index, billing))?;
    table.local_indexes = read_all(reported.local_secondary_indexes(), |index| read_local(index, status))?;
    table.vector_indexes = read_all(reported.vector_indexes(), read_vector_index)?;
    table.item_count = count(reported.item_count())?;
    table.size_bytes = count(reported.table_size_bytes())?;
    table.created_at = reported.creation_date_time().map(time).transpose()?;
    table.arn = reported.table_arn().unwrap_or_default().to_owned();
    table.id = reported.table_id().unwrap_or_default().to_owned();
    table.on_demand_at = on_demand_at(reported)?;
    table.on_demand_throughput = read_on_demand_throughput(reported.on_demand_throughput());
    table.decreases_today = decreases(reported.provisioned_throughput())?;
    table.warm_throughput = warm(reported)?;
    let class = reported.table_class_summary().and_then(|summary| summary.table_class());
    table.class = class.map(read_table_class);
    table.encryption_key = encryption_key(reported);
    table.deletion_protection = reported.deletion_protection_enabled().unwrap_or_default();
    table.stream = stream(reported)?;
    table.latest_stream_arn = reported.latest_stream_arn().map(str::to_owned);
    table.latest_stream_label = reported.latest_stream_label().map(str::to_owned);
    Ok(table)
}

fn read_all<A, B>(reported: &[A], read: impl Fn(&A) -> Result<B>) -> Result<Vec<B>> {
    reported.iter().map(read).collect()
}

fn key(reported: &AwsDescription, status: TableStatus) -> Result<KeySchema> {
    match reported.key_schema() {
        // The service stops reporting the key when a table's deletion begins.
        [] if status == TableStatus::Deleting => Ok(KeySchema::new("")),
        elements => read_key_schema(elements),
    }
}

fn status(reported: Option<&AwsStatus>) -> TableStatus {
    match reported {
        Some(AwsStatus::Active) => TableStatus::Active,
        Some(AwsStatus::Creating) => TableStatus::Creating,
        Some(AwsStatus::Updating) => TableStatus::Updating,
        Some(AwsStatus::Deleting) => TableStatus::Deleting,
        _ => TableStatus::Inaccessible,
    }
}

fn billing(reported: &AwsDescription) -> Result<BillingMode> {
    let mode = reported.billing_mode_summary().and_then(|summary| summary.billing_mode());
    match (mode, reported.provisioned_throughput()) {
        (Some(AwsBilling::PayPerRequest), _) | (None, None) => Ok(BillingMode::OnDemand),
        // A table that was never on demand has no summary.
        (_, Some(units)) => Ok(BillingMode::Provisioned(read_throughput(units)?)),
        (Some(_), None) => Err(unreadable("a provisioned table without a throughput")),
    }
}

fn on_demand_at(reported: &AwsDescription) -> Result<Option<SystemTime>> {
    let summary = reported.billing_mode_summary();
    summary.and_then(|summary| summary.last_update_to_pay_per_request_date_time()).map(time).transpose()
}

/// Reads how often a throughput was decreased today.
pub(super) fn decreases(reported: Option<&ProvisionedThroughputDescription>) -> Result<u64> {
    count(reported.and_then(|throughput| throughput.number_of_decreases_today()))
}

/// Converts what a table, or an index, can serve at once.
pub(super) fn read_warm(read: Option<i64>, write: Option<i64>) -> Result<Throughput> {
    Ok(Throughput { read: count(read)?, write: count(write)? })
}

fn warm(reported: &AwsDescription) -> Result<Option<Throughput>> {
    let warm = reported.warm_throughput();
    warm.map(|warm| read_warm(warm.read_units_per_second(), warm.write_units_per_second())).transpose()
}

fn encryption_key(reported: &AwsDescription) -> Option<String> {
    reported.sse_description()?.kms_master_key_arn().map(str::to_owned)
}

fn stream(reported: &AwsDescription) -> Result<Option<StreamView>> {
    let Some(enabled) = reported.stream_specification().filter(|stream| stream.stream_enabled()) else {
        return Ok(None);
    };
    let view = enabled.stream_view_type().and_then(|view| StreamView::parse(view.as_str()));
    view.map(Some).ok_or_else(|| unreadable("a stream without a known view type"))
}

/// Converts a throughput of an answer.
pub(super) fn read_throughput(reported: &ProvisionedThroughputDescription) -> Result<Throughput> {
    Ok(Throughput {
        read: count(reported.read_capacity_units())?,
        write: count(reported.write_capacity_units())?,
    })
}

/// Converts a count of an answer; absent means none yet.
pub(super) fn count(reported: Option<i64>) -> Result<u64> {
    let reported = reported.unwrap_or_default();
    u64::try_from(reported).map_err(|_| unreadable(format_args!("a count of {reported}")))
}

fn time(reported: &DateTime) -> Result<SystemTime> {
    SystemTime::try_from(*reported).map_err(unreadable)
}
