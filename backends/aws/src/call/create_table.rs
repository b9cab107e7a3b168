//! `CreateTable`.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::BillingMode as AwsBilling;
use dynamo_model::Result;
use dynamo_model::request::{BillingMode, CreateTable, Encryption, TableDescription};

use super::{some, wait};
use crate::error::incomplete;
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: CreateTable) -> Result<TableDescription> {
    let call = fill(aws.client.create_table(), &request).map_err(incomplete)?;
    let answer = aws.answer(call.send().await)?;
    wait::until_active(aws, convert::description(answer.table_description())?).await
}

fn fill(
    call: CreateTableFluentBuilder,
    request: &CreateTable,
) -> Result<CreateTableFluentBuilder, BuildError> {
    let call = call
        .table_name(&*request.table)
        .set_attribute_definitions(Some(all(&request.attributes, convert::attribute_definition)?))
        .set_key_schema(Some(convert::key_schema(&request.key)?))
        .set_global_secondary_indexes(some(all(&request.global_indexes, convert::global_index)?))
        .set_local_secondary_indexes(some(all(&request.local_indexes, convert::local_index)?))
        .set_vector_indexes(some(all(&request.vector_indexes, convert::vector_index)?))
        .set_stream_specification(request.stream.map(convert::stream_view).transpose()?)
        .set_sse_specification(
            Some(&request.encryption).filter(|key| **key != Encryption::Owned).map(convert::encryption),
        )
        .set_table_class(request.class.map(convert::table_class))
        .set_on_demand_throughput(convert::on_demand_throughput(request.on_demand_throughput))
        .set_warm_throughput(convert::warm_throughput(request.warm_throughput))
        .set_deletion_protection_enabled(request.deletion_protection.then_some(true))
        .set_tags(some(convert::tags(&request.tags)?));
    Ok(match request.billing {
        BillingMode::OnDemand => call.billing_mode(AwsBilling::PayPerRequest),
        BillingMode::Provisioned(units) => {
            call.billing_mode(AwsBilling::Provisioned).provisioned_throughput(convert::throughput(units)?)
        }
    })
}

fn all<A, B>(definitions: &[A], convert: impl Fn(&A) -> Result<B, BuildError>) -> Result<Vec<B>, BuildError> {
    definitions.iter().map(convert).collect()
}
