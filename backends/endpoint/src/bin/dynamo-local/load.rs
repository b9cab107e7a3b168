//! Writing many items into a table.

use std::fmt::Display;

use dynamo_lmdb::Lmdb;
use dynamo_model::request::{BatchWriteItem, PutItem, TableName, Write};
use dynamo_model::value::Item;
use dynamo_model::{Backend as _, Result};
use indicatif::ProgressBar;
use tokio::task::JoinSet;

use crate::failure::{Failure, Outcome};
use crate::items::Numbered;
use crate::progress;

/// How many items a batch takes.
const BATCH: usize = 25;
/// How many batches are under way together, and share a wait for the disk.
const BATCHES: usize = 40;
/// How large they are together, about.
const MOST_BYTES: usize = 16 << 20;

/// A table that items are written into, in their order: of those with one key the last one stays.
pub(crate) struct Load<'d> {
    database: &'d Lmdb,
    table: TableName,
    written: ProgressBar,
}

impl<'d> Load<'d> {
    pub(crate) fn new(database: &'d Lmdb, table: &str) -> Self {
        let written = progress::counter(format!("importing {table}"));
        Self { database, table: table.into(), written }
    }

    /// Writes items up to the first one that is wrong; `place` and its number say where that is.
    pub(crate) async fn write(
        &mut self,
        place: impl Display,
        items: impl Iterator<Item = Numbered>,
    ) -> Outcome {
        let mut group = Vec::new();
        let mut bytes = 0;
        let mut wrong = None;
        for item in items {
            match item {
                Ok((number, item)) => {
                    bytes += item.size();
                    group.push((number, item));
                }
                Err(found) => {
                    wrong = Some(found);
                    break;
                }
            }
            if group.len() == BATCH * BATCHES || bytes > MOST_BYTES {
                bytes = 0;
                self.group(std::mem::take(&mut group)).await.map_err(|wrong| self.stopped(&place, wrong))?;
            }
        }
        let rest = self.group(group).await;
        rest.and(wrong.map_or(Ok(()), Err)).map_err(|wrong| self.stopped(&place, wrong))
    }

    /// Ends it, and returns how many items were written.
    pub(crate) fn finish(self) -> u64 {
        self.written.finish_and_clear();
        self.written.position()
    }

    fn stopped(&self, place: &impl Display, (number, what): (u64, String)) -> Failure {
        self.written.finish_and_clear();
        let (written, table) = (self.written.position(), &*self.table);
        Failure::new(format_args!(
            "{place} {number}: {what}; the {written} items before it are in table `{table}`"
        ))
    }

    /// Writes some items in batches. From the first batch on that is refused they are written one by one, which tells
    /// which one is wrong and keeps those with one key in their order.
    async fn group(&self, group: Vec<(u64, Item)>) -> std::result::Result<(), (u64, String)> {
        let done = self.batches(&group).await * BATCH;
        self.written.inc(u64::try_from(done.min(group.len())).unwrap_or(u64::MAX));
        for (number, item) in group.into_iter().skip(done) {
            let put = self.database.put_item(PutItem::new(self.table.clone(), item)).await;
            put.map_err(|error| (number, error.message().to_owned()))?;
            self.written.inc(1);
        }
        Ok(())
    }

    /// Writes batches, and returns how many succeeded before the first that did not.
    async fn batches(&self, group: &[(u64, Item)]) -> usize {
        let mut batches = JoinSet::new();
        // They begin, and so are written, in this order: the thread is theirs alone.
        for (index, batch) in group.chunks(BATCH).enumerate() {
            let (database, request) = (self.database.clone(), self.batch(batch));
            batches.spawn(async move { (index, write_batch(&database, request).await) });
        }
        let outcomes = batches.join_all().await;
        let refused = outcomes.iter().filter(|(_, outcome)| !matches!(outcome, Ok(true)));
        refused.map(|(index, _)| *index).min().unwrap_or(outcomes.len())
    }

    fn batch(&self, items: &[(u64, Item)]) -> BatchWriteItem {
        let mut request = BatchWriteItem::new();
        let puts = items.iter().map(|(_, item)| Write::Put(item.clone()));
        request.tables.insert(self.table.clone(), puts.collect());
        request
    }
}

/// Writes a batch, and says whether all of it was written.
async fn write_batch(database: &Lmdb, request: BatchWriteItem) -> Result<bool> {
    Ok(database.batch_write_item(request).await?.unprocessed.is_empty())
}
