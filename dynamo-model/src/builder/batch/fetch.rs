//! Items by their primary keys, as many as there are.

use std::collections::{HashMap, HashSet};

use super::retry::{Batch, send_until_done};
use crate::builder::Db;
use crate::entity::{Table, key_of};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::Projection;
use crate::request::check::MOST_KEYS;
use crate::request::{BatchGetItem, Capacity, KeysToGet, ReturnCapacity, TableName};
use crate::value::Item;

/// What was found.
#[derive(Default)]
pub(crate) struct Found {
    /// Items by the bytes of their primary keys.
    pub(crate) items: HashMap<Vec<u8>, Item>,
    /// The capacity consumed; nothing if the requests did not ask.
    pub(crate) consumed: Capacity,
    /// The bytes of the keys that were not processed, however often they were sent.
    pub(super) unprocessed: HashSet<Vec<u8>>,
}

/// Reads items by their primary keys, eventually consistent, and says what that consumed. A projection has the keys.
pub(crate) async fn fetch<T: Table>(db: &Db<T>, keys: &[Item], asked: Option<&Projection>) -> Result<Found> {
    let requests = requests(db.table_name(), keys, asked, false);
    let requests = requests.into_iter().map(|request| request.with_capacity(ReturnCapacity::Total));
    let found = send(db, requests.collect()).await?;
    if found.unprocessed.is_empty() { Ok(found) } else { Err(throttled(found.unprocessed.len(), keys.len())) }
}

/// The error of a read that gives up.
pub(super) fn throttled(left: usize, all: usize) -> Error {
    Error::new(ErrorKind::Throttled, format!("{left} of {all} reads were not processed; try again later"))
}

/// Makes the requests that read the items, none twice.
pub(super) fn requests<'k>(
    table: &TableName,
    keys: impl IntoIterator<Item = &'k Item>,
    asked: Option<&Projection>,
    consistent: bool,
) -> Vec<BatchGetItem> {
    let mut seen = HashSet::new();
    let keys: Vec<&Item> = keys.into_iter().filter(|key| seen.insert(key.as_bytes())).collect();
    let request = |keys: &[&Item]| {
        let mut keys = KeysToGet::new(keys.iter().copied().cloned());
        keys.consistent_read = consistent;
        keys.projection = asked.cloned();
        BatchGetItem::new().with_keys(table.clone(), keys)
    };
    keys.chunks(MOST_KEYS).map(request).collect()
}

/// Sends the requests one after the other, and what comes back unprocessed again.
pub(super) async fn send<T: Table>(db: &Db<T>, requests: Vec<BatchGetItem>) -> Result<Found> {
    let mut found = Found::default();
    for request in requests {
        // Where one request gets nowhere, the next ones would not either.
        let left =
            if found.unprocessed.is_empty() { send_one(db, request, &mut found).await? } else { request };
        found
            .unprocessed
            .extend(left.tables.into_values().flat_map(|asked| asked.keys).map(Item::into_bytes));
    }
    Ok(found)
}

/// Reads the items of one request, and returns what of it was never processed.
async fn send_one<T: Table>(
    db: &Db<T>,
    mut request: BatchGetItem,
    found: &mut Found,
) -> Result<BatchGetItem> {
    let send = |request| db.backend().batch_get_item(request);
    send_until_done(&mut request, send, |request: &mut BatchGetItem, output| {
        found.consumed += output.consumed_capacity.iter().map(|of| of.total).sum();
        for item in output.items.into_values().flatten() {
            found.items.insert(key_of::<T>(item.view(), None).into_bytes(), item);
        }
        request.tables = output.unprocessed;
    })
    .await?;
    Ok(request)
}

impl Batch for BatchGetItem {
    fn len(&self) -> usize {
        self.tables.values().map(|of| of.keys.len()).sum()
    }
}
