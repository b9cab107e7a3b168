//! Transactions of reads.

use std::fmt;
use std::future::IntoFuture;

use super::keys::Asked;
use super::{Binding, Bound, Db, Keys, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Answered, Sight, Table, visible};
use crate::error::{Error, Result};
use crate::explain::{Explain as _, Explanation};
use crate::expr::Condition;
use crate::limits::{check_read, check_reads};
use crate::request::check::MOST_ACTIONS;
use crate::request::{self, TransactGetItems};

/// Reads up to 100 entities at one moment; awaiting gives as many `Option`s, in the shape the keys came in.
///
/// What is hidden, because it has expired or was softly deleted, is `None`: the items that come back are looked at;
/// [`visible_if`](TransactGet::visible_if) says how.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order), Stock(Stock) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "STOCK#{product}", sk = "STOCK")]
/// # struct Stock { product: String, left: i64 }
/// use dynamo_model::builder::TransactGet;
///
/// let read = TransactGet::new((Order::key("o1"), Stock::key("p1")));
/// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a read does nothing until it is awaited"]
pub struct TransactGet<K, B = Unbound> {
    keys: K,
    including_hidden: bool,
    bound: B,
}

impl<K> TransactGet<K> {
    /// Makes the read, without a database.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let read = TransactGet::new((Order::key("o1"), Session::key("s1")));
    /// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(keys: K) -> Self {
        Self { keys, including_hidden: false, bound: Unbound }
    }

    /// Puts the read on a database: then it can be awaited.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let shop = Shop::on(Memory::default()).named("shop-of-today");
    /// let read = TransactGet::new((Order::key("o1"),)).bind(&shop);
    /// assert_eq!(&*read.request::<Shop>()?.gets[0].table, "shop-of-today");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn bind<T: Table>(self, db: &Db<T>) -> TransactGet<K, Bound<'_, T>> {
        TransactGet { keys: self.keys, including_hidden: self.including_hidden, bound: Bound(db) }
    }
}

impl<K, B: Binding> TransactGet<K, B> {
    /// Returns entities even if they are hidden: they have expired and are still there, or were softly deleted.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let read = TransactGet::new((Session::key("s1"),));
    /// assert_eq!(read.request::<Shop>()?, read.including_hidden().request::<Shop>()?, "it goes by what comes back");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn including_hidden(mut self) -> Self {
        self.including_hidden = true;
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_validation`](crate::Error::is_validation) if there is nothing to read, more than 100 entities, or one of them twice,
    /// or if a key is too long.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let read = TransactGet::new((Order::key("o1"), Session::key("s1")));
    /// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
    /// assert!(read.explain::<Shop>()?.to_string().contains("together at most 400.0 read units"));
    /// let twice = TransactGet::new((Order::key("o1"), Order::key("o1")));
    /// let error = twice.request::<Shop>().unwrap_err();
    /// assert!(error.message().ends_with("reads 1 and 2 of the transaction are of one item; keep one"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn request<T: Table>(&self) -> Result<TransactGetItems>
    where
        K: Keys<T>,
    {
        self.make::<T>().map_err(Error::unsent)
    }

    fn make<T: Table>(&self) -> Result<TransactGetItems>
    where
        K: Keys<T>,
    {
        let keys = self.asked::<T>()?;
        if !(1..=MOST_ACTIONS).contains(&keys.len()) {
            return Err(Error::validation(format!(
                "a transaction has 1 to {MOST_ACTIONS} reads, and this one {}; read the others in another one",
                keys.len()
            )));
        }
        let table = self.bound.table_name(T::SCHEMA.name);
        let gets = keys.into_iter().enumerate().map(|(place, asked)| {
            let mut get = request::TransactGet::new(table.clone(), asked.key);
            get.projection = (asked.projection)(None, false);
            let number = place + 1;
            check_read(&get, T::SCHEMA)
                .map_err(|error| error.context(format_args!("read {number} of a transaction")))?;
            Ok(get)
        });
        let request = TransactGetItems::new(gets.collect::<Result<Vec<_>>>()?);
        check_reads::<T>(&request)?;
        Ok(request)
    }

    fn asked<T>(&self) -> Result<Vec<Asked>>
    where
        K: Keys<T>,
    {
        let mut keys = Vec::new();
        self.keys.push_to(&mut keys)?;
        Ok(keys)
    }

    /// Returns the condition on which each entity that is read is returned, in the order of the keys; `None` for those that
    /// always are.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// // A `Session` is hidden once it has expired.
    /// let read = TransactGet::new((Order::key("o1"), Session::key("s1")));
    /// let conditions = read.visible_if::<Shop>()?;
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
        let condition =
            |asked: Asked| (!self.including_hidden).then(|| visible(asked.entity, T::SCHEMA, now)).flatten();
        Ok(self.asked::<T>()?.into_iter().map(condition).collect())
    }

    /// Says in words and numbers what would be sent, what that costs at worst, and on which condition what is read is
    /// returned.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::TransactGet;
    ///
    /// let explanation = TransactGet::new((Order::key("o1"), Session::key("s1"))).explain::<Shop>()?;
    /// let visible: Vec<bool> = explanation.steps.iter().map(|step| step.visible_if.is_some()).collect();
    /// assert_eq!(visible, [false, true]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn explain<T: Table>(&self) -> Result<Explanation>
    where
        K: Keys<T>,
    {
        Ok(self.request::<T>()?.explain(T::SCHEMA).visible_if(self.visible_if::<T>()?))
    }
}

impl<'d, T: Table, K: Keys<T> + Send + 'd> IntoFuture for TransactGet<K, Bound<'d, T>> {
    type Output = Result<K::Output>;
    type IntoFuture = BoxFuture<'d, Result<K::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        let request = self.request::<T>();
        Box::pin(async move {
            let request = request?;
            let asked: Vec<_> = request.gets.iter().map(|get| get.projection.clone()).collect();
            let output = self.bound.0.backend().transact_get_items(request).await?;
            let sight = Sight::new(self.including_hidden, self.bound.now());
            let answers = output.items.iter().zip(&asked);
            let mut answers =
                answers.map(|(item, asked)| Some(Answered::of_table(item.as_ref()?.view(), asked.as_ref())));
            self.keys.read(&mut answers, sight)
        })
    }
}

impl<K: fmt::Debug, B> fmt::Debug for TransactGet<K, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactGet")
            .field("keys", &self.keys)
            .field("including_hidden", &self.including_hidden)
            .finish()
    }
}
