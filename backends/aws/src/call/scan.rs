//! `Scan`.

use aws_sdk_dynamodb::operation::scan::ScanOutput as AwsOutput;
use dynamo_model::Result;
use dynamo_model::expr::Renderer;
use dynamo_model::request::{Scan, ScanOutput, TableName};

use crate::Aws;
use crate::convert::{self, Placeholders};

pub(super) async fn call(aws: &Aws, request: Scan) -> Result<ScanOutput> {
    let mut renderer = Renderer::new();
    let filter = request.filter.as_ref().map(|filter| renderer.condition(filter));
    let projection = request.projection.as_ref().map(|projection| renderer.projection(projection));
    let placeholders = Placeholders::from(renderer);
    let sent = aws
        .client
        .scan()
        .table_name(&*request.table)
        .set_index_name(request.index)
        .set_filter_expression(filter)
        .set_projection_expression(projection)
        .set_expression_attribute_names(placeholders.names)
        .set_expression_attribute_values(placeholders.values)
        .set_select(request.select.map(convert::select))
        .set_limit(request.limit.map(convert::int))
        .set_consistent_read(request.consistent_read.then_some(true))
        .set_segment(request.segment.map(|segment| convert::int(segment.number)))
        .set_total_segments(request.segment.map(|segment| convert::int(segment.total)))
        .set_exclusive_start_key(request.exclusive_start_key.as_ref().map(convert::attributes))
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .send()
        .await;
    output(&request.table, &aws.answer(sent)?)
}

fn output(table: &TableName, answer: &AwsOutput) -> Result<ScanOutput> {
    let mut output = ScanOutput::default();
    output.items = convert::items(answer.items())?;
    output.count = convert::tally(answer.count())?;
    output.scanned_count = convert::tally(answer.scanned_count())?;
    output.last_evaluated_key = answer.last_evaluated_key().map(convert::item).transpose()?;
    output.consumed_capacity = convert::consumed(table, answer.consumed_capacity())?;
    Ok(output)
}
