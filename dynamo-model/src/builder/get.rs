use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{Binding, Bound, Db, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Answered, Entity, Key, Readable, Sight, Table, ViewOf, visible};
use crate::error::Result;
use crate::explain::{Explain as _, Explanation};
use crate::expr::Condition;
use crate::limits::{checked, of_entity};
use crate::request::GetItem;
use crate::value::Item;

/// Reads an entity by its key; awaiting gives `Option<E>`.
///
/// What is hidden, because it has expired or was softly deleted, is `None`. The service cannot be asked for that, so the item
/// that comes back is looked at; [`visible_if`](Get::visible_if) says how.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// use dynamo_model::builder::Get;
///
/// let request = Get::new(Order::key("o1")).consistent().request()?;
/// assert_eq!(request.key.get("pk").and_then(|pk| pk.as_s()), Some("ORDER#o1"));
/// assert!(request.consistent_read);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a read does nothing until it is awaited"]
pub struct Get<E, B = Unbound, O = E> {
    key: Key<E>,
    consistent: bool,
    including_hidden: bool,
    bound: B,
    output: PhantomData<fn() -> O>,
}

impl<E: Entity> Get<E> {
    /// Makes the read, without a database.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Get;
    ///
    /// assert_eq!(Get::new(Order::key("o1")).request()?.key, Order::key("o1").item()?);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(key: Key<E>) -> Self {
        Self { key, consistent: false, including_hidden: false, bound: Unbound, output: PhantomData }
    }

    /// Puts the read on a database: then it can be awaited.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Get;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// fn receipt(id: &str) -> Get<Order> {
    ///     Get::new(Order::key(id)).consistent()
    /// }
    /// assert_eq!(receipt("o1").bind(&shop).await?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind(self, db: &Db<E::Table>) -> Get<E, Bound<'_, E::Table>> {
        let Self { key, consistent, including_hidden, .. } = self;
        Get { key, consistent, including_hidden, bound: Bound(db), output: PhantomData }
    }
}

impl<E: Entity, B: Binding> Get<E, B> {
    /// Returns a view of the entity: only its attributes are asked for. What is charged stays the same.
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
    /// use dynamo_model::builder::Get;
    ///
    /// let request = Get::new(Order::key("o1")).view::<Total>().request()?;
    /// assert_eq!(request.projection.map(|asked| asked.paths().len()), Some(2), "the tag and `total`");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn view<V: ViewOf<E>>(self) -> Get<E, B, V> {
        let Self { key, consistent, including_hidden, bound, .. } = self;
        Get { key, consistent, including_hidden, bound, output: PhantomData }
    }
}

impl<E: Entity, B: Binding, O: Readable<Table = E::Table>> Get<E, B, O> {
    /// Sees every write acknowledged before, at twice the capacity.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Get;
    ///
    /// assert!(Get::new(Order::key("o1")).consistent().request()?.consistent_read);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Returns the entity even if it is hidden: it has expired and is still there, or was softly deleted.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("shop.md")]
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// let now = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_000));
    /// # let shop = Shop::on(Memory::default());
    /// let shop = shop.with_clock(now);
    /// // A `Session` is hidden once it has expired.
    /// shop.put(&Session { id: "s1".into(), until: 999 }).await?;
    /// assert_eq!(shop.get(Session::key("s1")).await?, None);
    /// assert!(shop.get(Session::key("s1")).including_hidden().await?.is_some());
    /// assert_eq!(shop.batch_get([Session::key("s1")]).await?, [None]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn including_hidden(mut self) -> Self {
        self.including_hidden = true;
        self
    }

    /// Returns the condition on which the entity that is read is returned; `None` if it always is.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: String, #[attr(deleted)] deleted_at: Option<u64> }
    /// use dynamo_model::builder::Get;
    /// use dynamo_model::expr::Condition;
    ///
    /// let get = Get::new(Note::key("n1"));
    /// assert_eq!(get.visible_if(), Some(Condition::not_exists("deleted_at")));
    /// assert_eq!(get.including_hidden().visible_if(), None);
    /// ```
    #[must_use]
    pub fn visible_if(&self) -> Option<Condition> {
        if self.including_hidden { None } else { visible(E::SCHEMA, O::Table::SCHEMA, self.bound.now()) }
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_validation`](crate::Error::is_validation) if the key is too long: a partition key has 2,048 bytes, a sort key 1,024.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32 }
    /// use dynamo_model::builder::Get;
    ///
    /// let get = |bytes| Get::new(Order::key("o".repeat(bytes))).request();
    /// assert!(get(2042).is_ok());
    /// assert!(get(2043).unwrap_err().message().contains("`pk` has 2049 bytes, and 2048 is the most"));
    /// ```
    pub fn request(&self) -> Result<GetItem> {
        request::<E, O>(&self.bound, self.key.item(), self.consistent)
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
    /// use dynamo_model::builder::Get;
    ///
    /// // A `Session` is hidden once it has expired.
    /// let explanation = Get::new(Session::key("s1")).explain()?;
    /// let visible = explanation.steps[0].visible_if.as_deref();
    /// assert_eq!(visible, Some("attribute_not_exists(#n0) OR #n0 > :v0"));
    /// assert_eq!(explanation.steps[0].names["#n0"], "until");
    /// assert_eq!(Get::new(Order::key("o1")).explain()?.steps[0].visible_if, None);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn explain(&self) -> Result<Explanation> {
        Ok(self.request()?.explain(O::Table::SCHEMA).visible_if([self.visible_if()]))
    }
}

fn request<E: Entity, O: Readable>(
    bound: &impl Binding,
    key: Result<Item>,
    consistent: bool,
) -> Result<GetItem> {
    let made = key.map(|key| {
        let mut request = GetItem::new(bound.table_name(O::Table::SCHEMA.name), key);
        request.projection = O::__projection(None, false);
        request.consistent_read = consistent;
        request
    });
    checked::<O::Table, _>(made, || of_entity::<E>("get"))
}

impl<'d, E: Entity, O: Readable<Table = E::Table> + Send> IntoFuture for Get<E, Bound<'d, E::Table>, O> {
    type Output = Result<Option<O>>;
    type IntoFuture = BoxFuture<'d, Result<Option<O>>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { key, consistent, including_hidden, bound, .. } = self;
        let request = request::<E, O>(&bound, key.into_item(), consistent);
        Box::pin(async move {
            let request = request?;
            let asked = request.projection.clone();
            let output = bound.0.backend().get_item(request).await?;
            let sight = Sight::new(including_hidden, bound.now());
            let seen = output.item.filter(|item| sight.sees::<O>(item.view()));
            seen.map(|item| O::__read(Answered::of_table(item.view(), asked.as_ref()))).transpose()
        })
    }
}

impl<E, B: Clone, O> Clone for Get<E, B, O> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), bound: self.bound.clone(), ..*self }
    }
}

impl<E, B, O> fmt::Debug for Get<E, B, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Get")
            .field("key", &self.key)
            .field("consistent", &self.consistent)
            .field("including_hidden", &self.including_hidden)
            .finish()
    }
}
