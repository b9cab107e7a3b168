//! Exceptions, as far as they carry data.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::{
    batch_get_item::BatchGetItemError, batch_write_item::BatchWriteItemError, create_table::CreateTableError,
    delete_item::DeleteItemError, delete_table::DeleteTableError, describe_table::DescribeTableError,
    describe_time_to_live::DescribeTimeToLiveError, get_item::GetItemError, list_tables::ListTablesError,
    list_tags_of_resource::ListTagsOfResourceError, put_item::PutItemError, query::QueryError,
    scan::ScanError, search_vectors::SearchVectorsError, tag_resource::TagResourceError,
    transact_get_items::TransactGetItemsError, transact_write_items::TransactWriteItemsError,
    untag_resource::UntagResourceError, update_item::UpdateItemError, update_table::UpdateTableError,
    update_time_to_live::UpdateTimeToLiveError,
};
use aws_sdk_dynamodb::types::{AttributeValue, CancellationReason as AwsReason};
use aws_sdk_dynamodbstreams::operation::{
    describe_stream::DescribeStreamError, get_records::GetRecordsError,
    get_shard_iterator::GetShardIteratorError, list_streams::ListStreamsError,
};
use dynamo_model::{CancellationReason, Error, ErrorKind};

use super::cause::Cause;
use super::code;
use crate::config::Endpoint;
use crate::convert;

/// An operation's error type, asked for what its exceptions carry.
pub(crate) trait Fault: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static {
    /// Returns the stored item a condition failed on.
    fn item(&self) -> Option<&HashMap<String, AttributeValue>> {
        None
    }

    /// Returns why a transaction was cancelled.
    fn reasons(&self) -> &[AwsReason] {
        &[]
    }
}

impl Fault for GetItemError {}
impl Fault for QueryError {}
impl Fault for ScanError {}
impl Fault for SearchVectorsError {}
impl Fault for BatchGetItemError {}
impl Fault for BatchWriteItemError {}
impl Fault for CreateTableError {}
impl Fault for DescribeTableError {}
impl Fault for DeleteTableError {}
impl Fault for UpdateTableError {}
impl Fault for ListTablesError {}
impl Fault for UpdateTimeToLiveError {}
impl Fault for DescribeTimeToLiveError {}
impl Fault for TagResourceError {}
impl Fault for UntagResourceError {}
impl Fault for ListTagsOfResourceError {}
impl Fault for ListStreamsError {}
impl Fault for DescribeStreamError {}
impl Fault for GetShardIteratorError {}
impl Fault for GetRecordsError {}

/// Write operations: a failed condition can carry the item.
macro_rules! conditional {
    ($($Fault:ident)*) => {
        $(impl Fault for $Fault {
            fn item(&self) -> Option<&HashMap<String, AttributeValue>> {
                match self {
                    $Fault::ConditionalCheckFailedException(failed) => failed.item(),
                    _ => None,
                }
            }
        })*
    };
}

conditional!(PutItemError UpdateItemError DeleteItemError);

/// Transactions: a cancelled one says why, action by action.
macro_rules! transactional {
    ($($Fault:ident)*) => {
        $(impl Fault for $Fault {
            fn reasons(&self) -> &[AwsReason] {
                match self {
                    $Fault::TransactionCanceledException(canceled) => canceled.cancellation_reasons(),
                    _ => &[],
                }
            }
        })*
    };
}

transactional!(TransactGetItemsError TransactWriteItemsError);

/// Translates an exception. An item it carries that cannot be read makes it another error.
pub(super) fn translate<E: Fault>(endpoint: &Endpoint, status: u16, fault: E) -> Error {
    if fault.code().is_none() {
        return nameless(endpoint, status, fault);
    }
    let kind = code::kind(fault.code(), status);
    let translated = match kind {
        ErrorKind::ConditionFailed if fault.item().is_some() => condition_failed(&fault),
        ErrorKind::TransactionCanceled if !fault.reasons().is_empty() => transaction_canceled(&fault),
        _ => Ok(Error::new(kind, message(&fault))),
    };
    translated.unwrap_or_else(|unreadable| unreadable).with_source(fault)
}

/// Translates an answer without an exception's name: from a proxy, or a success whose body cannot be read.
fn nameless<E: Fault>(endpoint: &Endpoint, status: u16, fault: E) -> Error {
    let cause = Cause::new(fault);
    let problem = format!("the answer of {endpoint} (status {status}) cannot be read: {}", cause.explain());
    Error::new(code::kind(None, status), problem).with_source(cause)
}

fn condition_failed(fault: &impl Fault) -> dynamo_model::Result<Error> {
    let item = fault.item().map(convert::item).transpose()?;
    Ok(Error::condition_failed(item))
}

fn transaction_canceled(fault: &impl Fault) -> dynamo_model::Result<Error> {
    let reasons: dynamo_model::Result<Vec<_>> = fault.reasons().iter().map(reason).collect();
    Ok(Error::transaction_canceled(reasons?))
}

fn reason(reason: &AwsReason) -> dynamo_model::Result<CancellationReason> {
    let code = reason.code().unwrap_or("None");
    if code == "None" {
        return Ok(CancellationReason::none());
    }
    let item = reason.item().map(convert::item).transpose()?;
    Ok(CancellationReason::new(code, reason.message().unwrap_or_default(), item))
}

fn message(fault: &impl Fault) -> String {
    let message = fault.message().filter(|message| !message.is_empty());
    message.or_else(|| fault.code()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_dynamodb::error::ErrorMetadata;
    use aws_sdk_dynamodb::types::error::TransactionCanceledException;

    fn canceled(reasons: impl IntoIterator<Item = AwsReason>) -> Error {
        let meta =
            ErrorMetadata::builder().code("TransactionCanceledException").message("Transaction cancelled");
        let exception = TransactionCanceledException::builder()
            .set_cancellation_reasons(Some(reasons.into_iter().collect()))
            .meta(meta.build())
            .build();
        translate(&Endpoint::default(), 400, TransactWriteItemsError::TransactionCanceledException(exception))
    }

    #[test]
    fn a_cancelled_transaction_says_why_action_by_action() {
        let stored = HashMap::from([("PK".to_owned(), AttributeValue::S("a".to_owned()))]);
        let failed = AwsReason::builder()
            .code("ConditionalCheckFailed")
            .message("The conditional request failed")
            .set_item(Some(stored));
        let error = canceled([AwsReason::builder().code("None").build(), failed.build()]);
        assert!(error.is_transaction_canceled());
        assert!(error.message().ends_with("[None, ConditionalCheckFailed]"), "{error}");
        let [first, second] = error.cancellation_reasons() else { panic!("two reasons: {error:?}") };
        assert!(first.is_none());
        assert_eq!(second.message(), Some("The conditional request failed"));
        assert_eq!(second.item(), Some(&dynamo_model::value::Item::from_iter([("PK", "a")])));
    }

    #[test]
    fn an_unreadable_item_of_a_cancelled_transaction_is_an_error_of_its_own() {
        let broken = HashMap::from([("PK".to_owned(), AttributeValue::Null(false))]);
        let error =
            canceled([AwsReason::builder().code("ConditionalCheckFailed").set_item(Some(broken)).build()]);
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.message().contains("cannot be read"), "{error}");
    }

    #[test]
    fn a_cancelled_transaction_without_reasons_keeps_its_message() {
        let error = canceled([]);
        assert!(error.is_transaction_canceled());
        assert_eq!(error.message(), "Transaction cancelled");
    }
}
