//! `CreateTable`.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::BillingMode as AwsBilling;
use dynamo_model::Result;
use dynamo_model::request::{BillingMode, CreateTable, TableDescription};

use super::wait;
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
        .set_local_secondary_indexes(some(all(&request.local_indexes, convert::local_index)?));
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

/// The service refuses empty lists of indexes.
fn some<T>(indexes: Vec<T>) -> Option<Vec<T>> {
    (!indexes.is_empty()).then_some(indexes)
}
