//! `UpdateTimeToLive`.

use aws_sdk_dynamodb::types::TimeToLiveSpecification;
use dynamo_model::Result;
use dynamo_model::request::UpdateTimeToLive;

use crate::Aws;
use crate::error::{incomplete, unreadable};

pub(super) async fn call(aws: &Aws, request: UpdateTimeToLive) -> Result<UpdateTimeToLive> {
    let specification = TimeToLiveSpecification::builder()
        .attribute_name(&request.attribute)
        .enabled(request.enabled)
        .build()
        .map_err(incomplete)?;
    let sent = aws
        .client
        .update_time_to_live()
        .table_name(&*request.table)
        .time_to_live_specification(specification)
        .send()
        .await;
    let answer = aws.answer(sent)?;
    let granted =
        answer.time_to_live_specification().ok_or_else(|| unreadable("no time to live specification"))?;
    let mut output = UpdateTimeToLive::enable(request.table, granted.attribute_name());
    output.enabled = granted.enabled();
    Ok(output)
}
