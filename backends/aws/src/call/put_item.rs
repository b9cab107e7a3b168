//! `PutItem`.

use dynamo_model::Result;
use dynamo_model::expr::Renderer;
use dynamo_model::request::{PutItem, PutItemOutput};

use crate::Aws;
use crate::convert::{self, Placeholders};

pub(super) async fn call(aws: &Aws, request: PutItem) -> Result<PutItemOutput> {
    let mut renderer = Renderer::new();
    let condition = request.condition.as_ref().map(|condition| renderer.condition(condition));
    let placeholders = Placeholders::from(renderer);
    let sent = aws
        .client
        .put_item()
        .table_name(&*request.table)
        .set_item(Some(convert::attributes(&request.item)))
        .set_condition_expression(condition)
        .set_expression_attribute_names(placeholders.names)
        .set_expression_attribute_values(placeholders.values)
        .set_return_values(convert::return_values(request.return_values))
        .set_return_values_on_condition_check_failure(convert::item_on_failure(
            request.return_item_on_failure,
        ))
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .set_return_item_collection_metrics(convert::return_metrics(request.return_collection_metrics))
        .send()
        .await;
    let answer = aws.answer(sent)?;
    let mut output = PutItemOutput::default();
    output.attributes = answer.attributes().map(convert::item).transpose()?;
    output.consumed_capacity = convert::consumed(&request.table, answer.consumed_capacity())?;
    output.collection_metrics =
        answer.item_collection_metrics().map(convert::collection_metrics).transpose()?;
    Ok(output)
}
