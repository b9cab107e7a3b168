//! Transactions, part by part, so that who asks can say which part it was.

use std::collections::HashMap;

use super::item::{check_put, check_updated};
use super::key::check_primary;
use crate::entity::{Table, key_of};
use crate::error::Result;
use crate::request::check::repeated;
use crate::request::{Action, TransactGet, TransactGetItems, TransactWrite, TransactWriteItems};
use crate::schema::TableSchema;
use crate::value::Item;

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
pub(crate) fn check_reads<T: Table>(request: &TransactGetItems) -> Result<()> {
    request.check_members()?;
    match find_repeated::<T>(request.gets.iter().map(|get| &get.key).enumerate()) {
        None => Ok(()),
        Some((one, other)) => Err(repeated().with_detail(format!(
            "reads {} and {} of the transaction are of one item; keep one",
            one + 1,
            other + 1
        ))),
    }
}

/// Finds two operations on one item, by their places, given items or their keys.
pub(crate) fn find_repeated<'i, T: Table>(
    subjects: impl IntoIterator<Item = (usize, &'i Item)>,
) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    subjects.into_iter().find_map(|(place, item)| {
        let other = seen.insert(key_of::<T>(item.view(), None).into_bytes(), place)?;
        Some((other, place))
    })
}
