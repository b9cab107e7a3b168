//! `SearchVectors`.

use aws_sdk_dynamodb::operation::search_vectors::SearchVectorsOutput as AwsOutput;
use dynamo_model::Result;
use dynamo_model::expr::Renderer;
use dynamo_model::request::{SearchVectors, SearchVectorsOutput};

use crate::Aws;
use crate::convert::{self, Placeholders};

pub(super) async fn call(aws: &Aws, request: SearchVectors) -> Result<SearchVectorsOutput> {
    let mut renderer = Renderer::new();
    let condition = request.condition.as_ref().map(|condition| renderer.condition(condition));
    let projection = request.projection.as_ref().map(|projection| renderer.projection(projection));
    let placeholders = Placeholders::from(renderer);
    let sent = aws
        .client
        .search_vectors()
        .table_name(&*request.table)
        .index_name(request.index)
        .set_search_vector(Some(convert::search_vector(&request.vector)))
        .top_k(convert::int(request.top_k))
        .set_search_condition_expression(condition)
        .set_projection_expression(projection)
        .set_expression_attribute_names(placeholders.names)
        .set_expression_attribute_values(placeholders.values)
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .send()
        .await;
    output(&aws.searched(sent)?)
}

fn output(answer: &AwsOutput) -> Result<SearchVectorsOutput> {
    let mut output = SearchVectorsOutput::default();
    output.results = answer.search_results().iter().map(convert::found).collect::<Result<_>>()?;
    output.consumed_capacity = answer.consumed_capacity().map(convert::vector_capacity).transpose()?;
    Ok(output)
}
