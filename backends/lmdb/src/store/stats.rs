use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::Result;
use heed::{RoTxn, RwTxn};

use super::Store;
use crate::codec::sealed::{damaged, seal, unseal};
use crate::error::storage;

/// Precedes the ids that rows are counted of.
const COUNTERS: &[u8; 2] = b"n:";

/// How many rows a table or index has, and how large they are together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stats {
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

/// What writes since the last commit changed, by table or index id.
#[derive(Clone, Debug, Default)]
pub(crate) struct StatsDelta {
    changed: BTreeMap<u32, (i64, i64)>,
    /// Bytes that were added and are nobody's rows: stream records, tokens, places in orders of expiry.
    added: usize,
    /// How many rows of tables and indexes were written.
    pub(crate) written: usize,
    stores: bool,
    deletes: bool,
    /// Tables and indexes that are gone; ids are never used again.
    dropped: BTreeSet<u32>,
}

impl StatsDelta {
    /// Records that a row of `old` bytes became one of `new` bytes.
    pub(crate) fn change(&mut self, id: u32, old: Option<usize>, new: Option<usize>) {
        self.written += 1;
        self.stores |= new.is_some();
        self.deletes |= old.is_some() && new.is_none();
        let (count, bytes) = self.changed.entry(id).or_default();
        *count += i64::from(new.is_some()) - i64::from(old.is_some());
        *bytes += signed(new.unwrap_or(0)) - signed(old.unwrap_or(0));
    }

    /// Records bytes that no row of a table or index has.
    pub(crate) fn add(&mut self, bytes: usize) {
        self.added += bytes;
    }

    /// Whether this takes room that has to be there. Deletes alone do not, for all that they record: they have to go through
    /// however full the database is.
    pub(crate) fn grows(&self) -> bool {
        let rows: i64 = self.changed.values().map(|(_, bytes)| bytes).sum();
        let deletes_only = self.deletes && !self.stores;
        !deletes_only && rows + signed(self.added) > 0
    }

    /// Forgets a table or index that is gone.
    pub(crate) fn drop(&mut self, id: u32) {
        self.dropped.insert(id);
    }

    /// Adds what another set of writes changed.
    pub(crate) fn merge(&mut self, other: Self) {
        self.dropped.extend(other.dropped);
        self.added += other.added;
        self.written += other.written;
        self.stores |= other.stores;
        self.deletes |= other.deletes;
        for (id, (count, bytes)) in other.changed {
            let entry = self.changed.entry(id).or_default();
            entry.0 += count;
            entry.1 += bytes;
        }
    }
}

impl Store {
    /// Returns the counters of a table or index.
    pub(crate) fn stats(&self, txn: &RoTxn<'_>, id: u32) -> Result<Stats> {
        let key = stats_key(id);
        let Some(row) = self.meta.get(txn, &key).map_err(storage)? else { return Ok(Stats::default()) };
        let (count, rest) = unseal(&key, row)?.split_first_chunk::<8>().ok_or_else(damaged)?;
        let bytes = rest.first_chunk::<8>().ok_or_else(damaged)?;
        Ok(Stats { count: u64::from_le_bytes(*count), bytes: u64::from_le_bytes(*bytes) })
    }

    /// Writes the counters that changed.
    pub(crate) fn add_stats(&self, txn: &mut RwTxn<'_>, delta: StatsDelta) -> Result<()> {
        for (id, (count, bytes)) in delta.changed {
            if (count, bytes) == (0, 0) || delta.dropped.contains(&id) {
                continue;
            }
            let key = stats_key(id);
            // A damaged counter is no reason to refuse writes: `verify` says that it is wrong.
            let stats = self.stats(txn, id).unwrap_or_else(|error| {
                tracing::warn!(%error, id, "the counter of a table or index is damaged");
                Stats::default()
            });
            let row = seal(&key, 16, |out| {
                out.extend_from_slice(&stats.count.saturating_add_signed(count).to_le_bytes());
                out.extend_from_slice(&stats.bytes.saturating_add_signed(bytes).to_le_bytes());
            });
            self.meta.put(txn, &key, &row).map_err(storage)?;
        }
        for id in delta.dropped {
            self.meta.delete(txn, &stats_key(id)).map_err(storage)?;
        }
        Ok(())
    }
}

/// Returns the id whose counters a row of `meta` holds, if it is such a row.
pub(crate) fn counted_id(key: &[u8]) -> Option<u32> {
    let id = key.strip_prefix(COUNTERS)?.try_into().ok()?;
    Some(u32::from_be_bytes(id))
}

fn stats_key(id: u32) -> [u8; 6] {
    let ([n, colon], [a, b, c, d]) = (*COUNTERS, id.to_be_bytes());
    [n, colon, a, b, c, d]
}

fn signed(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
