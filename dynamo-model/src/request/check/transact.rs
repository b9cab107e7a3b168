//! Transactions.

use std::collections::BTreeSet;

use super::expression::Expressions;
use super::name::{check_target, name_of};
use super::{ACTIONS, Constraint, TOKEN, Violations, canonical, check_put_size};
use crate::request::{Action, TransactGet, TransactGetItems, TransactWrite, TransactWriteItems};
use crate::value::{Value, ValueError};
use crate::{Error, Result};

/// The most actions of a transaction.
pub(crate) const MOST_ACTIONS: usize = 100;
/// The levels of nesting that are read of a constant.
const DEEPEST_CONSTANT: usize = 33;
/// The most bytes all items of a transaction may have together.
const MOST_BYTES: usize = 4 * 1024 * 1024;

impl TransactWriteItems {
    /// Checks what the request shows by itself: members, then action by action, then how large they are together. Whether two
    /// actions are on one item is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};
    /// use dynamo_model::value::Item;
    ///
    /// let put = |key: u32| TransactWrite::new("shop", Action::Put(Item::from_iter([("PK", key)])));
    /// assert!(TransactWriteItems::new((0..100).map(put)).check().is_ok());
    /// assert!(TransactWriteItems::new((0..101).map(put)).check().unwrap_err().is_validation());
    /// ```
    pub fn check(&self) -> Result<()> {
        self.check_members()?;
        self.writes.iter().try_for_each(TransactWrite::check_alone)?;
        self.check_size()
    }

    /// Checks how many writes there are, and that each has all it needs; then the names of their tables.
    pub(crate) fn check_members(&self) -> Result<()> {
        let mut found = Violations::default();
        if let Some(token) = &self.token {
            found.text("clientRequestToken", token, TOKEN);
        }
        check_count(&mut found, self.writes.len());
        for (position, write) in self.writes.iter().take(MOST_ACTIONS).enumerate() {
            check_required(&mut found, position + 1, write);
        }
        found.into_result()?;
        let mut names = Violations::default();
        for (position, write) in self.writes.iter().enumerate() {
            let path =
                format_args!("transactItems.{}.member.{}.tableName", position + 1, kind(&write.action));
            check_target(&mut names, path, &write.table);
        }
        names.into_result()
    }

    /// Checks how large the writes are together.
    pub(crate) fn check_size(&self) -> Result<()> {
        check_transacted_size(self.writes.iter().map(size).sum())
    }
}

impl TransactWrite {
    /// Checks one write, whatever others there are.
    pub(crate) fn check_alone(&self) -> Result<()> {
        self.action.subject().check()?;
        if let Action::Put(item) = &self.action {
            check_put_size(item.view())?;
        }
        expressions(self).check()
    }
}

impl TransactGetItems {
    /// Checks what the request shows by itself: members, then each read, then that no item comes twice. Whether the keys are
    /// the tables' is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::{TransactGet, TransactGetItems};
    /// use dynamo_model::value::Item;
    ///
    /// let get = |key: u32| TransactGet::new("shop", Item::from_iter([("PK", key)]));
    /// assert!(TransactGetItems::new([get(1), get(2)]).check().is_ok());
    /// assert!(TransactGetItems::new([get(1), get(1)]).check().unwrap_err().is_validation());
    /// ```
    pub fn check(&self) -> Result<()> {
        self.check_members()?;
        self.gets.iter().try_for_each(TransactGet::check_alone)?;
        let mut seen = BTreeSet::new();
        if self.gets.iter().all(|get| seen.insert((name_of(&get.table), canonical(&get.key)))) {
            Ok(())
        } else {
            Err(repeated())
        }
    }

    /// Checks how many reads there are, and that each has a table.
    pub(crate) fn check_members(&self) -> Result<()> {
        let mut found = Violations::default();
        check_count(&mut found, self.gets.len());
        found.into_result()?;
        let mut names = Violations::default();
        for (position, get) in self.gets.iter().enumerate() {
            let path = format_args!("transactItems.{}.member.get.tableName", position + 1);
            check_target(&mut names, path, &get.table);
        }
        names.into_result()
    }
}

impl TransactGet {
    /// Checks one read, whatever others there are.
    pub(crate) fn check_alone(&self) -> Result<()> {
        self.key.check()?;
        let projection = self.projection.as_ref();
        Expressions { projection, written: self.written, ..Expressions::default() }.check()
    }
}

/// Checks a constant of a transaction's expressions like a value to store, which it may be too deep for by a level: whether
/// it is stored is another matter.
///
/// # Errors
///
/// The first [`ValueError`] in order.
pub fn check_transacted_constant(value: &Value) -> Result<(), ValueError> {
    value.check_nested(DEEPEST_CONSTANT)
}

/// Makes the error of a transaction that names an item twice.
#[must_use]
pub fn repeated() -> Error {
    Error::validation("Transaction request cannot include multiple operations on one item")
}

/// Checks how large the items of a transaction are together.
///
/// # Errors
///
/// A validation error.
pub fn check_transacted_size(bytes: usize) -> Result<()> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    // The service says it twice.
    let once = "Transaction payload size cannot exceed 4MB. Payload Size: ";
    Err(Error::validation(format!("{once}: {once}{bytes}"))
        .with_detail(format!("{MOST_BYTES} bytes are the most; split what need not happen together")))
}

/// Requires 1 to 100 actions.
fn check_count(found: &mut Violations, actions: usize) {
    match ACTIONS.iter().find(|rule| !rule.allows_length(actions)) {
        Some(broken) if actions == 0 => found.add("'[]'", "transactItems", *broken),
        Some(broken) => found.add_unshown("transactItems", *broken),
        None => {}
    }
}

/// Checks that what makes an action is there.
fn check_required(found: &mut Violations, position: usize, write: &TransactWrite) {
    let missing = match &write.action {
        Action::Update(_, update) if update.is_empty() => "updateExpression",
        Action::Check(_) if write.condition.is_none() => "conditionExpression",
        _ => return,
    };
    let path = format!("transactItems.{position}.member.{}.{missing}", kind(&write.action));
    found.add("null", &path, Constraint::NotNull);
}

/// What the service calls the member that holds an action.
fn kind(action: &Action) -> &'static str {
    match action {
        Action::Put(_) => "put",
        Action::Delete(_) => "delete",
        Action::Update(..) => "update",
        Action::Check(_) => "conditionCheck",
    }
}

fn size(write: &TransactWrite) -> usize {
    write.action.subject().size() + expressions(write).size()
}

fn expressions(write: &TransactWrite) -> Expressions<'_> {
    let update = match &write.action {
        Action::Update(_, update) => Some(update),
        _ => None,
    };
    Expressions {
        update,
        condition: write.condition.as_ref(),
        written: write.written,
        in_transaction: true,
        ..Expressions::default()
    }
}

#[cfg(test)]
mod tests;
