use std::fmt;
use std::marker::PhantomData;

use super::conditions::{Conditions, Existence};
use crate::entity::{Entity, Key};
use crate::error::Result;
use crate::expr::Condition;
use crate::typed::IntoCond;
use crate::value::Item;

/// A condition on an entity that a transaction does not write; see [`Transact::check`](super::Transact::check).
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
/// use dynamo_model::builder::{Check, Transact};
///
/// let paid = Check::exists(Order::key("o1")).only_if(|o| o.total.eq(0));
/// let request = Transact::<Shop>::new().check(paid).check(Check::missing(Order::key("o2"))).request()?;
/// assert_eq!(request.writes.len(), 2);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a check does nothing until its transaction is awaited"]
pub struct Check<E> {
    key: Key<E>,
    conditions: Conditions,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Check<E> {
    /// Requires that the entity exists; a hidden one does not.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::{Check, Transact};
    ///
    /// let condition = |check: Check<Order>| -> Result<Option<String>> {
    ///     let request = Transact::<Shop>::new().check(check).request()?;
    ///     Ok(request.writes[0].condition.as_ref().map(|condition| Renderer::new().condition(condition)))
    /// };
    /// let exists = Check::exists(Order::key("o1")).only_if(|o| o.total.eq(0));
    /// assert_eq!(condition(exists)?.as_deref(), Some("attribute_exists(#n0) AND #n1 = :v0"));
    /// assert_eq!(condition(Check::missing(Order::key("o1")))?.as_deref(), Some("attribute_not_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn exists(key: Key<E>) -> Self {
        Self::new(key, Existence::present::<E>(Some(E::SCHEMA)))
    }

    /// Requires that the entity does not exist; one that has expired and is hidden does not.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::{Check, Transact};
    ///
    /// let request = Transact::<Shop>::new().check(Check::missing(Order::key("o1"))).request()?;
    /// let condition = request.writes[0].condition.as_ref().map(|condition| Renderer::new().condition(condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_not_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn missing(key: Key<E>) -> Self {
        Self::new(key, Existence::absent::<E>(Some(E::SCHEMA)))
    }

    /// Requires that a condition holds of the stored item, too.
    ///
    /// ```
    #[doc = include_str!("shop.md")]
    /// use dynamo_model::builder::{Check, Transact};
    ///
    /// let paid = Check::exists(Order::key("o1")).only_if(|o| o.total.eq(0));
    /// let request = Transact::<Shop>::new().check(paid).request()?;
    /// let condition = request.writes[0].condition.as_ref().map(|condition| Renderer::new().condition(condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_exists(#n0) AND #n1 = :v0"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn only_if<C: IntoCond<E>>(mut self, condition: impl FnOnce(&E::Attributes) -> C) -> Self {
        self.conditions.add_typed(condition);
        self
    }

    fn new(key: Key<E>, existence: Existence) -> Self {
        Self { key, conditions: Conditions::of(existence), entity: PhantomData }
    }

    pub(super) fn parts(&self, now: i64) -> Result<(Item, Option<Condition>)> {
        Ok((self.key.item()?, self.conditions.joined(now)?))
    }
}

impl<E> Clone for Check<E> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), conditions: self.conditions.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Check<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("key", &self.key).field("conditions", &self.conditions).finish()
    }
}
