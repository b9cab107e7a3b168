//! `TransactGetItems`.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsOutput as AwsOutput;
use aws_sdk_dynamodb::types::TransactGetItem;
use dynamo_model::Result;
use dynamo_model::request::{TransactGet, TransactGetItems, TransactGetItemsOutput};
use dynamo_model::value::Item;

use crate::error::{incomplete, unreadable};
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: TransactGetItems) -> Result<TransactGetItemsOutput> {
    let sent = aws
        .client
        .transact_get_items()
        .set_transact_items(Some(actions(&request.gets).map_err(incomplete)?))
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .send()
        .await;
    output(request.gets.len(), &aws.answer(sent)?)
}

fn actions(gets: &[TransactGet]) -> Result<Vec<TransactGetItem>, BuildError> {
    gets.iter().map(convert::transact_get).collect()
}

fn output(asked: usize, answer: &AwsOutput) -> Result<TransactGetItemsOutput> {
    let mut output = TransactGetItemsOutput::default();
    output.items = items(asked, answer)?;
    output.consumed_capacity = convert::consumed_by_table(answer.consumed_capacity())?;
    Ok(output)
}

/// Only its place says which read an item answers, so there must be as many as were asked for.
fn items(asked: usize, answer: &AwsOutput) -> Result<Vec<Option<Item>>> {
    let responses = answer.responses();
    if responses.len() != asked {
        return Err(unreadable(format_args!("{} answers to {asked} reads", responses.len())));
    }
    responses.iter().map(|response| response.item().map(convert::item).transpose()).collect()
}
