//! Where an attribute is, and what is made of that.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;

use super::Attr;
use crate::error::Result;
use crate::expr::{Comparison, Condition, Operand, Path, SetOperand, SetValue, Update};
use crate::typed::arg::elements;
use crate::typed::nested::Base;
use crate::typed::set::set;
use crate::typed::{Change, Cond, ElementArg, OfVariant, Set};
use crate::value::Value;

#[derive(Clone)]
pub(super) enum Place {
    /// A top-level attribute, which most are.
    Top(&'static str),
    Inside(Path, OfVariant),
}

/// A function pointer, so that a path is `Send` and `Sync` whatever its types are.
pub(super) type Types<E, T, Role, Seen> = fn() -> (E, T, Role, Seen);

impl<E, T, Role, Seen> Attr<E, T, Role, Seen> {
    /// Makes the path of a top-level attribute.
    ///
    /// ```
    /// use dynamo_model::typed::{Attr, Plain};
    ///
    /// struct Order;
    /// let total: Attr<Order, u32, Plain> = Attr::new("total");
    /// assert_eq!(total.path().to_string(), "total");
    /// ```
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { place: Place::Top(name), below: OnceLock::new(), types: PhantomData }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __inside(place: &Base, key: &str) -> Self {
        Self::at(place.entry(key), place.variant.clone())
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __element(place: &Base, entry: &str, index: u32) -> Self {
        Self::at(place.entry(entry).index(index), place.variant.clone())
    }

    /// Makes a path further inside.
    pub(in crate::typed) const fn at(path: Path, variant: OfVariant) -> Self {
        Self { place: Place::Inside(path, variant), below: OnceLock::new(), types: PhantomData }
    }

    /// Returns the path without its types.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// assert_eq!(Product::attributes().tags[0].path().to_string(), "tags[0]");
    /// ```
    #[must_use]
    pub fn path(&self) -> Path {
        match &self.place {
            Place::Top(name) => Path::attribute(*name),
            Place::Inside(path, _) => path.clone(),
        }
    }

    pub(in crate::typed) fn variant(&self) -> OfVariant {
        match &self.place {
            Place::Top(_) => OfVariant::ANY,
            Place::Inside(_, variant) => variant.clone(),
        }
    }

    /// Returns the paths below this one. `B` must follow from `T`.
    pub(in crate::typed) fn below<B: Any + Send + Sync>(
        &self,
        make: impl FnOnce(Path, OfVariant) -> B,
    ) -> &B {
        let below = self.below.get_or_init(|| Box::new(make(self.path(), self.variant())));
        match below.downcast_ref() {
            Some(below) => below,
            None => unreachable!("one type has one kind of paths below it"),
        }
    }

    pub(in crate::typed) fn compare(
        &self,
        op: Comparison,
        other: Result<Operand>,
        variant: &OfVariant,
    ) -> Cond<E> {
        let compare = |other| Condition::compare(op, self.path(), other);
        let other = self.named(other);
        Cond::new(other.map(|other| OfVariant::only([&self.variant(), variant], compare(other))))
    }

    /// A condition on this attribute alone.
    pub(super) fn only(&self, condition: Result<Condition>) -> Cond<E> {
        let condition = self.named(condition);
        Cond::new(condition.map(|condition| OfVariant::only([&self.variant()], condition)))
    }

    pub(super) fn with_members(
        &self,
        members: impl IntoIterator<Item: ElementArg<T::Member>>,
        change: impl FnOnce(Update, Path, Value) -> Update,
    ) -> Change<E>
    where
        T: Set,
    {
        let members = self.named(elements(members).and_then(|members| set(&members)));
        // There are no empty sets: without members there is nothing to change.
        Change::new(members.map(|members| match members {
            Some(members) => change(Update::new(), self.path(), members),
            None => Update::new(),
        }))
    }

    pub(super) fn or_zero(&self) -> SetOperand {
        SetOperand::if_not_exists(self.path(), 0)
    }

    pub(super) fn or_empty(&self) -> SetOperand {
        SetOperand::if_not_exists(self.path(), Value::L(Vec::new()))
    }

    pub(super) fn assign(&self, value: Result<impl Into<SetValue>>) -> Change<E> {
        Change::new(self.named(value).map(|value| Update::new().set(self.path(), value)))
    }

    /// Says of which attribute a value cannot be.
    pub(in crate::typed) fn named<V>(&self, value: Result<V>) -> Result<V> {
        value.map_err(|error| error.context(format_args!("attribute `{}`", self.path())))
    }
}

impl<E, T, Role, Seen> Clone for Attr<E, T, Role, Seen> {
    fn clone(&self) -> Self {
        Self { place: self.place.clone(), below: OnceLock::new(), types: PhantomData }
    }
}

impl<E, T, Role, Seen> fmt::Debug for Attr<E, T, Role, Seen> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attr").field(&format_args!("{}", self.path())).finish()
    }
}
