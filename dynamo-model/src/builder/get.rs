use std::fmt;
use std::future::IntoFuture;

use super::{Binding, Bound, Db, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, Table};
use crate::error::Result;
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
pub struct Get<E, B = Unbound> {
    key: Key<E>,
    consistent: bool,
    bound: B,
}

impl<E: Entity> Get<E> {
    /// Makes the read, without a database.
    pub fn new(key: Key<E>) -> Self {
        Self { key, consistent: false, bound: Unbound }
    }

    pub(super) fn bind(self, db: &Db<E::Table>) -> Get<E, Bound<'_, E::Table>> {
        Get { key: self.key, consistent: self.consistent, bound: Bound(db) }
    }
}

impl<E: Entity, B: Binding> Get<E, B> {
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
        Ok(request::<E>(&self.bound, key, self.consistent))
    }
}

fn request<E: Entity>(bound: &impl Binding, key: Item, consistent: bool) -> GetItem {
    let mut request = GetItem::new(bound.table_name(<E::Table as Table>::SCHEMA.name), key);
    request.consistent_read = consistent;
    request
}

impl<'d, E: Entity> IntoFuture for Get<E, Bound<'d, E::Table>> {
    type Output = Result<Option<E>>;
    type IntoFuture = BoxFuture<'d, Result<Option<E>>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { key, consistent, bound } = self;
        let request = key.into_item().map(|key| request::<E>(&bound, key, consistent));
        Box::pin(async move {
            let output = bound.0.backend().get_item(request?).await?;
            output.item.map(|item| E::from_item(item.view())).transpose()
        })
    }
}

impl<E, B> fmt::Debug for Get<E, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Get").field("key", &self.key).field("consistent", &self.consistent).finish()
    }
}
