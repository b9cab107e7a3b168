//! Transactions, part by part, so that who asks can say which part it was.

use std::collections::HashSet;

use super::item::{check_put, check_updated};
use super::key::check_primary;
use crate::error::Result;
use crate::request::check::repeated;
use crate::request::{Action, TransactGet, TransactGetItems, TransactWrite, TransactWriteItems};
use crate::schema::TableSchema;

/// Checks one write of a transaction.
pub(crate) fn check_transacted(write: &TransactWrite, table: &TableSchema) -> Result<()> {
    write.check_alone()?;
    match &write.action {
        Action::Put(item) => check_put(item.view(), table),
        Action::Update(key, update) => check_updated(key.view(), update, table),
        Action::Delete(key) | Action::Check(key) => check_primary(key.view(), table),
    }
}

/// Checks a transaction whose writes are right by themselves.
pub(crate) fn check_transaction(request: &TransactWriteItems) -> Result<()> {
    request.check_members()?;
    request.check_size()
}

/// Checks one read of a transaction.
pub(crate) fn check_read(read: &TransactGet, table: &TableSchema) -> Result<()> {
    read.check_alone()?;
    check_primary(read.key.view(), table)
}

/// Checks a transaction whose reads are right by themselves.
pub(crate) fn check_reads(request: &TransactGetItems) -> Result<()> {
    request.check_members()?;
    // Keys that are made by one template have their attributes in one order.
    let mut seen = HashSet::new();
    let all_new = request.gets.iter().all(|get| seen.insert(get.key.as_bytes()));
    if all_new { Ok(()) } else { Err(repeated()) }
}
