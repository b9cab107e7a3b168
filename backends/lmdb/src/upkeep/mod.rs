//! Work that no request waits for, done by the writer in pieces between requests: filling what is made of a table's items,
//! removing rows nobody reads any more, deleting what has expired.
//!
//! What is left to do stands in the catalog, so it goes on after a crash.

mod drop;
mod fill;
mod schedule;
mod sweep;
#[cfg(test)]
mod tests;

pub(crate) use schedule::{Schedule, Work};
pub(crate) use sweep::sweep;

use dynamo_model::Result;

use crate::store::Catalog;
use crate::worker::Batch;

/// The most bytes of items and records one piece of work reads, so that requests do not wait long for it; its rows are
/// limited, too.
const MOST_BYTES: usize = 4 << 20;

/// Whether there is work to do at once.
pub(crate) fn is_waiting(catalog: &Catalog) -> bool {
    can_drop(catalog) || can_fill(catalog)
}

fn can_drop(catalog: &Catalog) -> bool {
    !catalog.dropped().is_empty()
}

fn can_fill(catalog: &Catalog) -> bool {
    catalog.tables().values().any(|table| !table.is_filled())
}

fn can_expire(catalog: &Catalog) -> bool {
    !catalog.streams().is_empty() || catalog.tables().values().any(|table| table.expiry.is_some())
}

/// Does one piece of work of a kind, and says whether it changed anything.
pub(crate) fn step(mut batch: Batch<'_, '_>, work: Work, schedule: &mut Schedule) -> Result<bool> {
    match work {
        Work::Drop => drop::step(&mut batch),
        Work::Fill => fill::step(&mut batch),
        Work::Sweep => {
            let swept = sweep(&mut batch)?;
            schedule.swept(swept.is_piece);
            if let Some(error) = &swept.fault {
                tracing::error!(%error, "what has expired cannot all be deleted; verify says why");
            }
            Ok(swept.changed())
        }
    }
}
