//! Exceptions, as far as they carry data.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::{
    create_table::CreateTableError, delete_item::DeleteItemError, delete_table::DeleteTableError,
    describe_table::DescribeTableError, get_item::GetItemError, put_item::PutItemError, query::QueryError,
    transact_write_items::TransactWriteItemsError, update_item::UpdateItemError,
};
use aws_sdk_dynamodb::types::{AttributeValue, CancellationReason as AwsReason};
use dynamo_model::{CancellationReason, Error, ErrorKind};

use super::code;
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
impl Fault for CreateTableError {}
impl Fault for DescribeTableError {}
impl Fault for DeleteTableError {}

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

impl Fault for TransactWriteItemsError {
    fn reasons(&self) -> &[AwsReason] {
        match self {
            TransactWriteItemsError::TransactionCanceledException(canceled) => {
                canceled.cancellation_reasons()
            }
            _ => &[],
        }
    }
}

/// Translates an exception. An item it carries that cannot be read makes it another error.
pub(super) fn translate<E: Fault>(status: u16, fault: E) -> Error {
    let kind = code::kind(fault.code(), status);
    let translated = match kind {
        ErrorKind::ConditionFailed if fault.item().is_some() => condition_failed(&fault),
        ErrorKind::TransactionCanceled if !fault.reasons().is_empty() => transaction_canceled(&fault),
        _ => Ok(Error::new(kind, message(&fault, status))),
    };
    translated.unwrap_or_else(|unreadable| unreadable).with_source(fault)
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

fn message(fault: &impl Fault, status: u16) -> String {
    match (fault.message(), fault.code()) {
        (Some(message), _) => message.to_owned(),
        (None, Some(code)) => code.to_owned(),
        (None, None) => format!("the service answered with status {status} and no message"),
    }
}
