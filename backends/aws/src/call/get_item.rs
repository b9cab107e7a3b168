//! `GetItem`.

use dynamo_model::Result;
use dynamo_model::expr::Renderer;
use dynamo_model::request::{GetItem, GetItemOutput};

use crate::Aws;
use crate::convert::{self, Placeholders};

pub(super) async fn call(aws: &Aws, request: GetItem) -> Result<GetItemOutput> {
    let mut renderer = Renderer::new();
    let projection = request.projection.as_ref().map(|projection| renderer.projection(projection));
    let sent = aws
        .client
        .get_item()
        .table_name(&*request.table)
        .set_key(Some(convert::attributes(&request.key)))
        .set_consistent_read(request.consistent_read.then_some(true))
        .set_projection_expression(projection)
        .set_expression_attribute_names(Placeholders::from(renderer).names)
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .send()
        .await;
    let answer = aws.answer(sent)?;
    let mut output = GetItemOutput::default();
    output.item = answer.item().map(convert::item).transpose()?;
    output.consumed_capacity = convert::consumed(&request.table, answer.consumed_capacity())?;
    Ok(output)
}
