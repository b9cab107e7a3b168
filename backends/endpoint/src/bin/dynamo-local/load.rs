//! Writing many items into a table.

use std::fmt::Display;

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend as _;
use dynamo_model::request::{PutItem, TableName};
use dynamo_model::value::Item;
use indicatif::ProgressBar;
use tokio::task::JoinSet;

use crate::failure::{Failure, Outcome};
use crate::items::Numbered;
use crate::progress;

/// How many items are under way together, and share a wait for the disk.
const GROUP: usize = 1_000;
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

    /// Writes items until one is wrong; `place` and its number say where that is.
    pub(crate) async fn write(
        &mut self,
        place: impl Display,
        items: impl Iterator<Item = Numbered>,
    ) -> Outcome {
        let (mut group, mut bytes) = (Vec::new(), 0);
        for item in items {
            match item {
                Ok((number, item)) => {
                    bytes += item.size();
                    group.push((number, item));
                }
                Err(unread) => {
                    let refused = self.group(group).await.err();
                    return Err(self.stopped(&place, refused.unwrap_or(unread)));
                }
            }
            if group.len() == GROUP || bytes > MOST_BYTES {
                let group = std::mem::take(&mut group);
                self.group(group).await.map_err(|refused| self.stopped(&place, refused))?;
                bytes = 0;
            }
        }
        self.group(group).await.map_err(|refused| self.stopped(&place, refused))
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
            "{place} {number}: {what}; {written} items are written into `{table}`, all before it among them"
        ))
    }

    /// Writes some items together; the first one that is refused is the failure, and does not keep the others out.
    async fn group(&self, group: Vec<(u64, Item)>) -> Result<(), (u64, String)> {
        let mut puts = JoinSet::new();
        // They begin, and so are written, in this order: the thread is theirs alone.
        for (number, item) in group {
            let (database, put) = (self.database.clone(), PutItem::new(self.table.clone(), item));
            puts.spawn(async move { (number, database.put_item(put).await) });
        }
        let mut first = None;
        for (number, outcome) in puts.join_all().await {
            match outcome {
                Ok(_) => self.written.inc(1),
                Err(error) if first.as_ref().is_none_or(|(least, _)| number < *least) => {
                    first = Some((number, error.message().to_owned()));
                }
                Err(_) => {}
            }
        }
        first.map_or(Ok(()), Err)
    }
}
