use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::conditions::Conditions;
use super::{Bound, Db, Nothing, Old, Returning, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, Key, Table};
use crate::error::Result;
use crate::request::DeleteItem;
use crate::typed::Cond;

/// Deletes an entity; awaiting gives `()`, or the old entity after [`Delete::returning_old`].
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

    /// Returns the request, for the table's declared name.
    ///
    /// # Errors
    ///
    /// As [`Delete::request_on`].
    pub fn request(&self) -> Result<DeleteItem> {
        self.request_on(<E::Table as Table>::SCHEMA.name)
    }
}

impl<E: Entity, B, R: Returning<E>> Delete<E, B, R> {
    /// Writes only if a condition holds of the stored item; further ones must hold too.
    pub fn only_if(mut self, condition: impl FnOnce(&E::Attributes) -> Cond<E>) -> Self {
        self.conditions.add_typed::<E>(condition);
        self
    }

    /// Returns the entity as it was before, if there was one.
    pub fn returning_old(self) -> Delete<E, B, Old> {
        self.with_returns()
    }

    /// Returns the request, for a table of this name.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    pub fn request_on(&self, table: &str) -> Result<DeleteItem> {
        let mut request = DeleteItem::new(table, self.key.item()?);
        request.condition = self.conditions.joined()?;
        request.return_values = R::VALUES;
        Ok(request)
    }

    fn with_returns<R2>(self) -> Delete<E, B, R2> {
        Delete { key: self.key, conditions: self.conditions, bound: self.bound, returns: PhantomData }
    }
}

impl<'d, E: Entity, R: Returning<E> + 'd> IntoFuture for Delete<E, Bound<'d, E::Table>, R> {
    type Output = Result<R::Output>;
    type IntoFuture = BoxFuture<'d, Result<R::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let request = self.request_on(self.bound.0.table_name())?;
            R::read(self.bound.0.backend().delete_item(request).await?.attributes)
        })
    }
}

impl<E, B, R> fmt::Debug for Delete<E, B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delete").field("key", &self.key).field("conditions", &self.conditions).finish()
    }
}
