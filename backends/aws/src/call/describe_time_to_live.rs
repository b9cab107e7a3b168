//! `DescribeTimeToLive`.

use aws_sdk_dynamodb::types::TimeToLiveStatus as AwsStatus;
use dynamo_model::Result;
use dynamo_model::request::{TableName, TimeToLiveDescription, TimeToLiveStatus};

use crate::Aws;
use crate::error::unreadable;

pub(super) async fn call(aws: &Aws, table: TableName) -> Result<TimeToLiveDescription> {
    let sent = aws.client.describe_time_to_live().table_name(&*table).send().await;
    let answer = aws.answer(sent)?;
    let reported =
        answer.time_to_live_description().ok_or_else(|| unreadable("no time to live description"))?;
    let mut description = TimeToLiveDescription::default();
    description.attribute = reported.attribute_name().map(str::to_owned);
    description.status = match reported.time_to_live_status() {
        Some(AwsStatus::Enabling) => TimeToLiveStatus::Enabling,
        Some(AwsStatus::Enabled) => TimeToLiveStatus::Enabled,
        Some(AwsStatus::Disabling) => TimeToLiveStatus::Disabling,
        Some(AwsStatus::Disabled) => TimeToLiveStatus::Disabled,
        other => return Err(unreadable(format_args!("the time to live status {other:?}"))),
    };
    Ok(description)
}
