//! `Query`.

use aws_sdk_dynamodb::operation::query::QueryOutput as AwsOutput;
use dynamo_model::Result;
use dynamo_model::expr::Renderer;
use dynamo_model::request::{Query, QueryOutput, TableName};

use crate::Aws;
use crate::convert::{self, Placeholders};

pub(super) async fn call(aws: &Aws, request: Query) -> Result<QueryOutput> {
    let mut renderer = Renderer::new();
    let key_condition = renderer.key_condition(&request.key_condition);
    let filter = request.filter.as_ref().map(|filter| renderer.condition(filter));
    let projection = request.projection.as_ref().map(|projection| renderer.projection(projection));
    let placeholders = Placeholders::from(renderer);
    let sent = aws
        .client
        .query()
        .table_name(&*request.table)
        .set_index_name(request.index)
        .key_condition_expression(key_condition)
        .set_filter_expression(filter)
        .set_projection_expression(projection)
        .set_expression_attribute_names(placeholders.names)
        .set_expression_attribute_values(placeholders.values)
        .set_select(request.select.map(convert::select))
        .set_limit(request.limit.map(convert::int))
        .set_consistent_read(request.consistent_read.then_some(true))
        .set_scan_index_forward((!request.scan_forward).then_some(false))
        .set_exclusive_start_key(request.exclusive_start_key.as_ref().map(convert::attributes))
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .send()
        .await;
    output(&request.table, &aws.answer(sent)?)
}

fn output(table: &TableName, answer: &AwsOutput) -> Result<QueryOutput> {
    let mut output = QueryOutput::default();
    output.items = convert::items(answer.items())?;
    output.count = convert::tally(answer.count())?;
    output.scanned_count = convert::tally(answer.scanned_count())?;
    output.last_evaluated_key = answer.last_evaluated_key().map(convert::item).transpose()?;
    output.consumed_capacity = convert::consumed(table, answer.consumed_capacity())?;
    Ok(output)
}
