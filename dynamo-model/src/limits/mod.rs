//! The service's limits, asked of each request before it is sent. What a request shows by itself it checks itself, by the
//! rules that backends check by, too; the table's schema says which of its values are keys.

mod batch;
mod item;
mod key;
mod local;
mod page;
mod single;
mod transact;

pub(crate) use self::batch::{check_batched_key, check_batched_write, split};
pub(crate) use self::transact::{
    check_read, check_reads, check_transacted, check_transaction, find_repeated,
};

use crate::entity::{Record, Table};
use crate::error::{Error, Result};
use crate::schema::TableSchema;

/// A request with limits.
pub(crate) trait Limited {
    /// Checks the request, which is for a table of this schema.
    fn check_limits(&self, table: &TableSchema) -> Result<()>;
}

/// Returns a request that was made, or why it cannot be sent; `what` it is goes in front of a limit that it exceeds.
///
/// # Errors
///
/// What was wrong when it was made, or the first limit it exceeds, as a validation error.
pub(crate) fn checked<T: Table, R: Limited>(made: Result<R>, what: impl FnOnce() -> String) -> Result<R> {
    let request = made.map_err(Error::unsent)?;
    match request.check_limits(T::SCHEMA) {
        Ok(()) => Ok(request),
        Err(error) => Err(error.unsent().context(what())),
    }
}

/// Names what is done to an entity.
pub(crate) fn of_entity<E: Record>(what: &str) -> String {
    let name = E::__ENTITY.map_or(<E::Table as Table>::SCHEMA.rust_name, |entity| entity.rust_name);
    format!("{what} of `{name}`")
}
