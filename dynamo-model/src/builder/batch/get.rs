use std::fmt;
use std::future::IntoFuture;
use std::iter;
use std::marker::PhantomData;

use super::fetch;
use crate::backend::BoxFuture;
use crate::builder::{Binding, Bound, Db, Unbound};
use crate::entity::{Answered, Entity, Key, Readable, Sight, Table, ViewOf, visible};
use crate::error::{Error, Result};
use crate::explain::{Explain as _, Explanation};
use crate::expr::Condition;
use crate::limits::check_batched_key;
use crate::request::BatchGetItem;
use crate::value::Item;

/// Reads any number of entities by their keys; awaiting gives an `Option` for each key, in the order of the keys.
///
/// 100 keys are sent at a time, none twice. What comes back unprocessed is sent again, after a while if nothing of it was
/// processed. The entities need not be as of one moment: [`TransactGet`](crate::builder::TransactGet) is for that.
///
/// What is hidden, because it has expired or was softly deleted, is `None`: the items that come back are looked at;
/// [`visible_if`](BatchGet::visible_if) says how.
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
///
/// # Errors
///
/// [`is_throttled`](crate::Error::is_throttled) if some keys come back unprocessed again and again;
/// [`BatchGet::leaving_unprocessed`] returns what was found besides.
#[must_use = "a read does nothing until it is awaited"]
pub struct BatchGet<E, B = Unbound, O = E> {
    keys: Vec<Key<E>>,
    consistent: bool,
    including_hidden: bool,
    bound: B,
    output: PhantomData<fn() -> O>,
}

/// What a batch has read: see [`BatchGet::leaving_unprocessed`].
///
/// ```
#[doc = include_str!("../../backend/stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// # let shop = Shop::on(Memory::default());
/// shop.put(&Order { id: "o1".to_owned() }).await?;
/// let read = shop.batch_get(["o1", "o2"].map(Order::key)).leaving_unprocessed().await?;
/// assert!(read.found[0].is_some());
/// // There is no such order, as the key was not left unprocessed.
/// assert!(read.found[1].is_none() && read.unprocessed.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BatchRead<E, O = E> {
    /// What was found, for each key in the order of the keys; `None` for the unprocessed ones, too.
    pub found: Vec<Option<O>>,
    /// The keys that were not processed: whether there are entities is not known.
    pub unprocessed: Vec<Key<E>>,
}

impl<E: Entity> BatchGet<E> {
    /// Makes the read, without a database.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGet;
    ///
    /// assert_eq!(BatchGet::new(["o1", "o2"].map(Order::key)).requests()?[0].tables["shop"].keys.len(), 2);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(keys: impl IntoIterator<Item = Key<E>>) -> Self {
        let keys = keys.into_iter().collect();
        Self { keys, consistent: false, including_hidden: false, bound: Unbound, output: PhantomData }
    }

    /// Puts the read on a database: then it can be awaited.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGet;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// assert_eq!(BatchGet::new([Order::key("o1")]).bind(&shop).await?, [None]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind(self, db: &Db<E::Table>) -> BatchGet<E, Bound<'_, E::Table>> {
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
    pub fn view<V: ViewOf<E>>(self) -> BatchGet<E, B, V> {
        let Self { keys, consistent, including_hidden, bound, .. } = self;
        BatchGet { keys, consistent, including_hidden, bound, output: PhantomData }
    }
}

impl<E: Entity, B: Binding, O: Readable<Table = E::Table>> BatchGet<E, B, O> {
    /// Sees every write acknowledged before, at twice the capacity.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGet;
    ///
    /// let read = BatchGet::new([Order::key("o1")]).consistent();
    /// assert!(read.requests()?[0].tables["shop"].consistent_read);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Returns entities even if they are hidden: they have expired and are still there, or were softly deleted.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let shop = shop.with_clock(Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_000)));
    /// let expired = Session { id: "s1".into(), until: 999 };
    /// shop.put(&expired).await?;
    /// assert_eq!(shop.batch_get([Session::key("s1")]).await?, [None]);
    /// assert_eq!(shop.batch_get([Session::key("s1")]).including_hidden().await?, [Some(expired)]);
    /// # Ok(())
    /// # }
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGet;
    ///
    /// let twice = BatchGet::new([Order::key("o1"), Order::key("o1")]).requests()?;
    /// assert_eq!(twice[0].tables["shop"].keys.len(), 1);
    /// let error = BatchGet::new([Order::key("o1"), Order::key("")]).requests().unwrap_err();
    /// assert!(error.is_invalid_key());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn requests(&self) -> Result<Vec<BatchGetItem>> {
        self.make().map_err(Error::unsent)
    }

    /// Returns the condition on which an entity that is read is returned; `None` if it always is.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::{BatchGet, Get};
    ///
    /// // A `Session` is hidden once it has expired.
    /// let read = BatchGet::new(["s1", "s2"].map(Session::key));
    /// let condition = read.visible_if().map(|condition| Renderer::new().condition(&condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_not_exists(#n0) OR #n0 > :v0"));
    /// assert_eq!(read.including_hidden().visible_if(), None);
    /// ```
    #[must_use]
    pub fn visible_if(&self) -> Option<Condition> {
        if self.including_hidden { None } else { visible(E::SCHEMA, O::Table::SCHEMA, self.bound.now()) }
    }

    /// Says in words and numbers what would be sent, what that costs at worst, and on which condition what is read is
    /// returned.
    ///
    /// # Errors
    ///
    /// As [`requests`](Self::requests).
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGet;
    ///
    /// let said = BatchGet::new(["s1", "s2"].map(Session::key)).explain()?.to_string();
    /// assert!(said.contains("returned only if attribute_not_exists(#n0) OR #n0 > :v0"), "{said}");
    /// assert!(said.contains("table: 1.0 to 100.0 read units, for 2 items of at most 400 KB"), "{said}");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn explain(&self) -> Result<Explanation> {
        let explanation = self.requests()?.explain(O::Table::SCHEMA);
        Ok(explanation.visible_if(iter::repeat(self.visible_if())))
    }

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
    /// Reads what can be read, and returns the other keys with it: those the table has no throughput for, for a while at
    /// least. Awaiting the read instead makes an error of them.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Db, Entity, Result, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: u32, total: u32 }
    /// async fn total(shop: &Db<Shop>, orders: impl Iterator<Item = u32>) -> Result<u32> {
    ///     let read = shop.batch_get(orders.map(Order::key)).leaving_unprocessed().await?;
    ///     for key in &read.unprocessed {
    ///         println!("not read: {key:?}");
    ///     }
    ///     Ok(read.found.iter().flatten().map(|order| order.total).sum())
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&Order { id: 7, total: 12 }).await?;
    /// assert_eq!(total(&shop, 1..10).await?, 12);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`BatchGet::requests`], and what the backend reports.
    pub async fn leaving_unprocessed(self) -> Result<BatchRead<E, O>> {
        let read = fetch::send(self.bound.0, self.requests()?).await?;
        let sight = Sight::new(self.including_hidden, self.bound.now());
        let asked = O::__projection(None, true);
        let (mut found, mut unprocessed) = (Vec::with_capacity(self.keys.len()), Vec::new());
        for key in self.keys {
            let bytes = key.item()?.into_bytes();
            let item = read.items.get(&bytes).filter(|item| sight.sees::<O>(item.view()));
            let answer = item.map(|item| Answered::of_table(item.view(), asked.as_ref()));
            found.push(answer.map(O::__read).transpose()?);
            if read.unprocessed.contains(&bytes) {
                unprocessed.push(key);
            }
        }
        Ok(BatchRead { found, unprocessed })
    }

    async fn run(self) -> Result<Vec<Option<O>>> {
        let all = self.keys.len();
        let read = self.leaving_unprocessed().await?;
        match read.unprocessed.len() {
            0 => Ok(read.found),
            left => Err(fetch::throttled(left, all)),
        }
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

impl<E, B: Clone, O> Clone for BatchGet<E, B, O> {
    fn clone(&self) -> Self {
        Self { keys: self.keys.clone(), bound: self.bound.clone(), ..*self }
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
