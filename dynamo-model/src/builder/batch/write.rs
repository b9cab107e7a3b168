use std::collections::HashMap;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::SystemTime;

use super::retry::{Batch, send_until_done};
use crate::backend::BoxFuture;
use crate::builder::{Binding, Bound, Db, Unbound};
use crate::entity::{Entity, Key, OfTable, Table, Whole, WithoutUnique, has_primary_key, key_of};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explain as _, Explanation, explains};
use crate::limits::{check_batched_write, split};
use crate::request::{BatchWriteItem, Write};
use crate::schema::{EntitySchema, TableSchema};
use crate::value::Item;

/// Puts and deletes any number of entities of one table, each on its own; awaiting gives `()` once all are written.
///
/// Up to 25 writes are sent at a time, fewer where those have more than 16 MB. What comes back unprocessed is sent again, after a while if nothing of it was processed.
/// A batch takes no conditions, and some of it may be written when it fails: [`Error::unwritten`] has the rest.
/// [`Transact`](crate::builder::Transact) is for what must happen together.
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
    writes: Vec<Result<Planned>>,
    unversioned: bool,
    bound: B,
    table: PhantomData<fn() -> T>,
}

/// A write that has no time yet.
#[derive(Clone, Debug)]
enum Planned {
    Put(Whole),
    Delete(Item),
    Made(Write),
}

impl<T: Table> BatchWrite<T> {
    /// Makes a batch of nothing yet, without a database.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    ///
    /// assert!(BatchWrite::<Shop>::new().requests()?.is_empty());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new() -> Self {
        Self { writes: Vec::new(), unversioned: false, bound: Unbound, table: PhantomData }
    }

    /// Puts the batch on a database: then it can be awaited.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// BatchWrite::new().put(&order("o1", 5)).bind(&shop).await?;
    /// assert_eq!(shop.scan::<Order>().count().await?, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind(self, db: &Db<T>) -> BatchWrite<T, Bound<'_, T>> {
        BatchWrite {
            writes: self.writes,
            unversioned: self.unversioned,
            bound: Bound(db),
            table: PhantomData,
        }
    }
}

impl<T: Table> Default for BatchWrite<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Table, B: Binding> BatchWrite<T, B> {
    /// Stores an entity, replacing the one with the same key. A version cannot be checked: see
    /// [`BatchWrite::unversioned`]. Nor can a value be kept unique: entities with unique fields do not compile here.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    ///
    /// let batch = BatchWrite::<Shop>::new().put(&order("o1", 5)).delete(Order::key("o2")).delete(Session::key("s1"));
    /// assert_eq!(batch.requests()?[0].tables["shop"].len(), 3);
    /// let twice = BatchWrite::<Shop>::new().put(&order("o1", 5)).delete(Order::key("o1"));
    /// let error = twice.requests().unwrap_err();
    /// assert!(error.message().starts_with("writes 1 and 2 of a batch are of one item"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn put<E: OfTable<T> + WithoutUnique>(mut self, entity: &E) -> Self {
        let write = entity.__guards().and_then(|guards| match guards {
            Some(guards) => Err(has_unique(guards.entity)),
            None => Whole::of(entity).map(Planned::Put),
        });
        self.writes.push(write);
        self
    }

    /// Stores entities, replacing those with the same keys.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    ///
    /// let batch = BatchWrite::<Shop>::new().put_all(&[order("o1", 5), order("o2", 7)]);
    /// assert_eq!(batch.requests()?[0].tables["shop"].len(), 2);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn put_all<'e, E: OfTable<T> + WithoutUnique + 'e>(
        self,
        entities: impl IntoIterator<Item = &'e E>,
    ) -> Self {
        entities.into_iter().fold(self, Self::put)
    }

    /// Deletes an entity; there need not be one.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    /// use dynamo_model::request::Write;
    ///
    /// let batch = BatchWrite::<Shop>::new().delete(Order::key("o1"));
    /// assert_eq!(batch.requests()?[0].tables["shop"], [Write::Delete(Order::key("o1").item()?)]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn delete<E: Entity + OfTable<T> + WithoutUnique>(mut self, key: Key<E>) -> Self {
        self.writes.push(match E::SCHEMA.unique {
            [] => key.into_item().map(Planned::Delete),
            _ => Err(has_unique(E::SCHEMA)),
        });
        self
    }

    /// Deletes entities; there need not be any.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    /// use dynamo_model::request::Write;
    ///
    /// let batch = BatchWrite::<Shop>::new().delete_all(["o1", "o2"].map(Order::key));
    /// let writes = &batch.requests()?[0].tables["shop"];
    /// assert_eq!(writes.as_slice(), [Write::Delete(Order::key("o1").item()?), Write::Delete(Order::key("o2").item()?)]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn delete_all<E: Entity + OfTable<T> + WithoutUnique>(
        self,
        keys: impl IntoIterator<Item = Key<E>>,
    ) -> Self {
        keys.into_iter().fold(self, Self::delete)
    }

    /// Adds writes as they were made before: those that [`leaving_unprocessed`](BatchWrite::leaving_unprocessed) has left, or
    /// [`Error::unwritten`] has. They are sent as they are, with the versions and times that they have. Those of entities with unique fields are refused with
    /// the request. The layout of a table knows no entities: on one, add nothing but what such a batch has left.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    ///
    /// let batch = BatchWrite::<Shop>::new().put(&order("o1", 5)).delete(Order::key("o2"));
    /// let left = batch.requests()?.remove(0).tables.remove("shop").unwrap_or_default();
    /// let again = BatchWrite::<Shop>::new().writes(left).put(&order("o3", 7));
    /// assert_eq!(again.requests()?[0].tables["shop"].len(), 3);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn writes(mut self, writes: impl IntoIterator<Item = Write>) -> Self {
        let planned = writes.into_iter().map(|write| match guarded(&write, T::SCHEMA) {
            Some(entity) => Err(has_unique(entity)),
            None => Ok(Planned::Made(write)),
        });
        self.writes.extend(planned);
        self
    }

    /// Lets the batch put entities with versions, without checking that the stored version is that of the struct. Each counts
    /// up from the struct's; see [`Put::unversioned`](crate::builder::Put::unversioned) for what may be lost.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchWrite;
    ///
    /// // A `Note` has a version.
    /// let note = Note { id: "n1".into(), text: "milk".into(), version: 3 };
    /// assert!(BatchWrite::<Shop>::new().put(&note).requests().unwrap_err().is_validation());
    /// assert!(BatchWrite::<Shop>::new().put(&note).unversioned().requests().is_ok());
    /// ```
    pub fn unversioned(mut self) -> Self {
        self.unversioned = true;
        self
    }

    /// Returns the requests that would be sent, unless something comes back unprocessed.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous,
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if two writes are of one item, one is of an entity with unique fields, a
    /// put is of an entity with a version and the batch is not [`unversioned`](BatchWrite::unversioned), or an item or key
    /// is too large.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: u32, text: String }
    /// use dynamo_model::builder::BatchWrite;
    ///
    /// let note = |id, bytes| Note { id, text: "x".repeat(bytes) };
    /// let error = BatchWrite::<Shop>::new().put_all(&[note(1, 1), note(2, 500_000)]).requests().unwrap_err();
    /// assert!(error.is_unsent());
    /// assert!(error.message().starts_with("write 2 of a batch: Item size has exceeded"), "{error}");
    /// ```
    pub fn requests(&self) -> Result<Vec<BatchWriteItem>> {
        self.make().map_err(Error::unsent)
    }

    explains!(requests, "dynamo_model::builder::BatchWrite::<Shop>::new().put(&order(\"o1\", 5))" sends "BatchWriteItem", "../shop.md", explained);

    fn explained(&self) -> Result<Explanation> {
        Ok(self.requests()?.explain(T::SCHEMA))
    }

    fn make(&self) -> Result<Vec<BatchWriteItem>> {
        let mut seen = HashMap::new();
        let mut writes = Vec::with_capacity(self.writes.len());
        let time = self.bound.time();
        for (place, write) in self.writes.iter().enumerate() {
            let number = place + 1;
            let write = write.as_ref().map_err(Clone::clone).and_then(|write| self.made(write, time));
            let write = write.and_then(|write| check_batched_write(&write, T::SCHEMA).map(|()| write));
            let write = write.map_err(|error| error.context(format_args!("write {number} of a batch")))?;
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
        Ok(split(&writes).into_iter().map(request).collect())
    }

    fn made(&self, write: &Planned, time: SystemTime) -> Result<Write> {
        match write {
            Planned::Delete(key) => Ok(Write::Delete(key.clone())),
            Planned::Made(write) => Ok(write.clone()),
            Planned::Put(whole) => match whole.versioned().filter(|_| !self.unversioned) {
                None => Ok(Write::Put(whole.replacing(time)?)),
                Some(entity) => Err(Error::validation(format!(
                    "a batch cannot check the version of a `{entity}`; put it in a transaction, or write over any \
                     version with `.unversioned()`"
                ))),
            },
        }
    }
}

impl<T: Table> BatchWrite<T, Bound<'_, T>> {
    /// Writes what can be written, and returns the rest: what the table has no throughput for, for a while at least.
    /// [`writes`](BatchWrite::writes) of another batch takes it.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::request::Write;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let orders = [order("o1", 5), order("o2", 7)];
    /// let left = shop.batch_write().put_all(&orders).leaving_unprocessed().await?;
    /// assert!(left.is_empty(), "what the table had no throughput for at first was sent again");
    /// assert!(shop.get(Order::key("o2")).await?.is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`BatchWrite::requests`], and what the backend reports; [`Error::unwritten`] then has the writes that are not known
    /// to be written.
    pub async fn leaving_unprocessed(self) -> Result<Vec<Write>> {
        let (mut left, mut failed) = (Vec::new(), None);
        for mut request in self.requests()? {
            // Where one request gets nowhere, the next ones would not either.
            if left.is_empty() {
                failed = self.write(&mut request).await.err();
            }
            left.extend(request.tables.into_values().flatten());
        }
        match failed {
            None => Ok(left),
            Some(error) if left.len() == self.writes.len() => Err(error.with_unwritten(left)),
            Some(error) => {
                let (left_over, all) = (left.len(), self.writes.len());
                let error = error.with_unwritten(left);
                Err(error.context(format_args!(
                    "{left_over} of {all} writes of a batch may not be written, the others were"
                )))
            }
        }
    }

    /// Writes what can be written, and leaves the rest in the request.
    async fn write(&self, request: &mut BatchWriteItem) -> Result<()> {
        let send = |request| self.bound.0.backend().batch_write_item(request);
        send_until_done(request, send, |request: &mut BatchWriteItem, output| {
            request.tables = output.unprocessed;
        })
        .await
    }
}

impl Batch for BatchWriteItem {
    fn len(&self) -> usize {
        self.tables.values().map(Vec::len).sum()
    }
}

/// The entity with unique fields that an item is of by its primary key, if it is of one.
fn guarded(write: &Write, table: &'static TableSchema) -> Option<&'static EntitySchema> {
    let (Write::Put(item) | Write::Delete(item)) = write;
    let mut owners = table.entities.iter().filter(|entity| has_primary_key(entity, &table.key, item.view()));
    owners.find(|entity| !entity.unique.is_empty()).copied()
}

/// A batch takes no conditions, and so cannot keep a value unique.
fn has_unique(entity: &EntitySchema) -> Error {
    Error::validation(format!(
        "`{}` has unique fields, which a batch cannot keep unique as it checks nothing; write each by itself, or in a \
         transaction",
        entity.rust_name
    ))
}

impl<'d, T: Table> IntoFuture for BatchWrite<T, Bound<'d, T>> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'d, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let all = self.writes.len();
            let left = self.leaving_unprocessed().await?;
            match left.len() {
                0 => Ok(()),
                count => Err(Error::new(
                    ErrorKind::Throttled,
                    format!(
                        "{count} of {all} writes of a batch were not processed, the others were; \
                         `Error::unwritten` has them, for `writes` of another batch"
                    ),
                )
                .with_unwritten(left)),
            }
        })
    }
}

impl<T, B: Clone> Clone for BatchWrite<T, B> {
    fn clone(&self) -> Self {
        Self {
            writes: self.writes.clone(),
            unversioned: self.unversioned,
            bound: self.bound.clone(),
            table: PhantomData,
        }
    }
}

impl<T, B> fmt::Debug for BatchWrite<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWrite").field("writes", &self.writes).finish_non_exhaustive()
    }
}
