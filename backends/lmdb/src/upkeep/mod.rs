//! Work that no request waits for, done by the writer in pieces between requests: filling what is made of a table's items,
//! removing rows nobody reads any more, deleting what has expired.
//!
//! What is left to do stands in the catalog, so it goes on after a crash.

mod drop;
mod fill;
mod schedule;
mod sweep;

pub(crate) use schedule::Schedule;
pub(crate) use sweep::sweep;

use dynamo_model::Result;

use crate::store::Catalog;
use crate::worker::Batch;

/// The most rows one piece of work reads or writes, so that requests do not wait long for it.
const MOST_ROWS: usize = 500;
/// The most bytes of items one piece of work reads.
const MOST_BYTES: usize = 4 << 20;

/// Whether there is work to do at once.
pub(crate) fn is_waiting(catalog: &Catalog) -> bool {
    !catalog.dropped().is_empty() || catalog.tables().values().any(|table| !table.is_filled())
}

/// Whether there is anything that can expire.
fn can_expire(catalog: &Catalog) -> bool {
    !catalog.streams().is_empty() || catalog.tables().values().any(|table| table.expiry.is_some())
}

/// Does one piece of the work there is, and says whether it changed anything.
pub(crate) fn step(mut batch: Batch<'_, '_>, schedule: &mut Schedule) -> Result<bool> {
    if fill::step(&mut batch)? || drop::step(&mut batch)? {
        return Ok(true);
    }
    let swept = sweep(&mut batch)?;
    schedule.swept(swept.is_piece);
    Ok(swept.changed())
}
