//! Removes the rows of tables, indexes, streams and expiries that are gone.

use std::sync::Arc;

use dynamo_model::Result;

use super::MOST_ROWS;
use crate::worker::Batch;

/// Removes some rows, and says whether there were any ids to remove.
pub(super) fn step(batch: &mut Batch<'_, '_>) -> Result<bool> {
    let Some(id) = batch.catalog.dropped().first().copied() else { return Ok(false) };
    if batch.store.delete_rows(batch.txn, id, MOST_ROWS)? < MOST_ROWS {
        batch.store.forget_dropped(batch.txn, Arc::make_mut(batch.catalog), id)?;
        batch.stats.drop(id);
    }
    Ok(true)
}
