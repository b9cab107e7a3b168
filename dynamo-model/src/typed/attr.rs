use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

use super::{Adjustable, AttrArg, Change, Comparable, Cond, Holds, Removable, SetAlone, Summable, TextLike};
use crate::error::Result;
use crate::expr::{Comparison, Condition, Path, SetOperand, SetValue, Update};
use crate::value::Value;

/// The typed path of an attribute: of entity `E`, of type `T`, and in no key or some (`Role`).
///
/// ```
/// use dynamo_model::typed::{Attr, Plain};
///
/// struct Order;
/// const TOTAL: Attr<Order, u32, Plain> = Attr::new("total");
/// let condition = TOTAL.gt(100).and(!TOTAL.eq(500)).into_condition()?;
/// assert!(matches!(condition, dynamo_model::expr::Condition::And(..)));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct Attr<E, T, Role> {
    name: &'static str,
    types: PhantomData<Types<E, T, Role>>,
}

/// A function pointer, so that a path is `Send` and `Sync` whatever its types are.
type Types<E, T, Role> = fn() -> (E, T, Role);

impl<E, T, Role> Attr<E, T, Role> {
    /// Makes the path of a top-level attribute.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, types: PhantomData }
    }

    /// Returns the attribute's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    fn path(&self) -> Path {
        Path::attribute(self.name)
    }

    fn compare(&self, op: Comparison, value: Result<Value>) -> Cond<E> {
        Cond::new(value.map(|value| Condition::compare(op, self.path(), value)))
    }

    /// Equal to a value. Absent attributes equal nothing.
    pub fn eq(&self, value: impl AttrArg<T>) -> Cond<E> {
        self.compare(Comparison::Eq, value.value())
    }

    /// Different from a value, or absent.
    pub fn ne(&self, value: impl AttrArg<T>) -> Cond<E> {
        self.compare(Comparison::Ne, value.value())
    }

    /// Smaller than a value.
    pub fn lt(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
    {
        self.compare(Comparison::Lt, value.value())
    }

    /// Smaller than a value or equal to it.
    pub fn le(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
    {
        self.compare(Comparison::Le, value.value())
    }

    /// Greater than a value.
    pub fn gt(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
    {
        self.compare(Comparison::Gt, value.value())
    }

    /// Greater than a value or equal to it.
    pub fn ge(&self, value: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
    {
        self.compare(Comparison::Ge, value.value())
    }

    /// Between two values, both included.
    pub fn between(&self, low: impl AttrArg<T>, high: impl AttrArg<T>) -> Cond<E>
    where
        T: Comparable,
    {
        Cond::new(low.value().and_then(|low| Ok(Condition::between(self.path(), low, high.value()?))))
    }

    /// Equal to one of up to 99 values.
    pub fn is_in<A: AttrArg<T>>(&self, values: impl IntoIterator<Item = A>) -> Cond<E> {
        let values: Result<Vec<Value>> = values.into_iter().map(|value| value.value()).collect();
        Cond::new(values.map(|values| Condition::is_in(self.path(), values)))
    }

    /// Present, even if it is NULL.
    #[must_use]
    pub fn exists(&self) -> Cond<E> {
        Cond::new(Ok(Condition::exists(self.path())))
    }

    /// Absent.
    #[must_use]
    pub fn missing(&self) -> Cond<E> {
        Cond::new(Ok(Condition::not_exists(self.path())))
    }

    /// A string that starts with a text.
    pub fn begins_with(&self, prefix: &str) -> Cond<E>
    where
        T: TextLike,
    {
        Cond::new(Ok(Condition::begins_with(self.path(), prefix)))
    }

    /// A string that contains a text.
    pub fn contains_text(&self, text: &str) -> Cond<E>
    where
        T: TextLike,
    {
        Cond::new(Ok(Condition::contains(self.path(), text)))
    }

    /// A list or set that contains an element.
    pub fn contains<Element: Serialize>(&self, element: impl AttrArg<Element>) -> Cond<E>
    where
        T: Holds<Element>,
    {
        Cond::new(element.value().map(|element| Condition::contains(self.path(), element)))
    }

    /// Assigns a value, and makes the keys anew that the attribute is part of.
    pub fn to(&self, value: impl AttrArg<T>) -> Change<E>
    where
        Role: SetAlone<T>,
    {
        let value = value.value();
        let part = value.clone().and_then(|value| Role::part(&value));
        self.assign(value.map(SetOperand::Value)).with_part(self.name, part)
    }

    /// Assigns a value unless the attribute exists.
    pub fn to_if_missing(&self, value: impl AttrArg<T>) -> Change<E>
    where
        Role: Adjustable,
    {
        self.assign(value.value().map(|value| SetOperand::if_not_exists(self.path(), value)))
    }

    /// Adds to a number, counting an absent one as zero.
    pub fn plus(&self, value: impl AttrArg<T>) -> Change<E>
    where
        T: Summable,
        Role: Adjustable,
    {
        self.assign(value.value().map(|value| SetValue::Add(self.or_zero(), value.into())))
    }

    /// Subtracts from a number, counting an absent one as zero. The service knows no unsigned numbers: for an unsigned
    /// field, add `.only_if(|o| o.stock.ge(n))`, or the item may not read back.
    pub fn minus(&self, value: impl AttrArg<T>) -> Change<E>
    where
        T: Summable,
        Role: Adjustable,
    {
        self.assign(value.value().map(|value| SetValue::Subtract(self.or_zero(), value.into())))
    }

    /// Deletes the attribute, and takes the item out of the indexes whose keys it is part of.
    #[must_use]
    pub fn removed(&self) -> Change<E>
    where
        Role: Removable,
    {
        let change = Change::new(Ok(Update::new().remove(self.path())));
        if Role::IN_INDEX_KEY { change.without_part(self.name) } else { change }
    }

    fn or_zero(&self) -> SetOperand {
        SetOperand::if_not_exists(self.path(), 0)
    }

    fn assign(&self, value: Result<impl Into<SetValue>>) -> Change<E> {
        Change::new(value.map(|value| Update::new().set(self.path(), value)))
    }
}

impl<E, T, Role> Clone for Attr<E, T, Role> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, T, Role> Copy for Attr<E, T, Role> {}

impl<E, T, Role> fmt::Debug for Attr<E, T, Role> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attr").field(&self.name).finish()
    }
}
