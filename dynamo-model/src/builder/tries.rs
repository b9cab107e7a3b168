use std::time::Duration;

use super::Db;
use super::backoff::Backoff;
use crate::entity::Table;
use crate::error::{Error, ErrorKind, Result};
use crate::request::GetItem;
use crate::value::Item;

/// How often something is tried that other programs may get in the way of.
pub(super) const MOST_TRIES: u32 = 10;
const SHORTEST: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_millis(500);

/// The tries of what depends on an entity's being as it was read.
#[derive(Debug)]
pub(super) struct Tries {
    entity: &'static str,
    doing: &'static str,
    most: u32,
    done: u32,
    backoff: Backoff,
}

impl Tries {
    /// Starts the first of at most so many tries of doing something with an entity.
    pub(super) fn new(doing: &'static str, entity: &'static str, most: u32) -> Self {
        Self { entity, doing, most, done: 1, backoff: Backoff::new(SHORTEST, LONGEST) }
    }

    /// Waits before the next try, as another program has `changed` something meanwhile.
    ///
    /// # Errors
    ///
    /// [`is_contended`](Error::is_contended) if this was the last.
    pub(super) async fn again(&mut self, changed: &str, cause: Error) -> Result<()> {
        let Self { entity, doing, done, .. } = *self;
        if done >= self.most {
            let message = format!(
                "{doing} of `{entity}` was tried {done} times, and each time {changed} had been changed meanwhile"
            );
            return Err(Error::new(ErrorKind::Contended, message).with_source(cause));
        }
        tracing::debug!(tries = done, entity, "{doing} met another write; it is done again");
        self.done += 1;
        self.backoff.wait().await;
        Ok(())
    }
}

/// Reads what is stored under a key.
pub(super) async fn stored<T: Table>(db: &Db<T>, key: &Item) -> Result<Option<Item>> {
    Ok(db.backend().get_item(read(db, key)).await?.item)
}

/// The read with which each try begins.
pub(super) fn read<T: Table>(db: &Db<T>, key: &Item) -> GetItem {
    GetItem::new(db.table_name().clone(), key.clone()).consistent()
}
