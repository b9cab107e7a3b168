//! What updates make of an attribute.

use crate::error::Result;
use crate::expr::{Path, SetOperand, SetValue, Update};
use crate::typed::arg::elements;
use crate::typed::set::set;
use crate::typed::{
    Adjustable, Attr, AttrArg, Change, Changeable, ElementArg, Given, List, Removable, Set, SetAlone,
    Settable, Summable, Unconstrained, Unguarded,
};
use crate::value::Value;

impl<E, T, Role, Seen> Attr<E, T, Role, Seen> {
    /// Assigns a value, and makes the keys anew that the attribute is part of.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.name.to("pencil")), "SET #n0 = :v0");
    /// assert_eq!(done(p.note.to("new")), "SET #n0 = :v0", "an `Option`, which `removed` makes `None`");
    /// ```
    pub fn to(&self, value: impl AttrArg<T>) -> Change<E>
    where
        Role: Settable + Changeable + SetAlone<T> + Given + Unguarded,
    {
        let value = value.value();
        let part = value.as_ref().map_or(Ok(None), Role::part);
        self.assign(value.map(SetOperand::Value)).with_part(self.path().root(), part)
    }

    /// Assigns a value unless the attribute exists.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.stock.to_if_missing(9)), "SET #n0 = if_not_exists(#n0, :v0)");
    /// ```
    pub fn to_if_missing(&self, value: impl AttrArg<T>) -> Change<E>
    where
        Role: Settable + Adjustable,
    {
        self.assign(value.value().map(|value| SetOperand::if_not_exists(self.path(), value)))
    }

    /// Adds to a number, counting an absent one as zero. The service knows no bounds of integers: where a field may reach
    /// its own, add `.only_if(|o| o.stock.le(u32::MAX - n))`, or the item may not read back.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.stock.plus(2)), "SET #n0 = if_not_exists(#n0, :v0) + :v1");
    /// ```
    pub fn plus(&self, value: impl AttrArg<T>) -> Change<E>
    where
        T: Summable,
        Role: Settable + Adjustable + Unconstrained,
    {
        self.assign(value.value().map(|value| SetValue::Add(self.or_zero(), value.into())))
    }

    /// Subtracts from a number, counting an absent one as zero. The service knows no unsigned numbers: for an unsigned
    /// field, add `.only_if(|o| o.stock.ge(n))`, or the item may not read back.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// use dynamo_model::builder::Update;
    ///
    /// let sold = Update::new(Product::key("p1")).set(|p| p.stock.minus(3)).only_if(|p| p.stock.ge(3)).request()?;
    /// assert_eq!(Renderer::new().update(&sold.update), "SET #n0 = if_not_exists(#n0, :v0) - :v1");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn minus(&self, value: impl AttrArg<T>) -> Change<E>
    where
        T: Summable,
        Role: Settable + Adjustable + Unconstrained,
    {
        self.assign(value.value().map(|value| SetValue::Subtract(self.or_zero(), value.into())))
    }

    /// Adds elements to the end of a list, counting an absent one as empty.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.tags.append(["new"])), "SET #n0 = list_append(if_not_exists(#n0, :v0), :v1)");
    /// ```
    pub fn append(&self, added: impl IntoIterator<Item: ElementArg<T::Element>>) -> Change<E>
    where
        T: List,
        Role: Settable + Adjustable + Unconstrained,
    {
        self.assign(elements(added).map(|added| SetOperand::list_append(self.or_empty(), added)))
    }

    /// Adds elements to the beginning of a list, counting an absent one as empty.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.tags.prepend(["new"])), "SET #n0 = list_append(:v0, if_not_exists(#n0, :v1))");
    /// ```
    pub fn prepend(&self, added: impl IntoIterator<Item: ElementArg<T::Element>>) -> Change<E>
    where
        T: List,
        Role: Settable + Adjustable + Unconstrained,
    {
        self.assign(elements(added).map(|added| SetOperand::list_append(added, self.or_empty())))
    }

    /// Adds members to a set, counting an absent one as empty.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.colors.add(["red", "blue"])), "ADD #n0 :v0");
    /// ```
    pub fn add(&self, members: impl IntoIterator<Item: ElementArg<T::Member>>) -> Change<E>
    where
        T: Set,
        Role: Settable + Adjustable + Unconstrained,
    {
        self.with_members(members, Update::add)
    }

    /// Takes members out of a set. With the last one the attribute disappears, so the entity must do without it, as a field
    /// with `#[serde(default)]` does.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.colors.delete(["red"])), "DELETE #n0 :v0");
    /// ```
    pub fn delete(&self, members: impl IntoIterator<Item: ElementArg<T::Member>>) -> Change<E>
    where
        T: Set,
        Role: Settable + Adjustable + Unconstrained + Removable,
    {
        self.with_members(members, Update::delete)
    }

    fn with_members(
        &self,
        members: impl IntoIterator<Item: ElementArg<T::Member>>,
        change: impl FnOnce(Update, Path, Value) -> Update,
    ) -> Change<E>
    where
        T: Set,
    {
        let members = elements(members).and_then(|members| set(&members));
        // There are no empty sets: without members there is nothing to change.
        Change::new(members.map(|members| match members {
            Some(members) => change(Update::new(), self.path(), members),
            None => Update::new(),
        }))
    }

    /// Deletes the attribute, and takes the item out of the indexes whose keys it is part of.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(done(p.note.removed()), "REMOVE #n0");
    /// assert_eq!(done(p.brand.removed()), "REMOVE #n0, #n1, #n2", "the brand, and both attributes of the index's key");
    /// ```
    #[must_use]
    pub fn removed(&self) -> Change<E>
    where
        Role: Settable + Changeable + SetAlone<T> + Removable + Given + Unguarded,
    {
        let change = Change::new(Ok(Update::new().remove(self.path())));
        if Role::IN_INDEX_KEY { change.without_part(self.path().root()) } else { change }
    }

    fn or_zero(&self) -> SetOperand {
        SetOperand::if_not_exists(self.path(), 0)
    }

    fn or_empty(&self) -> SetOperand {
        SetOperand::if_not_exists(self.path(), Value::L(Vec::new()))
    }

    fn assign(&self, value: Result<impl Into<SetValue>>) -> Change<E> {
        Change::new(value.map(|value| Update::new().set(self.path(), value)))
    }
}
