//! `TransactWriteItems`.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::TransactWriteItem;
use dynamo_model::Result;
use dynamo_model::request::{TransactWrite, TransactWriteItems, TransactWriteItemsOutput};

use crate::error::incomplete;
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: TransactWriteItems) -> Result<TransactWriteItemsOutput> {
    let sent = aws
        .client
        .transact_write_items()
        .set_transact_items(Some(actions(&request.writes).map_err(incomplete)?))
        // Without one the SDK makes its own, so that its retries do not write twice.
        .set_client_request_token(request.token)
        .set_return_consumed_capacity(convert::return_capacity(request.return_capacity))
        .set_return_item_collection_metrics(convert::return_metrics(request.return_collection_metrics))
        .send()
        .await;
    let answer = aws.answer(sent)?;
    let mut output = TransactWriteItemsOutput::default();
    output.consumed_capacity = convert::consumed_by_table(answer.consumed_capacity())?;
    output.collection_metrics = convert::collection_metrics_by_table(answer.item_collection_metrics())?;
    Ok(output)
}

fn actions(writes: &[TransactWrite]) -> Result<Vec<TransactWriteItem>, BuildError> {
    writes.iter().map(convert::transact_write).collect()
}
