use std::fmt;
use std::marker::PhantomData;
use std::ops::Not;

use crate::error::Result;
use crate::expr::Condition;

/// A condition on an entity's attributes. A value that cannot be stored is reported when the condition is used.
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
/// let o = Order::attributes();
/// let cond = o.total.between(5, 10).and(!o.id.eq("o1"));
/// assert!(matches!(cond.into_condition()?, dynamo_model::expr::Condition::And(..)));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct Cond<E> {
    condition: Result<Condition>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Cond<E> {
    pub(crate) fn new(condition: Result<Condition>) -> Self {
        Self { condition, entity: PhantomData }
    }

    /// Joins two conditions that must both hold.
    ///
    /// ```
    #[doc = include_str!("product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.stock.gt(0).and(p.note.exists())), "#n0 > :v0 AND attribute_exists(#n1)");
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.join(other, Condition::and)
    }

    /// Joins two conditions of which one must hold.
    ///
    /// ```
    #[doc = include_str!("product.md")]
    /// let p = Product::attributes();
    /// let wanted = p.stock.eq(0).or(p.stock.lt(5)).and(p.note.missing());
    /// assert_eq!(asked(wanted), "(#n0 = :v0 OR #n0 < :v1) AND attribute_not_exists(#n1)");
    /// ```
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.join(other, Condition::or)
    }

    fn join(self, other: Self, with: impl FnOnce(Condition, Condition) -> Condition) -> Self {
        Self::new(self.condition.and_then(|left| other.condition.map(|right| with(left, right))))
    }

    /// Returns the condition without its types.
    ///
    /// # Errors
    ///
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB, such as a float that is not a number.
    ///
    /// ```
    #[doc = include_str!("product.md")]
    /// # struct Rating;
    /// use dynamo_model::typed::{Attr, Plain};
    ///
    /// let stars = Attr::<Rating, f64, Plain>::new("stars");
    /// assert!(stars.gt(4.5).into_condition().is_ok());
    /// assert!(stars.gt(f64::NAN).into_condition().is_err_and(|error| error.is_codec()));
    /// ```
    pub fn into_condition(self) -> Result<Condition> {
        self.condition
    }
}

/// What `only_if` and `filter` take of an entity's attributes: a [`Cond`].
///
/// ```
#[doc = include_str!("product.md")]
/// use dynamo_model::typed::IntoCond;
///
/// fn is_a_condition<E, C: IntoCond<E>>(_: &C) -> bool { true }
/// assert!(is_a_condition::<Product, _>(&Product::attributes().stock.gt(0)));
/// ```
#[diagnostic::on_unimplemented(
    message = "a condition on `{E}` is asked for, not a `{Self}`",
    label = "says nothing that holds or does not",
    note = "compare an attribute, as in `o.total.gt(100)`, and join conditions with `and(…)` and `or(…)`; what assigns one belongs into `.set(…)` of an update"
)]
pub trait IntoCond<E> {
    #[doc(hidden)]
    fn into_cond(self) -> Cond<E>;
}

#[diagnostic::do_not_recommend]
impl<E> IntoCond<E> for Cond<E> {
    fn into_cond(self) -> Self {
        self
    }
}

impl<E> Not for Cond<E> {
    type Output = Self;

    fn not(self) -> Self {
        Self::new(self.condition.map(|condition| !condition))
    }
}

impl<E> Clone for Cond<E> {
    fn clone(&self) -> Self {
        Self::new(self.condition.clone())
    }
}

impl<E> fmt::Debug for Cond<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cond").field(&self.condition).finish()
    }
}
