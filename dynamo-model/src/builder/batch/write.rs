use std::collections::HashMap;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::retry::Retry;
use crate::backend::BoxFuture;
use crate::builder::{Binding, Bound, Db, Unbound};
use crate::entity::{Entity, Key, Record, Table, key_of, written_at};
use crate::error::{Error, ErrorKind, Result};
use crate::request::{BatchWriteItem, Write};

/// The most writes of one request.
const MOST_WRITES: usize = 25;

/// Puts and deletes any number of entities of one table, each on its own; awaiting gives `()` once all are written.
///
/// 25 writes are sent at a time. What comes back unprocessed is sent again, after a while if nothing of it was processed.
/// A batch takes no conditions, and some of it may be written when it fails; [`Transact`](crate::builder::Transact) is for
/// what must happen together.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: u32, total: u32 }
/// use dynamo_model::builder::BatchWrite;
///
/// let orders: Vec<Order> = (0..30).map(|id| Order { id, total: 5 }).collect();
/// let requests = BatchWrite::<Shop>::new().put_all(&orders).delete(Order::key(30)).requests()?;
/// let writes: Vec<usize> = requests.iter().map(|request| request.tables["shop"].len()).collect();
/// assert_eq!(writes, [25, 6]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a batch does nothing until it is awaited"]
pub struct BatchWrite<T, B = Unbound> {
    writes: Vec<Result<Write>>,
    bound: B,
    table: PhantomData<fn() -> T>,
}

impl<T: Table> BatchWrite<T> {
    /// Makes a batch of nothing yet, without a database.
    pub fn new() -> Self {
        Self { writes: Vec::new(), bound: Unbound, table: PhantomData }
    }

    pub(in crate::builder) fn bind(self, db: &Db<T>) -> BatchWrite<T, Bound<'_, T>> {
        BatchWrite { writes: self.writes, bound: Bound(db), table: PhantomData }
    }
}

impl<T: Table> Default for BatchWrite<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Table, B: Binding> BatchWrite<T, B> {
    /// Stores an entity, replacing the one with the same key.
    pub fn put<E: Record<Table = T>>(mut self, entity: &E) -> Self {
        let now = self.bound.now();
        self.writes.push(entity.to_item().map(|item| Write::Put(written_at::<E>(item, now))));
        self
    }

    /// Stores entities, replacing those with the same keys.
    pub fn put_all<'e, E: Record<Table = T> + 'e>(self, entities: impl IntoIterator<Item = &'e E>) -> Self {
        entities.into_iter().fold(self, Self::put)
    }

    /// Deletes an entity; there need not be one.
    pub fn delete<E: Entity<Table = T>>(mut self, key: Key<E>) -> Self {
        self.writes.push(key.into_item().map(Write::Delete));
        self
    }

    /// Deletes entities; there need not be any.
    pub fn delete_all<E: Entity<Table = T>>(self, keys: impl IntoIterator<Item = Key<E>>) -> Self {
        keys.into_iter().fold(self, Self::delete)
    }

    /// Returns the requests that would be sent, unless something comes back unprocessed.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous,
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if two writes are of one item.
    pub fn requests(&self) -> Result<Vec<BatchWriteItem>> {
        let mut seen = HashMap::new();
        let mut writes = Vec::with_capacity(self.writes.len());
        for (place, write) in self.writes.iter().enumerate() {
            let number = place + 1;
            let write =
                write.clone().map_err(|error| error.context(format_args!("write {number} of a batch")))?;
            let (Write::Put(item) | Write::Delete(item)) = &write;
            if let Some(other) = seen.insert(key_of::<T>(item.view(), None).into_bytes(), number) {
                return Err(Error::validation(format!(
                    "writes {other} and {number} of a batch are of one item; which comes last is not certain, so keep one"
                )));
            }
            writes.push(write);
        }
        let table = self.bound.table_name(T::SCHEMA.name);
        let request = |writes: &[Write]| {
            let mut request = BatchWriteItem::new();
            request.tables.insert(table.clone(), writes.to_vec());
            request
        };
        Ok(writes.chunks(MOST_WRITES).map(request).collect())
    }
}

impl<T: Table> BatchWrite<T, Bound<'_, T>> {
    /// Writes what can be written, and returns the rest: what the table has no throughput for, for a while at least.
    ///
    /// # Errors
    ///
    /// As [`BatchWrite::requests`], and what the backend reports.
    pub async fn leaving_unprocessed(self) -> Result<Vec<Write>> {
        let mut left = Vec::new();
        for request in self.requests()? {
            // Where one request gets nowhere, the next ones would not either.
            if left.is_empty() {
                left = self.write(request).await?;
            } else {
                left.extend(request.tables.into_values().flatten());
            }
        }
        Ok(left)
    }

    async fn write(&self, mut request: BatchWriteItem) -> Result<Vec<Write>> {
        let mut retry = Retry::default();
        loop {
            let asked = count(&request);
            match self.bound.0.backend().batch_write_item(request.clone()).await {
                Ok(output) => request.tables = output.unprocessed,
                // Nothing of it was processed.
                Err(error) if error.is_throttled() => {}
                Err(error) => return Err(error),
            }
            let left = count(&request);
            if left == 0 || !retry.again(left < asked).await {
                return Ok(request.tables.into_values().flatten().collect());
            }
        }
    }
}

fn count(request: &BatchWriteItem) -> usize {
    request.tables.values().map(Vec::len).sum()
}

impl<'d, T: Table> IntoFuture for BatchWrite<T, Bound<'d, T>> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'d, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let all = self.writes.len();
            match self.leaving_unprocessed().await?.len() {
                0 => Ok(()),
                left => Err(Error::new(
                    ErrorKind::Throttled,
                    format!(
                        "{left} of {all} writes of a batch were not processed, the others were; \
                         `leaving_unprocessed` returns them"
                    ),
                )),
            }
        })
    }
}

impl<T, B> fmt::Debug for BatchWrite<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWrite").field("writes", &self.writes).finish_non_exhaustive()
    }
}
