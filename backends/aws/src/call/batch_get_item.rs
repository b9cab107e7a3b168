//! `BatchGetItem`.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemOutput as AwsOutput;
use aws_sdk_dynamodb::types::KeysAndAttributes;
use dynamo_model::Result;
use dynamo_model::request::{BatchGetItem, BatchGetItemOutput, KeysToGet, TableName};

use crate::error::{incomplete, unreadable};
use crate::{Aws, convert};

/// What is read of each table.
type Asked = BTreeMap<TableName, KeysToGet>;

pub(super) async fn call(aws: &Aws, request: BatchGetItem) -> Result<BatchGetItemOutput> {
    let sent = aws
        .client
        .batch_get_item()
        .set_request_items(Some(tables(&request.tables).map_err(incomplete)?))
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .send()
        .await;
    output(&request.tables, &aws.answer(sent)?)
}

fn tables(asked: &Asked) -> Result<HashMap<String, KeysAndAttributes>, BuildError> {
    asked.iter().map(|(table, keys)| Ok((table.to_string(), convert::keys_and_attributes(keys)?))).collect()
}

fn output(asked: &Asked, answer: &AwsOutput) -> Result<BatchGetItemOutput> {
    let mut output = BatchGetItemOutput::default();
    // A table nothing was found in has an entry too, whether the service mentions it or not.
    output.items = asked.keys().map(|table| (table.clone(), Vec::new())).collect();
    for (table, found) in answer.responses().into_iter().flatten() {
        let (table, _) = of(asked, table)?;
        output.items.insert(table.clone(), convert::items(found)?);
    }
    for (table, keys) in answer.unprocessed_keys().into_iter().flatten() {
        let (table, asked) = of(asked, table)?;
        output.unprocessed.insert(table.clone(), convert::read_unread(keys, asked)?);
    }
    output.consumed_capacity = convert::consumed_by_table(answer.consumed_capacity())?;
    Ok(output)
}

/// Returns what was asked of a table the answer names.
fn of<'a>(asked: &'a Asked, table: &str) -> Result<(&'a TableName, &'a KeysToGet)> {
    asked
        .get_key_value(table)
        .ok_or_else(|| unreadable(format_args!("items of `{table}`, which was not asked for")))
}
