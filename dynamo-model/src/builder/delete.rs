use std::time::SystemTime;

use super::conditions::{Conditions, all, exists};
use super::guarded::{Before, Effect, of_same_values};
use super::refused::{Asked, Demand, ExpectedVersion};
use super::single::{Terms, single_write_methods};
use super::{Binding, Nothing, Returning, Unbound};
use crate::entity::{Entity, Key, Table, encode_stored, is_no_other, of_same_version};
use crate::error::Result;
use crate::explain::explains_write;
use crate::expr::Condition;
use crate::limits::{checked, of_entity};
use crate::request::{DeleteItem, TransactWriteItems};

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
    before: Result<Before>,
    /// The condition that the stored version is the one that was read; `None` if there is none to check.
    version: Result<Option<(ExpectedVersion, Condition)>>,
    terms: Terms<E, B, R>,
}

impl<E: Entity> Delete<E> {
    /// Makes the write, without a database.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Delete;
    ///
    /// assert_eq!(Delete::new(Order::key("o1")).request()?.key, Order::key("o1").item()?);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new(key: Key<E>) -> Self {
        let mut conditions = Conditions::default();
        conditions.add_no_other::<E>();
        Self { key, before: Ok(Before::Read), version: Ok(None), terms: Terms::new(conditions) }
    }

    /// Makes the write of an entity at hand, without a database: it fails unless the stored entity has the version and the
    /// unique values of this one. In a transaction there is no other way to delete an entity with unique fields.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// use dynamo_model::builder::{Delete, Transact};
    ///
    /// let user = User { id: "u1".into(), email: "ada@example.org".into() };
    /// let request = Transact::<Accounts>::new().with(Delete::entity(&user)).request()?;
    /// assert_eq!(request.writes.len(), 2, "the user and the guard of the address");
    /// let unknown = Transact::<Accounts>::new().with(Delete::new(User::key("u1"))).request();
    /// assert!(unknown.is_err(), "the address is not known");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn entity(entity: &E) -> Self {
        let mut conditions = Conditions::default();
        conditions.add(Demand::Present, Ok(exists::<E>()));
        if let Some(no_other) = is_no_other(E::SCHEMA, <E::Table as Table>::SCHEMA) {
            conditions.add(Demand::NoOther, Ok(no_other));
        }
        let item = encode_stored(entity);
        if let Some(condition) = item.as_ref().ok().and_then(of_same_values::<E>) {
            conditions.add(Demand::UniqueValues, Ok(condition));
        }
        let version = item.map(|item| ExpectedVersion::of::<E>(&item).zip(of_same_version::<E>(&item)));
        let before = entity.__guards().map(Before::Given);
        Self { key: Key::of(entity), before, version, terms: Terms::new(conditions) }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Delete<E, B, R> {
    /// Does not check that the stored version is that of the entity which [`entity`](Delete::entity) was given: what other
    /// programs have written since it was read is deleted with it.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::Delete;
    ///
    /// // A `Note` has a version.
    /// let note = Note { id: "n1".into(), text: "milk".into(), version: 3 };
    /// let condition = |delete: Delete<Note>| -> Result<Option<String>> {
    ///     Ok(delete.request()?.condition.map(|condition| Renderer::new().condition(&condition)))
    /// };
    /// let checked = condition(Delete::entity(&note))?;
    /// assert_eq!(checked.as_deref(), Some("#n0 = :v0 AND attribute_exists(#n1)"));
    /// let unchecked = condition(Delete::entity(&note).unversioned())?;
    /// assert_eq!(unchecked.as_deref(), Some("attribute_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn unversioned(mut self) -> Self {
        self.version = self.version.map(|_| None);
        self
    }

    /// Returns the request that would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, and
    /// [`is_validation`](crate::Error::is_validation) if the key or the condition exceeds a limit of DynamoDB.
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
    /// use dynamo_model::builder::Delete;
    ///
    /// let one_of = |totals: u32| Delete::new(Order::key("o1")).only_if(|o| o.total.is_in(0..totals)).request();
    /// assert!(one_of(99).is_ok());
    /// assert!(one_of(100).unwrap_err().message().starts_with("delete of `Order`: "));
    /// ```
    pub fn request(&self) -> Result<DeleteItem> {
        checked::<E::Table, _>(self.request_by(self.terms.time()), || of_entity::<E>("delete"))
    }

    pub(super) fn request_by(&self, time: SystemTime) -> Result<DeleteItem> {
        let request = DeleteItem::new(self.terms.table(), self.key.item()?);
        let mut request = self.terms.applied_to(request, time)?;
        let same_version = self.version.clone()?.map(|(_, same)| same);
        request.condition = all([same_version, request.condition]);
        Ok(request)
    }

    explains_write!(explained, "Delete::new(Order::key(\"o1\"))" sends "DeleteItem");

    /// Returns the transaction that would be sent if `stored` were stored, in place of [`request`](Self::request): an entity
    /// with unique fields is deleted together with its guards. What is stored is read first, unless the write was made from
    /// it by [`entity`](Delete::entity).
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// use dynamo_model::builder::Delete;
    ///
    /// // The address of a `User` is unique.
    /// let user = User { id: "u1".into(), email: "ada@example.org".into() };
    /// let delete = Delete::new(User::key("u1"));
    /// assert_eq!(delete.transaction(None)?.writes.len(), 1);
    /// assert_eq!(delete.transaction(Some(&user))?.writes.len(), 2, "the user and the guard of the address");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn transaction(&self, stored: Option<&E>) -> Result<TransactWriteItems> {
        self.terms.transaction(self.request()?, self.effect()?, stored)
    }

    /// What it asks of the stored item.
    fn asked(&self) -> Asked {
        let version = self.version.iter().flatten().map(|(expected, _)| Demand::Version(expected.clone()));
        let mut asked = self.terms.asked("delete", Some(E::SCHEMA), []);
        asked.demands.extend(version);
        asked
    }

    pub(super) fn effect(&self) -> Result<Option<Effect>> {
        Ok(Effect::deleting::<E>(self.before.clone()?))
    }
}

single_write_methods!(Delete of Entity { key, before, version }, sent by send, as in "Delete::new(Order::key(\"o1\"))");
