use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::conditions::{Conditions, exists, missing};
use super::{Binding, Bound, Db, Nothing, Old, Outcome, Returning, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Record, Table};
use crate::error::Result;
use crate::explain::explains;
use crate::request::PutItem;
use crate::typed::Cond;
use crate::value::Item;

/// Stores an entity, or any entity of the table's enum; awaiting gives `()`, or the old entity after [`Put::returning_old`].
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
/// use dynamo_model::builder::Put;
///
/// let order = Order { id: "o1".into(), customer: "c1".into(), day: "2026-11-20".into(), total: 5 };
/// let request = Put::create(&order).request()?;
/// assert_eq!(request.item.get("gsi1pk").and_then(|pk| pk.as_s()), Some("CUSTOMER#c1"));
/// assert!(request.condition.is_some(), "only if there is no such item");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Put<E, B = Unbound, R = Nothing> {
    item: Result<Item>,
    conditions: Conditions,
    bound: B,
    returns: PhantomData<fn() -> (E, R)>,
}

impl<E: Record> Put<E> {
    /// Makes a write that replaces whatever is there, without a database.
    pub fn new(entity: &E) -> Self {
        let item = entity.to_item();
        Self { item, conditions: Conditions::default(), bound: Unbound, returns: PhantomData }
    }

    /// Makes a write that fails if the entity exists.
    pub fn create(entity: &E) -> Self {
        let mut put = Self::new(entity);
        put.conditions.add(Ok(missing::<E>()));
        put
    }

    /// Makes a write that fails if the entity does not exist.
    pub fn replace(entity: &E) -> Self {
        let mut put = Self::new(entity);
        put.conditions.add(Ok(exists::<E>()));
        put
    }

    pub(super) fn bind(self, db: &Db<E::Table>) -> Put<E, Bound<'_, E::Table>> {
        Put { item: self.item, conditions: self.conditions, bound: Bound(db), returns: PhantomData }
    }
}

impl<E: Record, B: Binding, R: Returning<E>> Put<E, B, R> {
    /// Writes only if a condition holds of the stored item; further ones must hold too.
    pub fn only_if(mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) -> Self
    where
        E: Entity,
    {
        self.conditions.add_typed::<E>(condition);
        self
    }

    /// Returns the entity as it was before, if there was one.
    pub fn returning_old(self) -> Put<E, B, Old> {
        self.with_returns()
    }

    /// Makes the error of a failed condition bring the stored item: see [`Error::item`](crate::Error::item).
    pub fn returning_item_on_failure(mut self) -> Self {
        self.conditions.item_on_failure = true;
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    pub fn request(&self) -> Result<PutItem> {
        let table = self.bound.table_name(<E::Table as Table>::SCHEMA.name);
        let mut request = PutItem::new(table, self.item.clone()?);
        request.condition = self.conditions.joined()?;
        request.return_values = R::VALUES;
        request.return_item_on_failure = self.conditions.item_on_failure;
        Ok(request)
    }

    explains!(E::Table, request);

    fn with_returns<R2>(self) -> Put<E, B, R2> {
        Put { item: self.item, conditions: self.conditions, bound: self.bound, returns: PhantomData }
    }
}

impl<'d, E: Record + 'd, R: Returning<E> + 'd> Put<E, Bound<'d, E::Table>, R> {
    /// Runs the write, with a failed condition as a result instead of an error: the entity as it was stored is in it.
    ///
    /// # Errors
    ///
    /// As awaiting the write, except for the failed condition.
    pub async fn outcome(self) -> Result<Outcome<R::Output, E>> {
        Outcome::of(self.returning_item_on_failure().await)
    }
}

impl<'d, E: Record + 'd, R: Returning<E> + 'd> IntoFuture for Put<E, Bound<'d, E::Table>, R> {
    type Output = Result<R::Output>;
    type IntoFuture = BoxFuture<'d, Result<R::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let request = self.request()?;
            R::read(self.bound.0.backend().put_item(request).await?.attributes)
        })
    }
}

impl<E, B, R> fmt::Debug for Put<E, B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Put").field("item", &self.item).field("conditions", &self.conditions).finish()
    }
}
