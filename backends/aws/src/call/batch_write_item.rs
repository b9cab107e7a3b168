//! `BatchWriteItem`.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemOutput as AwsOutput;
use aws_sdk_dynamodb::types::WriteRequest;
use dynamo_model::Result;
use dynamo_model::request::{BatchWriteItem, BatchWriteItemOutput, TableName, Write};

use crate::error::incomplete;
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: BatchWriteItem) -> Result<BatchWriteItemOutput> {
    let sent = aws
        .client
        .batch_write_item()
        .set_request_items(Some(tables(&request.tables).map_err(incomplete)?))
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .set_return_item_collection_metrics(convert::return_metrics(request.return_collection_metrics))
        .send()
        .await;
    output(&aws.answer(sent)?)
}

fn tables(asked: &BTreeMap<TableName, Vec<Write>>) -> Result<HashMap<String, Vec<WriteRequest>>, BuildError> {
    asked.iter().map(|(table, writes)| Ok((table.to_string(), convert::write_requests(writes)?))).collect()
}

fn output(answer: &AwsOutput) -> Result<BatchWriteItemOutput> {
    let mut output = BatchWriteItemOutput::default();
    for (table, writes) in answer.unprocessed_items().into_iter().flatten() {
        output.unprocessed.insert(table.as_str().into(), convert::read_unwritten(writes)?);
    }
    output.consumed_capacity = convert::consumed_by_table(answer.consumed_capacity())?;
    output.collection_metrics = convert::collection_metrics_by_table(answer.item_collection_metrics())?;
    Ok(output)
}
