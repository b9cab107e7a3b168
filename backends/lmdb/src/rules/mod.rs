//! What a request may ask: the service's limits, in its order and its words.
//!
//! Each operation has a `check`, for what the request alone shows, and a `check_table`, for what only the table
//! can tell. Nothing is read or written before both have passed, and [`crate::eval`] relies on it.

pub(crate) mod batch_get;
pub(crate) mod batch_write;
pub(crate) mod create_table;
pub(crate) mod delete;
pub(crate) mod delete_table;
pub(crate) mod expiry;
mod expression;
#[cfg(test)]
mod fixture;
pub(crate) mod get;
mod index_key;
pub(crate) mod item;
mod key;
mod key_condition;
pub(crate) mod key_paths;
pub(crate) mod list_tables;
mod page;
pub(crate) mod put;
pub(crate) mod query;
pub(crate) mod scan;
mod start_key;
pub(crate) mod stream;
pub(crate) mod table_name;
pub(crate) mod tags;
pub(crate) mod transact_get;
pub(crate) mod transact_write;
pub(crate) mod update;
pub(crate) mod update_table;
mod violations;

use dynamo_model::request::ReturnValues;
use dynamo_model::{Error, Result};

/// Wraps an error the way the service wraps faults of a put, update or delete that need no table to see.
fn enveloped(error: Error) -> Error {
    error.context("1 validation error detected")
}

/// Put and delete can only return what was there before.
fn check_return_values(values: ReturnValues) -> Result<()> {
    match values {
        ReturnValues::None | ReturnValues::AllOld => Ok(()),
        _ => Err(enveloped(Error::validation("ReturnValues can only be ALL_OLD or NONE"))),
    }
}

#[cfg(test)]
mod tests;
