//! Batches of reads of several entities.

use std::collections::HashMap;
use std::fmt;
use std::future::IntoFuture;

use super::fetch;
use crate::backend::BoxFuture;
use crate::builder::keys::Asked;
use crate::builder::{Binding, Bound, Db, Keys, Unbound};
use crate::entity::{Answered, Sight, Table, Wanted, visible};
use crate::error::{Error, Result};
use crate::explain::{Explain as _, Explanation};
use crate::expr::{Condition, Projection};
use crate::limits::check_batched_key;
use crate::request::BatchGetItem;
use crate::schema::TableSchema;
use crate::value::Item;

/// Reads any number of entities of several types by their keys; awaiting gives as many `Option`s, in the shape the keys came
/// in: tuples, arrays and vectors of keys, as [`Keys`] says.
///
/// 100 keys are sent at a time, none twice. What comes back unprocessed is sent again, after a while if nothing of it was
/// processed. The entities need not be as of one moment: [`TransactGet`](crate::builder::TransactGet) is for that. Of one
/// type, and as an iterator gives the keys, [`BatchGet`](crate::builder::BatchGet) reads them.
///
/// A batch asks for the same attributes of all its items: for those of all views, if there is nothing else to read, and for
/// whole items otherwise. What is charged stays the same.
///
/// What is hidden, because it has expired or was softly deleted, is `None`: the items that come back are looked at;
/// [`visible_if`](BatchGetMixed::visible_if) says how.
///
/// ```
#[doc = include_str!("../../backend/stub.md")]
#[doc = include_str!("../shop.md")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// shop.put(&order("o1", 5)).await?;
/// let basket = ["o1", "o2", "o3"];
/// let keys = (Note::key("n1"), basket.map(Order::key), Some(Order::key("o1")));
/// let (note, orders, again) = shop.batch_get_mixed(keys).consistent().await?;
/// assert_eq!((note, again), (None, Some(order("o1", 5))));
/// assert_eq!(orders, [Some(order("o1", 5)), None, None]);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`is_throttled`](crate::Error::is_throttled) if some keys come back unprocessed again and again;
/// [`BatchGetMixed::leaving_unprocessed`] returns what was found besides.
#[derive(Clone)]
#[must_use = "a read does nothing until it is awaited"]
pub struct BatchGetMixed<K, B = Unbound> {
    keys: K,
    consistent: bool,
    including_hidden: bool,
    bound: B,
}

/// What a batch of several types has read: see [`BatchGetMixed::leaving_unprocessed`].
///
/// ```
#[doc = include_str!("../../backend/stub.md")]
#[doc = include_str!("../shop.md")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// let read = shop.batch_get_mixed((Order::key("o1"), Note::key("n1"))).leaving_unprocessed().await?;
/// // There is neither, as no key was left unprocessed.
/// assert_eq!((read.found, read.left), ((None, None), 0));
/// assert!(matches!(read.unprocessed, (None, None)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MixedRead<F, U> {
    /// What was found, in the shape of the keys; `None` for the unprocessed ones, too.
    pub found: F,
    /// The keys that were not processed, in the shape they came in: whether there are entities is not known. They can be read
    /// as they are.
    pub unprocessed: U,
    /// How many keys were not processed.
    pub left: usize,
}

impl<K> BatchGetMixed<K> {
    /// Makes the read, without a database.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGetMixed;
    ///
    /// let read = BatchGetMixed::new((Order::key("o1"), Note::key("n1")));
    /// assert_eq!(read.requests::<Shop>()?[0].tables["shop"].keys.len(), 2);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(keys: K) -> Self {
        Self { keys, consistent: false, including_hidden: false, bound: Unbound }
    }

    /// Puts the read on a database: then it can be awaited.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGetMixed;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let read = BatchGetMixed::new((Order::key("o1"), Note::key("n1")));
    /// assert_eq!(read.bind(&shop).await?, (None, None));
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind<T: Table>(self, db: &Db<T>) -> BatchGetMixed<K, Bound<'_, T>> {
        let Self { keys, consistent, including_hidden, .. } = self;
        BatchGetMixed { keys, consistent, including_hidden, bound: Bound(db) }
    }
}

impl<K, B: Binding> BatchGetMixed<K, B> {
    /// Sees every write acknowledged before, at twice the capacity.
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGetMixed;
    ///
    /// let read = BatchGetMixed::new((Order::key("o1"), Note::key("n1"))).consistent();
    /// assert!(read.requests::<Shop>()?[0].tables["shop"].consistent_read);
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
    /// let keys = || (Session::key("s1"), Order::key("o1"));
    /// assert_eq!(shop.batch_get_mixed(keys()).await?, (None, None));
    /// assert_eq!(shop.batch_get_mixed(keys()).including_hidden().await?, (Some(expired), None));
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
    /// use dynamo_model::builder::BatchGetMixed;
    ///
    /// let many: Vec<_> = (0..150).map(|n| Order::key(n.to_string())).collect();
    /// let requests = BatchGetMixed::new((many, Note::key("n1"), Order::key("7"))).requests::<Shop>()?;
    /// let keys: Vec<usize> = requests.iter().map(|request| request.tables["shop"].keys.len()).collect();
    /// assert_eq!(keys, [100, 51], "one of them is there twice");
    /// let error = BatchGetMixed::new((Note::key("n1"), Order::key(""))).requests::<Shop>().unwrap_err();
    /// assert!(error.is_invalid_key() && error.message().starts_with("key 2 of a batch: "));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn requests<T: Table>(&self) -> Result<Vec<BatchGetItem>>
    where
        K: Keys<T>,
    {
        Ok(self.make::<T>()?.requests)
    }

    /// Returns the condition on which each entity that is read is returned, in the order of the keys; `None` for those that
    /// always are.
    ///
    /// # Errors
    ///
    /// As [`requests`](Self::requests).
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGetMixed;
    ///
    /// // A `Session` is hidden once it has expired.
    /// let conditions = BatchGetMixed::new((Order::key("o1"), Session::key("s1"))).visible_if::<Shop>()?;
    /// assert_eq!(conditions[0], None);
    /// let condition = conditions[1].as_ref().map(|condition| Renderer::new().condition(condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_not_exists(#n0) OR #n0 > :v0"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn visible_if<T: Table>(&self) -> Result<Vec<Option<Condition>>>
    where
        K: Keys<T>,
    {
        let now = self.bound.now();
        let asked = self.make::<T>()?.asked;
        Ok(asked.iter().map(|asked| self.condition(asked, T::SCHEMA, now)).collect())
    }

    /// Says in words and numbers what would be sent, what that costs at worst, and on which condition what is read is
    /// returned. A request for entities that are hidden on different conditions is told in as many steps.
    ///
    /// # Errors
    ///
    /// As [`requests`](Self::requests).
    ///
    /// ```
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::builder::BatchGetMixed;
    ///
    /// let read = BatchGetMixed::new((Order::key("o1"), Session::key("s1"), Note::key("n1")));
    /// let explanation = read.explain::<Shop>()?;
    /// let visible: Vec<bool> = explanation.steps.iter().map(|step| step.visible_if.is_some()).collect();
    /// assert_eq!(visible, [false, true]);
    /// let said = explanation.to_string();
    /// assert!(said.contains("table: 1.0 to 100.0 read units, for 2 items of at most 400 KB"), "{said}");
    /// assert!(said.contains("together at most 150.0 read units"), "{said}");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn explain<T: Table>(&self) -> Result<Explanation>
    where
        K: Keys<T>,
    {
        let Made { requests, asked } = self.make::<T>()?;
        let now = self.bound.now();
        let mut conditions = HashMap::new();
        for one in &asked {
            let condition = || self.condition(one, T::SCHEMA, now);
            conditions.entry(one.key.as_bytes()).or_insert_with(condition);
        }
        let mut explanation = Explanation::default();
        for request in requests {
            let condition = |key: &Item| conditions.get(key.as_bytes()).cloned().flatten();
            for (condition, part) in parts(&request, condition) {
                explanation.steps.extend(part.explain(T::SCHEMA).visible_if([condition]).steps);
            }
        }
        Ok(explanation)
    }

    fn condition(&self, asked: &Asked, table: &TableSchema, now: i64) -> Option<Condition> {
        if self.including_hidden { None } else { visible(asked.entity, table, now) }
    }

    fn make<T: Table>(&self) -> Result<Made>
    where
        K: Keys<T>,
    {
        let asked = asked::<T, K>(&self.keys).map_err(Error::unsent)?;
        let table = self.bound.table_name(T::SCHEMA.name);
        let keys = asked.iter().map(|asked| &asked.key);
        let requests = fetch::requests(&table, keys, projection(&asked).as_ref(), self.consistent);
        Ok(Made { requests, asked })
    }
}

/// What is sent, and what each key asks for.
struct Made {
    requests: Vec<BatchGetItem>,
    asked: Vec<Asked>,
}

fn asked<T: Table, K: Keys<T>>(keys: &K) -> Result<Vec<Asked>> {
    let mut asked = Vec::new();
    let in_place = |place: usize, error: Error| error.context(format_args!("key {} of a batch", place + 1));
    keys.push_to(&mut asked).map_err(|error| in_place(asked.len(), error))?;
    for (place, one) in asked.iter().enumerate() {
        check_batched_key(&one.key, T::SCHEMA).map_err(|error| in_place(place, error))?;
    }
    Ok(asked)
}

/// What is asked for of all items: everything, if that is asked for of one.
fn projection(asked: &[Asked]) -> Option<Projection> {
    let mut wanted = Wanted::default();
    let mut before = None;
    for Asked { projection, .. } in asked {
        // Keys of one type ask for the same, and come together.
        if before.is_some_and(|before| std::ptr::fn_addr_eq(before, *projection)) {
            continue;
        }
        wanted.add_all(&projection(None, true)?);
        before = Some(*projection);
    }
    before.map(|_| wanted.into_projection())
}

/// Takes a request apart by the conditions on which its items are returned.
fn parts(
    request: &BatchGetItem,
    condition: impl Fn(&Item) -> Option<Condition>,
) -> Vec<(Option<Condition>, BatchGetItem)> {
    let mut parts: Vec<(Option<Condition>, BatchGetItem)> = Vec::new();
    for (table, asked) in &request.tables {
        let mut groups: Vec<(Option<Condition>, Vec<Item>)> = Vec::new();
        for key in &asked.keys {
            let condition = condition(key);
            match groups.iter_mut().find(|(known, _)| *known == condition) {
                Some((_, keys)) => keys.push(key.clone()),
                None => groups.push((condition, vec![key.clone()])),
            }
        }
        for (condition, keys) in groups {
            let mut part = asked.clone();
            part.keys = keys;
            parts.push((condition, BatchGetItem::new().with_keys(table.clone(), part)));
        }
    }
    parts
}

impl<T: Table, K: Keys<T>> BatchGetMixed<K, Bound<'_, T>> {
    /// Reads what can be read, and returns the other keys with it: those the table has no throughput for, for a while at
    /// least. Awaiting the read instead makes an error of them.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// async fn totals(shop: &Db<Shop>, orders: [&str; 2]) -> Result<[Option<u32>; 2]> {
    ///     let read = shop.batch_get_mixed((Note::key("n1"), orders.map(Order::key))).leaving_unprocessed().await?;
    ///     if read.left > 0 {
    ///         println!("not read: {:?}", read.unprocessed);
    ///     }
    ///     Ok(read.found.1.map(|order| order.map(|order| order.total)))
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 12)).await?;
    /// assert_eq!(totals(&shop, ["o1", "o2"]).await?, [Some(12), None]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`BatchGetMixed::requests`], and what the backend reports.
    pub async fn leaving_unprocessed(self) -> Result<MixedRead<K::Output, K::Unprocessed>> {
        self.run().await.map(|(read, _)| read)
    }

    /// Reads what can be read, and says how many keys there were.
    async fn run(self) -> Result<(MixedRead<K::Output, K::Unprocessed>, usize)> {
        let Made { requests, asked } = self.make::<T>()?;
        let read = fetch::send(self.bound.0, requests).await?;
        let sight = Sight::new(self.including_hidden, self.bound.now());
        let bytes = || asked.iter().map(|asked| asked.key.as_bytes());
        let together = projection(&asked);
        let answer = |key: &[u8]| Some(Answered::of_table(read.items.get(key)?.view(), together.as_ref()));
        let found = self.keys.read(&mut bytes().map(answer), sight)?;
        let is_left = |key: &[u8]| read.unprocessed.contains(key);
        let left = bytes().filter(|key| is_left(key)).count();
        let unprocessed = self.keys.unprocessed(&mut bytes().map(is_left));
        Ok((MixedRead { found, unprocessed, left }, asked.len()))
    }
}

impl<'d, T: Table, K: Keys<T> + Send + 'd> IntoFuture for BatchGetMixed<K, Bound<'d, T>> {
    type Output = Result<K::Output>;
    type IntoFuture = BoxFuture<'d, Result<K::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            match self.run().await? {
                (MixedRead { found, left: 0, .. }, _) => Ok(found),
                (MixedRead { left, .. }, all) => Err(fetch::throttled(left, all)),
            }
        })
    }
}

impl<K: fmt::Debug, B> fmt::Debug for BatchGetMixed<K, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchGetMixed")
            .field("keys", &self.keys)
            .field("consistent", &self.consistent)
            .field("including_hidden", &self.including_hidden)
            .finish()
    }
}
