//! What conditions and filters ask of an attribute.

use serde::Serialize;

use crate::error::Result;
use crate::expr::{Comparison, Condition, Operand};
use crate::typed::arg::elements;
use crate::typed::tagged::tagged;
use crate::typed::{
    Attr, AttrArg, Comparable, Comparand, Cond, ElementArg, Filterable, Holds, Measurable, Size, Tagged,
    TextLike,
};
use crate::value::ValueKind;

impl<E, T, Role, Seen> Attr<E, T, Role, Seen> {
    pub(in crate::typed) fn compare(&self, op: Comparison, other: Result<Operand>) -> Cond<E> {
        Cond::new(other.map(|other| Condition::compare(op, self.path(), other)))
    }

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
        Seen: Filterable,
    {
        self.compare(Comparison::Eq, other.operand())
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
        Seen: Filterable,
    {
        self.compare(Comparison::Ne, other.operand())
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
        Seen: Filterable,
    {
        self.order(Comparison::Lt, other.operand())
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
        Seen: Filterable,
    {
        self.order(Comparison::Le, other.operand())
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
        Seen: Filterable,
    {
        self.order(Comparison::Gt, other.operand())
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
        Seen: Filterable,
    {
        self.order(Comparison::Ge, other.operand())
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
        Seen: Filterable,
    {
        self.within(low.operand(), high.operand())
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
    /// ```
    pub fn is_in<A: AttrArg<T>>(&self, values: impl IntoIterator<Item = A>) -> Cond<E>
    where
        Seen: Filterable,
    {
        Cond::new(elements(values).map(|values| Condition::is_in(self.path(), values)))
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
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::exists(self.path())))
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
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::not_exists(self.path())))
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
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::begins_with(self.path(), prefix)))
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
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::contains(self.path(), text)))
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
        Seen: Filterable,
    {
        Cond::new(element.element().map(|element| Condition::contains(self.path(), element)))
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
        Seen: Filterable,
    {
        Cond::new(Ok(Condition::has_type(self.path(), kind)))
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
        Seen: Filterable,
    {
        Cond::new(Ok(tagged::<T>(self.path(), variant)))
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
        Seen: Filterable,
    {
        Size::new(self.path())
    }
}
