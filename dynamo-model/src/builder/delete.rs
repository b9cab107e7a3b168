use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::conditions::Conditions;
use super::{Binding, Bound, Db, Nothing, Old, Outcome, Returning, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, Table};
use crate::error::Result;
use crate::explain::explains;
use crate::request::DeleteItem;
use crate::typed::Cond;

/// Deletes an entity; awaiting gives `()`, or the old entity after [`Delete::returning_old`].
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
/// use dynamo_model::builder::Delete;
/// use dynamo_model::request::ReturnValues;
///
/// let request = Delete::new(Order::key("o1")).only_if(|o| o.total.eq(0)).returning_old().request()?;
/// assert_eq!(request.return_values, ReturnValues::AllOld);
/// assert!(request.condition.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Delete<E, B = Unbound, R = Nothing> {
    key: Key<E>,
    conditions: Conditions,
    bound: B,
    returns: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity> Delete<E> {
    /// Makes the write, without a database.
    pub fn new(key: Key<E>) -> Self {
        Self { key, conditions: Conditions::default(), bound: Unbound, returns: PhantomData }
    }

    pub(super) fn bind(self, db: &Db<E::Table>) -> Delete<E, Bound<'_, E::Table>> {
        Delete { key: self.key, conditions: self.conditions, bound: Bound(db), returns: PhantomData }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Delete<E, B, R> {
    /// Writes only if a condition holds of the stored item; further ones must hold too.
    pub fn only_if(mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) -> Self {
        self.conditions.add_typed::<E>(condition);
        self
    }

    /// Returns the entity as it was before, if there was one.
    pub fn returning_old(self) -> Delete<E, B, Old> {
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
    pub fn request(&self) -> Result<DeleteItem> {
        let table = self.bound.table_name(<E::Table as Table>::SCHEMA.name);
        let mut request = DeleteItem::new(table, self.key.item()?);
        request.condition = self.conditions.joined()?;
        request.return_values = R::VALUES;
        request.return_item_on_failure = self.conditions.item_on_failure;
        Ok(request)
    }

    explains!(E::Table, request);

    fn with_returns<R2>(self) -> Delete<E, B, R2> {
        Delete { key: self.key, conditions: self.conditions, bound: self.bound, returns: PhantomData }
    }
}

impl<'d, E: Entity, R: Returning<E> + 'd> Delete<E, Bound<'d, E::Table>, R> {
    /// Runs the write, with a failed condition as a result instead of an error: the entity as it was stored is in it.
    ///
    /// # Errors
    ///
    /// As awaiting the write, except for the failed condition.
    pub async fn outcome(self) -> Result<Outcome<R::Output, E>> {
        Outcome::of(self.returning_item_on_failure().await)
    }
}

impl<'d, E: Entity, R: Returning<E> + 'd> IntoFuture for Delete<E, Bound<'d, E::Table>, R> {
    type Output = Result<R::Output>;
    type IntoFuture = BoxFuture<'d, Result<R::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let request = self.request()?;
            R::read(self.bound.0.backend().delete_item(request).await?.attributes)
        })
    }
}

impl<E, B, R> fmt::Debug for Delete<E, B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delete").field("key", &self.key).field("conditions", &self.conditions).finish()
    }
}
