use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{Binding, Bound, Db, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, Projection, Readable, Table};
use crate::error::Result;
use crate::explain::explains;
use crate::request::GetItem;
use crate::value::Item;

/// Reads an entity by its key; awaiting gives `Option<E>`.
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
    bound: B,
    output: PhantomData<fn() -> O>,
}

impl<E: Entity> Get<E> {
    /// Makes the read, without a database.
    pub fn new(key: Key<E>) -> Self {
        Self { key, consistent: false, bound: Unbound, output: PhantomData }
    }

    pub(super) fn bind(self, db: &Db<E::Table>) -> Get<E, Bound<'_, E::Table>> {
        Get { key: self.key, consistent: self.consistent, bound: Bound(db), output: PhantomData }
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
    pub fn view<V: Projection<Entity = E>>(self) -> Get<E, B, V> {
        Get { key: self.key, consistent: self.consistent, bound: self.bound, output: PhantomData }
    }
}

impl<E: Entity, B: Binding, O: Readable<Table = E::Table>> Get<E, B, O> {
    /// Sees every write acknowledged before, at twice the capacity.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous.
    pub fn request(&self) -> Result<GetItem> {
        let key = self.key.item()?;
        Ok(request::<O>(&self.bound, key, self.consistent))
    }

    explains!(E::Table, request);
}

fn request<O: Readable>(bound: &impl Binding, key: Item, consistent: bool) -> GetItem {
    let mut request = GetItem::new(bound.table_name(O::Table::SCHEMA.name), key);
    request.projection = O::__projection(None, false);
    request.consistent_read = consistent;
    request
}

impl<'d, E: Entity, O: Readable<Table = E::Table> + Send> IntoFuture for Get<E, Bound<'d, E::Table>, O> {
    type Output = Result<Option<O>>;
    type IntoFuture = BoxFuture<'d, Result<Option<O>>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { key, consistent, bound, .. } = self;
        let request = key.into_item().map(|key| request::<O>(&bound, key, consistent));
        Box::pin(async move {
            let output = bound.0.backend().get_item(request?).await?;
            output.item.map(|item| O::__read(item.view(), None)).transpose()
        })
    }
}

impl<E, B, O> fmt::Debug for Get<E, B, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Get").field("key", &self.key).field("consistent", &self.consistent).finish()
    }
}
