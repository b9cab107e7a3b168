//! How much room a database takes.

use dynamo_model::Result;

use crate::worker::Shared;

/// How much room a database takes, from [`Lmdb::usage`](crate::Lmdb::usage).
///
/// ```
/// let db = dynamo_lmdb::Lmdb::temporary()?;
/// let usage = db.usage()?;
/// assert!(usage.used <= usage.allocated);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Usage {
    /// The bytes of the pages that hold something. It is these that [`Options::max_size`](crate::Options::max_size) limits.
    pub used: u64,
    /// The bytes of all pages of the file: what deletes have left is used again before it grows.
    pub allocated: u64,
}

/// Looks at what is committed now.
pub(crate) fn usage(shared: &Shared) -> Result<Usage> {
    let used = shared.read(None, |txn| shared.store.used(txn))?;
    let page = u64::from(shared.env.unnamed_database_stat().page_size);
    let pages = u64::try_from(shared.env.info().last_page_number).unwrap_or(u64::MAX).saturating_add(1);
    Ok(Usage { used: u64::try_from(used).unwrap_or(u64::MAX), allocated: pages.saturating_mul(page) })
}
