//! Deletes what has expired: items by their table's time to live, stream records and streams by their age.

use std::sync::Arc;

use dynamo_model::Result;

use super::MOST_ROWS;
use crate::exec;
use crate::table::{StreamDef, TableDef};
use crate::worker::Batch;

/// How long an item may have expired: later, the attribute is taken for something else than a time.
const LONGEST_EXPIRED: u64 = 5 * 365 * DAY;
/// How long stream records, and streams that have ended, are kept.
const RETENTION: u64 = DAY;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// What a sweep, or a piece of one, has deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Swept {
    pub(crate) items: usize,
    pub(crate) records: usize,
    streams: usize,
    /// Places in the order of expiry that were not those of their items.
    misplaced: usize,
    /// Whether there may be more.
    pub(crate) is_piece: bool,
}

impl Swept {
    pub(super) fn changed(&self) -> bool {
        self.items + self.records + self.streams + self.misplaced > 0
    }
}

/// Deletes some of what has expired.
pub(crate) fn sweep(batch: &mut Batch<'_, '_>) -> Result<Swept> {
    let mut swept = Swept::default();
    let tables: Vec<Arc<TableDef>> = batch.catalog.tables().values().cloned().collect();
    for table in tables.iter().filter(|table| table.expiry.is_some()) {
        let from = batch.now.saturating_sub(LONGEST_EXPIRED);
        let room = MOST_ROWS.saturating_sub(swept.items + swept.misplaced);
        let expired = batch.store.expired(batch.txn, table, [from, batch.now], room)?;
        swept.is_piece |= expired.len() == room;
        for place in &expired {
            let gone =
                if exec::expire(batch, table, place)? { &mut swept.items } else { &mut swept.misplaced };
            *gone += 1;
        }
    }
    let streams: Vec<Arc<StreamDef>> = batch.catalog.streams().values().cloned().collect();
    for stream in streams {
        trim(batch, &stream, &mut swept)?;
    }
    Ok(swept)
}

fn trim(batch: &mut Batch<'_, '_>, stream: &StreamDef, swept: &mut Swept) -> Result<()> {
    let horizon = batch.now.saturating_sub(RETENTION);
    if stream.ended_at.is_some_and(|ended| ended <= horizon) {
        swept.streams += 1;
        return batch.store.delete_stream(batch.txn, Arc::make_mut(batch.catalog), stream.id);
    }
    let (mut last, mut seen) = (None, 0);
    batch.store.walk_changes(batch.txn, stream.id, stream.trimmed.saturating_add(1), |change| {
        let is_old = change.at()? <= horizon;
        if is_old {
            (last, seen) = (Some(change.sequence), seen + 1);
        }
        Ok(is_old && seen < MOST_ROWS)
    })?;
    let Some(trimmed) = last else { return Ok(()) };
    swept.records += seen;
    swept.is_piece |= seen == MOST_ROWS;
    batch.store.delete_changes(batch.txn, stream.id, trimmed)?;
    let stream = StreamDef { trimmed, ..stream.clone() };
    batch.store.save_stream(batch.txn, Arc::make_mut(batch.catalog), stream)
}
