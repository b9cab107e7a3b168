use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::fetch;
use crate::backend::BoxFuture;
use crate::builder::{Binding, Bound, Db, Unbound};
use crate::entity::{Entity, Key, Projection, Readable, Sight, Table};
use crate::error::{Error, Result};
use crate::explain::explains;
use crate::limits::check_batched_key;
use crate::request::BatchGetItem;
use crate::value::Item;

/// Reads any number of entities by their keys; awaiting gives an `Option` for each key, in the order of the keys.
///
/// 100 keys are sent at a time, none twice. What comes back unprocessed is sent again, after a while if nothing of it was
/// processed. The entities need not be as of one moment: [`TransactGet`](crate::builder::TransactGet) is for that.
///
/// What is hidden, because it has expired or was softly deleted, is `None`: the items that come back are looked at.
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
/// use dynamo_model::builder::BatchGet;
///
/// let requests = BatchGet::new((0..250).map(Order::key)).consistent().requests()?;
/// let keys: Vec<usize> = requests.iter().map(|request| request.tables["shop"].keys.len()).collect();
/// assert_eq!(keys, [100, 100, 50]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a read does nothing until it is awaited"]
pub struct BatchGet<E, B = Unbound, O = E> {
    keys: Vec<Key<E>>,
    consistent: bool,
    including_hidden: bool,
    bound: B,
    output: PhantomData<fn() -> O>,
}

impl<E: Entity> BatchGet<E> {
    /// Makes the read, without a database.
    pub fn new(keys: impl IntoIterator<Item = Key<E>>) -> Self {
        let keys = keys.into_iter().collect();
        Self { keys, consistent: false, including_hidden: false, bound: Unbound, output: PhantomData }
    }

    pub(in crate::builder) fn bind(self, db: &Db<E::Table>) -> BatchGet<E, Bound<'_, E::Table>> {
        let Self { keys, consistent, including_hidden, .. } = self;
        BatchGet { keys, consistent, including_hidden, bound: Bound(db), output: PhantomData }
    }
}

impl<E: Entity, B: Binding> BatchGet<E, B> {
    /// Returns views of the entities: only their attributes, and the keys, are asked for. What is charged stays the same.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Projection, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32 }
    /// # #[derive(Projection)]
    /// # #[projection(of = Order)]
    /// # struct Total { total: u32 }
    /// use dynamo_model::builder::BatchGet;
    ///
    /// let requests = BatchGet::new(["o1", "o2"].map(Order::key)).view::<Total>().requests()?;
    /// let asked = requests[0].tables["shop"].projection.as_ref();
    /// assert_eq!(asked.map(|asked| asked.paths().len()), Some(4), "the tag, the key and `total`");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn view<V: Projection<Entity = E>>(self) -> BatchGet<E, B, V> {
        let Self { keys, consistent, including_hidden, bound, .. } = self;
        BatchGet { keys, consistent, including_hidden, bound, output: PhantomData }
    }
}

impl<E: Entity, B: Binding, O: Readable<Table = E::Table>> BatchGet<E, B, O> {
    /// Sees every write acknowledged before, at twice the capacity.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Returns entities even if they are hidden: they have expired and are still there, or were softly deleted.
    pub fn including_hidden(mut self) -> Self {
        self.including_hidden = true;
        self
    }

    /// Returns the requests that would be sent, unless something comes back unprocessed.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_validation`](crate::Error::is_validation) if a key is too long.
    pub fn requests(&self) -> Result<Vec<BatchGetItem>> {
        self.make().map_err(Error::unsent)
    }

    explains!(E::Table, requests);

    fn make(&self) -> Result<Vec<BatchGetItem>> {
        let schema = <E::Table as Table>::SCHEMA;
        let key = |(place, key): (usize, &Key<E>)| {
            let key = key.item().and_then(|key| check_batched_key(&key, schema).map(|()| key));
            key.map_err(|error| error.context(format_args!("key {} of a batch", place + 1)))
        };
        let keys: Vec<Item> = self.keys.iter().enumerate().map(key).collect::<Result<_>>()?;
        let table = self.bound.table_name(schema.name);
        Ok(fetch::requests(&table, &keys, O::__projection(None, true).as_ref(), self.consistent))
    }
}

impl<E: Entity, O: Readable<Table = E::Table>> BatchGet<E, Bound<'_, E::Table>, O> {
    async fn run(self) -> Result<Vec<Option<O>>> {
        let found = fetch::send(self.bound.0, self.requests()?).await?;
        let sight = Sight::new(self.including_hidden, self.bound.now());
        let entity = |key: &Key<E>| {
            let item: Option<&Item> = found.items.get(key.item()?.as_bytes());
            item.filter(|item| sight.sees::<O>(item.view()))
                .map(|item| O::__read(item.view(), None))
                .transpose()
        };
        self.keys.iter().map(entity).collect()
    }
}

impl<'d, E: Entity, O: Readable<Table = E::Table> + Send + 'static> IntoFuture
    for BatchGet<E, Bound<'d, E::Table>, O>
{
    type Output = Result<Vec<Option<O>>>;
    type IntoFuture = BoxFuture<'d, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<E, B, O> fmt::Debug for BatchGet<E, B, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchGet")
            .field("keys", &self.keys)
            .field("consistent", &self.consistent)
            .field("including_hidden", &self.including_hidden)
            .finish()
    }
}
