//! `UpdateTable`.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use dynamo_model::Result;
use dynamo_model::request::{BillingMode, TableDescription, UpdateTable};

use super::{some, wait};
use crate::error::incomplete;
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: UpdateTable) -> Result<TableDescription> {
    let call = fill(aws.client.update_table(), &request).map_err(incomplete)?;
    let answer = aws.answer(call.send().await)?;
    wait::until_settled(aws, convert::description(answer.table_description())?, &request).await
}

fn fill(
    call: UpdateTableFluentBuilder,
    request: &UpdateTable,
) -> Result<UpdateTableFluentBuilder, BuildError> {
    let attributes = request.attributes.iter().map(convert::attribute_definition);
    let indexes = request.index_updates.iter().map(convert::index_update);
    let vectors = request.vector_index_updates.iter().map(convert::vector_index_update);
    // There is one place for both; the engine goes by the same one.
    let throughput = match request.billing {
        Some(BillingMode::Provisioned(throughput)) => Some(throughput),
        _ => request.throughput,
    };
    Ok(call
        .table_name(&*request.table)
        .set_attribute_definitions(some(attributes.collect::<Result<_, _>>()?))
        .set_global_secondary_index_updates(some(indexes.collect::<Result<_, _>>()?))
        .set_vector_index_updates(some(vectors.collect::<Result<_, _>>()?))
        .set_billing_mode(request.billing.map(convert::billing_mode))
        .set_provisioned_throughput(throughput.map(convert::throughput).transpose()?)
        .set_on_demand_throughput(request.on_demand_throughput.and_then(convert::on_demand_throughput))
        .set_warm_throughput(request.warm_throughput.and_then(convert::warm_throughput))
        .set_stream_specification(request.stream.map(convert::stream_update).transpose()?)
        .set_sse_specification(request.encryption.as_ref().map(convert::encryption))
        .set_table_class(request.class.map(convert::table_class))
        .set_deletion_protection_enabled(request.deletion_protection))
}
