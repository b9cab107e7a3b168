//! Deletes what has expired: items by their table's time to live, stream records and streams by their age.

use std::sync::Arc;

use dynamo_model::{Error, Result};

use super::MOST_BYTES;
use crate::exec;
use crate::table::{StreamDef, TableDef};
use crate::worker::Batch;

/// How long an item may have expired: later, the attribute is taken for something else than a time.
const LONGEST_EXPIRED: u64 = 5 * 365 * DAY;
/// How long stream records, and streams that have ended, are kept.
const RETENTION: u64 = DAY;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// What a sweep, or a piece of one, has deleted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Swept {
    pub(crate) items: usize,
    pub(crate) records: usize,
    streams: usize,
    /// Places in the order of expiry that were not those of their items.
    misplaced: usize,
    bytes: usize,
    /// Whether there may be more.
    pub(crate) is_piece: bool,
    /// Why something of what has expired is still there.
    pub(crate) fault: Option<Error>,
}

impl Swept {
    pub(super) fn changed(&self) -> bool {
        self.items + self.records + self.streams + self.misplaced > 0
    }

    fn is_full(&self, batch: &Batch<'_, '_>) -> bool {
        self.items + self.records + self.misplaced >= batch.piece || self.bytes >= MOST_BYTES
    }
}

/// Deletes some of what has expired.
pub(crate) fn sweep(batch: &mut Batch<'_, '_>) -> Result<Swept> {
    let mut swept = Swept::default();
    let tables: Vec<Arc<TableDef>> = batch.catalog.tables().values().cloned().collect();
    for table in tables.iter().filter(|table| table.expiry.is_some()) {
        expire(batch, table, &mut swept)?;
    }
    let streams: Vec<Arc<StreamDef>> = batch.catalog.streams().values().cloned().collect();
    for stream in streams {
        trim(batch, &stream, &mut swept)?;
    }
    swept.is_piece = swept.is_full(batch);
    Ok(swept)
}

fn expire(batch: &mut Batch<'_, '_>, table: &TableDef, swept: &mut Swept) -> Result<()> {
    let from = batch.now.saturating_sub(LONGEST_EXPIRED);
    for place in batch.store.expired(batch.txn, table, [from, batch.now], batch.piece)? {
        if swept.is_full(batch) {
            break;
        }
        match exec::expire(batch, table, &place)? {
            Some(size) => {
                swept.items += 1;
                swept.bytes += size;
            }
            None => swept.misplaced += 1,
        }
    }
    Ok(())
}

fn trim(batch: &mut Batch<'_, '_>, stream: &StreamDef, swept: &mut Swept) -> Result<()> {
    let horizon = batch.now.saturating_sub(RETENTION);
    if stream.ended_at.is_some_and(|ended| ended <= horizon) {
        swept.streams += 1;
        return batch.store.delete_stream(batch.txn, Arc::make_mut(batch.catalog), stream.id);
    }
    let mut last = None;
    let walked = batch.store.walk_changes(batch.txn, stream.id, stream.trimmed.saturating_add(1), |change| {
        if swept.is_full(batch) || change.at()? > horizon {
            return Ok(false);
        }
        last = Some(change.sequence);
        swept.records += 1;
        swept.bytes += change.size();
        Ok(true)
    });
    // What is damaged holds up neither the records before it nor other streams.
    if let Err(error) = walked {
        swept.fault = Some(error.context(format_args!("the stream of table {}", stream.table)));
    }
    let Some(trimmed) = last else { return Ok(()) };
    batch.store.delete_changes(batch.txn, stream.id, trimmed)?;
    let stream = StreamDef { trimmed, ..stream.clone() };
    batch.store.save_stream(batch.txn, Arc::make_mut(batch.catalog), stream)
}
