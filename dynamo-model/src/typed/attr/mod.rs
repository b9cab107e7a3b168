mod place;

use std::any::Any;
use std::marker::PhantomData;
use std::sync::OnceLock;

use place::{Place, Types};
use serde::Serialize;

use super::arg::elements;
use super::tagged::tagged;
use super::{
    Adjustable, AttrArg, Change, Changeable, Comparable, Comparand, Cond, ElementArg, Filterable, Given,
    Held, Holds, List, Measurable, Removable, Set, SetAlone, Settable, Size, Summable, Tagged, TextLike,
    Unconstrained, Unguarded, WrittenApart,
};
use crate::expr::{Comparison, Condition, SetOperand, SetValue, Update};
use crate::paging::Anywhere;
use crate::value::ValueKind;

/// The typed path of an attribute: of entity `E`, of type `T`, and in no key or some (`Role`). `Seen` says where a condition
/// may name it.
///
/// Paths go on into a type that derives [`Document`](super::Document) (`o.address.city`), into lists and arrays (`o.lines[0]`) and
/// into maps with text keys (`o.labels["color"]`).
///
/// ```
/// use dynamo_model::typed::{Attr, Plain};
///
/// struct Order;
/// let total = Attr::<Order, u32, Plain>::new("total");
/// let condition = total.gt(100).and(!total.eq(500)).into_condition()?;
/// assert!(matches!(condition, dynamo_model::expr::Condition::And(..)));
/// let lines = Attr::<Order, Vec<String>, Plain>::new("lines");
/// assert_eq!(lines[3].path().to_string(), "lines[3]");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
///
/// Conditions and filters ask something of it, and updates make [`Change`]s of it. A comparison with an absent attribute is
/// false, but for [`ne`](Self::ne).
pub struct Attr<E, T, Role, Seen = Anywhere> {
    place: Place,
    /// The paths below this one, made when they are asked for. What they are depends on `T` alone.
    below: OnceLock<Box<dyn Any + Send + Sync>>,
    types: PhantomData<Types<E, T, Role, Seen>>,
}

// What has bounds is here, by the type: messages about them name it, and not where it is written.
impl<E, T, Role, Seen> Attr<E, T, Role, Seen> {
    /// Equal to a value or another attribute. Absent attributes equal nothing.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.name.eq("pen")), "#n0 = :v0");
    /// assert_eq!(asked(p.stock.eq(&p.reserved)), "#n0 = #n1", "nothing is left");
    /// ```
    pub fn eq(&self, other: impl Comparand<E, T>) -> Cond<E>
    where
        Seen: Filterable + Held,
    {
        self.compare(Comparison::Eq, other.operand(), &other.__variant())
    }

    /// Different from a value or another attribute, or absent.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.stock.ne(0)), "#n0 <> :v0");
    /// assert_eq!(asked(p.note.exists().and(p.note.ne("old"))), "attribute_exists(#n0) AND #n0 <> :v0");
    /// ```
    pub fn ne(&self, other: impl Comparand<E, T>) -> Cond<E>
    where
        Seen: Filterable + Held,
    {
        self.compare(Comparison::Ne, other.operand(), &other.__variant())
    }

    /// Smaller than a value or another attribute.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.stock.lt(5)), "#n0 < :v0");
    /// assert_eq!(asked(p.stock.lt(&p.reserved)), "#n0 < #n1", "more is reserved than there is");
    /// ```
    pub fn lt(&self, other: impl Comparand<E, T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable + Held,
    {
        self.order(Comparison::Lt, &other)
    }

    /// Smaller than a value or another attribute, or equal to it.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.stock.le(5)), "#n0 <= :v0");
    /// assert_eq!(asked(!p.stock.le(5)), "NOT #n0 <= :v0", "which is true of a product without a stock, too");
    /// ```
    pub fn le(&self, other: impl Comparand<E, T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable + Held,
    {
        self.order(Comparison::Le, &other)
    }

    /// Greater than a value or another attribute.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.stock.gt(&p.reserved)), "#n0 > #n1");
    /// assert_eq!(asked(p.name.gt("m")), "#n0 > :v0", "of text, in the order of its bytes");
    /// ```
    pub fn gt(&self, other: impl Comparand<E, T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable + Held,
    {
        self.order(Comparison::Gt, &other)
    }

    /// Greater than a value or another attribute, or equal to it.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.stock.ge(3)), "#n0 >= :v0");
    /// assert_eq!(asked(p.stock.ge(&p.reserved)), "#n0 >= #n1", "all that is reserved is there");
    /// ```
    pub fn ge(&self, other: impl Comparand<E, T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable + Held,
    {
        self.order(Comparison::Ge, &other)
    }

    /// Between two values or other attributes, both included.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.stock.between(1, 9)), "#n0 BETWEEN :v0 AND :v1");
    /// assert_eq!(asked(p.stock.between(1, &p.reserved)), "#n0 BETWEEN :v0 AND #n1");
    /// ```
    pub fn between(&self, low: impl Comparand<E, T>, high: impl Comparand<E, T>) -> Cond<E>
    where
        T: Comparable,
        Seen: Filterable + Held,
    {
        self.within(&low, &high)
    }

    /// Equal to one of up to 99 values.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.name.is_in(["pen", "ink"])), "#n0 IN (:v0, :v1)");
    ///
    /// use dynamo_model::builder::Update;
    ///
    /// let among = |count| Update::new(Product::key("p1")).set(|p| p.stock.to(0)).only_if(|p| p.stock.is_in(0..count));
    /// assert!(among(99).request().is_ok());
    /// assert!(among(100).request().unwrap_err().is_validation());
    /// assert!(among(0).request().unwrap_err().to_string().contains("nothing is in an empty list"));
    /// ```
    pub fn is_in<A: AttrArg<T>>(&self, values: impl IntoIterator<Item = A>) -> Cond<E>
    where
        Seen: Filterable + Held,
    {
        self.only(elements(values).map(|values| Condition::is_in(self.path(), values)))
    }

    /// Present, even if it is NULL.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.note.exists()), "attribute_exists(#n0)");
    /// ```
    #[must_use]
    pub fn exists(&self) -> Cond<E>
    where
        Seen: Filterable + Held,
    {
        self.only(Ok(Condition::exists(self.path())))
    }

    /// Absent.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.note.missing().or(p.note.eq(""))), "attribute_not_exists(#n0) OR #n0 = :v0");
    /// ```
    #[must_use]
    pub fn missing(&self) -> Cond<E>
    where
        Seen: Filterable + Held,
    {
        self.only(Ok(Condition::not_exists(self.path())))
    }

    /// A string that starts with a text.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.name.begins_with("pen")), "begins_with(#n0, :v0)");
    /// ```
    pub fn begins_with(&self, prefix: &str) -> Cond<E>
    where
        T: TextLike,
        Seen: Filterable + Held,
    {
        self.only(Ok(Condition::begins_with(self.path(), prefix)))
    }

    /// A string that contains a text.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.name.contains_text("pen")), "contains(#n0, :v0)", "anywhere: `pencil`, `fountain pen`");
    /// ```
    pub fn contains_text(&self, text: &str) -> Cond<E>
    where
        T: TextLike,
        Seen: Filterable + Held,
    {
        self.only(Ok(Condition::contains(self.path(), text)))
    }

    /// A list or set that contains an element.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.tags.contains("sale").or(p.colors.contains("red"))), "contains(#n0, :v0) OR contains(#n1, :v1)");
    /// ```
    pub fn contains<Element: Serialize>(&self, element: impl ElementArg<Element>) -> Cond<E>
    where
        T: Holds<Element>,
        Seen: Filterable + Held,
    {
        self.only(element.element().map(|element| Condition::contains(self.path(), element)))
    }

    /// Present, and stored as one of DynamoDB's types.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// use dynamo_model::value::ValueKind;
    ///
    /// let odd = Product::attributes().stock.has_type(ValueKind::S);
    /// assert_eq!(asked(odd), "attribute_type(#n0, :v0)");
    /// ```
    #[must_use]
    pub fn has_type(&self, kind: ValueKind) -> Cond<E>
    where
        Seen: Filterable + Held,
    {
        self.only(Ok(Condition::has_type(self.path(), kind)))
    }

    /// An enum that is this variant.
    ///
    /// ```
    /// use dynamo_model::{Document, Entity, Table};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Table)]
    /// #[table(name = "shop")]
    /// enum Shop { Order(Order) }
    ///
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// struct Order { id: String, payment: Payment }
    ///
    /// #[derive(Serialize, Deserialize, Document)]
    /// #[serde(tag = "kind")]
    /// enum Payment { Card { number: String }, Cash }
    ///
    /// let by_card = Order::attributes().payment.is(PaymentTag::Card);
    /// assert!(by_card.into_condition().is_ok());
    /// ```
    pub fn is(&self, variant: T::Tag) -> Cond<E>
    where
        T: Tagged,
        Seen: Filterable + Held,
    {
        self.only(Ok(tagged::<T>(self.path(), variant)))
    }

    /// Takes the size, to compare it.
    ///
    /// ```
    #[doc = include_str!("../product.md")]
    /// let p = Product::attributes();
    /// assert_eq!(asked(p.tags.size().lt(10)), "size(#n0) < :v0");
    /// ```
    pub fn size(&self) -> Size<E>
    where
        T: Measurable,
        Seen: Filterable + Held,
    {
        Size::new(self.path(), self.variant())
    }

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
        Role: WrittenApart,
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
        Role: WrittenApart,
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
        Role: WrittenApart,
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
        Role: WrittenApart,
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
        Role: WrittenApart,
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
        Role: WrittenApart,
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
        Role: WrittenApart,
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
        Role: WrittenApart,
    {
        self.with_members(members, Update::delete)
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
        Role: WrittenApart,
    {
        let change = Change::new(Ok(Update::new().remove(self.path())));
        if Role::IN_INDEX_KEY { change.without_part(self.path().root()) } else { change }
    }
}
