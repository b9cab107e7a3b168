use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::conditions::{Conditions, exists};
use super::{Binding, Bound, Db, New, Nothing, Old, Outcome, Returning, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, Table};
use crate::error::Result;
use crate::explain::explains;
use crate::request::UpdateItem;
use crate::typed::{Change, Changes, Cond};

/// Changes attributes of an entity that exists; awaiting gives `()`, or the entity before or after.
///
/// Keys of indexes never go stale: what they are made of changes with them; see [`Update::set`].
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
/// use dynamo_model::builder::Update;
/// use dynamo_model::expr::Renderer;
///
/// let request = Update::new(Order::key("o1")).set(|o| o.total.to(9)).request()?;
/// let mut renderer = Renderer::new();
/// assert_eq!(renderer.update(&request.update), "SET #n0 = :v0");
/// assert_eq!(renderer.condition(&request.condition.unwrap()), "attribute_exists(#n1)");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a write does nothing until it is awaited"]
pub struct Update<E, B = Unbound, R = Nothing> {
    key: Key<E>,
    changes: Result<Changes>,
    conditions: Conditions,
    bound: B,
    returns: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity> Update<E> {
    /// Makes an update that changes nothing yet, without a database.
    pub fn new(key: Key<E>) -> Self {
        let mut conditions = Conditions::default();
        // An update creates what is missing: without this an unknown key would leave a fragment of an entity behind.
        conditions.add(Ok(exists::<E>()));
        Self { key, changes: Ok(Changes::default()), conditions, bound: Unbound, returns: PhantomData }
    }

    pub(super) fn bind(self, db: &Db<E::Table>) -> Update<E, Bound<'_, E::Table>> {
        Update {
            key: self.key,
            changes: self.changes,
            conditions: self.conditions,
            bound: Bound(db),
            returns: PhantomData,
        }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Update<E, B, R> {
    /// Changes an attribute: `.set(|o| o.total.to(5))`, `.set(|o| o.visits.plus(1))`, `.set(|o| o.note.removed())`.
    ///
    /// An attribute that makes an index key changes the key with it. If it makes the key with other fields, all of them are
    /// set at once, by a method named after the access pattern: `.set(|o| o.by_customer(Status::Paid, day))`. So they are
    /// if one of them is an `Option`, as then the key is there with all of them or not at all.
    pub fn set(mut self, change: impl FnOnce(&E::Attributes) -> Change<E>) -> Self {
        let change = change(&E::attributes());
        self.changes = self.changes.and_then(|before| Ok(before.and(change.into_changes()?)));
        self
    }

    /// Writes only if a condition holds of the stored item; further ones must hold too.
    pub fn only_if(mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) -> Self {
        self.conditions.add_typed::<E>(condition);
        self
    }

    /// Returns the entity as it was before, if there was one.
    pub fn returning_old(self) -> Update<E, B, Old> {
        self.with_returns()
    }

    /// Returns the entity as it is after.
    pub fn returning_new(self) -> Update<E, B, New> {
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
    pub fn request(&self) -> Result<UpdateItem> {
        let table = self.bound.table_name(<E::Table as Table>::SCHEMA.name);
        let key = self.key.item()?;
        let update = self.changes.clone()?.into_update::<E>(&key)?;
        let mut request = UpdateItem::new(table, key).with_update(update);
        request.condition = self.conditions.joined()?;
        request.return_values = R::VALUES;
        request.return_item_on_failure = self.conditions.item_on_failure;
        Ok(request)
    }

    explains!(E::Table, request);

    fn with_returns<R2>(self) -> Update<E, B, R2> {
        Update {
            key: self.key,
            changes: self.changes,
            conditions: self.conditions,
            bound: self.bound,
            returns: PhantomData,
        }
    }
}

impl<'d, E: Entity, R: Returning<E> + 'd> Update<E, Bound<'d, E::Table>, R> {
    /// Runs the write, with a failed condition as a result instead of an error: the entity as it was stored is in it.
    ///
    /// # Errors
    ///
    /// As awaiting the write, except for the failed condition.
    pub async fn outcome(self) -> Result<Outcome<R::Output, E>> {
        Outcome::of(self.returning_item_on_failure().await)
    }
}

impl<'d, E: Entity, R: Returning<E> + 'd> IntoFuture for Update<E, Bound<'d, E::Table>, R> {
    type Output = Result<R::Output>;
    type IntoFuture = BoxFuture<'d, Result<R::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let request = self.request()?;
            R::read(self.bound.0.backend().update_item(request).await?.attributes)
        })
    }
}

impl<E, B, R> fmt::Debug for Update<E, B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update")
            .field("key", &self.key)
            .field("changes", &self.changes)
            .field("conditions", &self.conditions)
            .finish()
    }
}
