//! Which attributes a filter may name, by the access pattern it is for.

use std::marker::PhantomData;

use crate::paging::Anywhere;

/// Attributes that a condition may name where it is used, as far as keys go: in the filter of a query, all but the key
/// attributes of what it reads.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// struct Order { id: String, customer: String, day: String, total: u32 }
///
/// let large = Order::by_customer("c1").day("2026-11"..).filter(|o| o.total.gt(100)).request()?;
/// assert!(large.filter.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this attribute is a key attribute of what the query reads, and DynamoDB takes no filter on those",
    label = "a key attribute here",
    note = "name it in the access pattern instead, by a value or a range, as in `Order::by_customer(\"c1\").day(\"2026-11\"..)`; or filter what the query returns"
)]
pub trait Filterable {}
#[diagnostic::do_not_recommend]
impl Filterable for Anywhere {}

/// Attributes that are there where a condition is used: in the filter of a query of views, those that its index holds.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1", project(include))]
/// # enum Shop { Order(Order) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", project(total), view = Total)]
/// struct Order { id: String, day: String, total: u32, note: String }
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Total { total: u32 }
///
/// fn is_held<T, R, S: dynamo_model::typed::Held>(_: &dynamo_model::typed::Attr<Order, T, R, S>) -> bool { true }
/// assert!(is_held(&Order::attributes().note), "in no query, an attribute is there");
/// ```
#[diagnostic::on_unimplemented(
    message = "the index that the query reads does not hold this attribute, so a filter there would never see it",
    label = "not in the index",
    note = "add it to `project(…)` of the access pattern, and declare the index with `project(include)` if it holds keys only; or filter what the query returns"
)]
pub trait Held {}
#[diagnostic::do_not_recommend]
impl Held for Anywhere {}

/// Marks an attribute that may be a key attribute of some table or index; whether it is one of what access pattern `P` reads, `P`
/// knows.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::paging::Anywhere;
/// use dynamo_model::typed::{Attr, IndexKey, KeyAttributeOf};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// #[index(name = "by_day", pk = "customer", sk = "day")]
/// enum Shop {
///     Order(Order),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_day, index = by_day, pk = "{customer}", sk = "{day}")]
/// struct Order { id: String, customer: String, day: String }
///
/// // No query by day has a filter that names the day. `Anywhere` stands for no access pattern in particular.
/// let order = Order::attributes();
/// let day: &Attr<Order, String, IndexKey, KeyAttributeOf<Anywhere, 2>> = &order.day;
/// assert!(day.eq("2026-11-26").into_condition().is_ok());
/// ```
#[derive(Debug)]
pub struct KeyAttributeOf<P, const FIELD: usize>(PhantomData<fn() -> P>);

#[diagnostic::do_not_recommend]
impl<P: KeysOf<FIELD, Answer = IsKey<false>>, const FIELD: usize> Filterable for KeyAttributeOf<P, FIELD> {}

// That its index does not hold it is for `HeldBy` to say.
#[diagnostic::do_not_recommend]
impl<P, const FIELD: usize> Held for KeyAttributeOf<P, FIELD> {}

/// Knows of a field whether it is a key attribute of what an access pattern reads. The derive implements it.
#[doc(hidden)]
pub trait KeysOf<const FIELD: usize> {
    type Answer;
}

impl<const FIELD: usize> KeysOf<FIELD> for Anywhere {
    type Answer = IsKey<false>;
}

/// An answer of [`KeysOf`].
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum IsKey<const ANSWER: bool> {}

/// Marks an attribute of an entity that some access pattern reads as views: whether the index of access pattern `P` holds
/// it, `P` knows. `Seen` marks what else there is to say of it.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::query::IntoQuery as _;
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// #[index(name = "gsi1", project(include))]
/// enum Shop {
///     Order(Order),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", project(total), view = Total)]
/// struct Order { id: String, day: String, total: u32, note: String }
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Total { total: u32 }
///
/// // `o.note` is not in the index: a filter on it would not compile, as no item there fulfils it.
/// assert!(Order::by_day("2026-11-27").into_query().filter(|o| o.total.gt(100)).request().is_ok());
/// ```
#[derive(Debug)]
pub struct HeldBy<P, const FIELD: usize, Seen>(PhantomData<fn() -> (P, Seen)>);

#[diagnostic::do_not_recommend]
impl<P, const FIELD: usize, Seen: Filterable> Filterable for HeldBy<P, FIELD, Seen> {}

#[diagnostic::do_not_recommend]
impl<P: HoldsField<FIELD, Answer = InIndex<true>>, const FIELD: usize, Seen> Held for HeldBy<P, FIELD, Seen> {}

/// Knows of a field whether the index of an access pattern holds it. The derive implements it.
#[doc(hidden)]
pub trait HoldsField<const FIELD: usize> {
    type Answer;
}

impl<const FIELD: usize> HoldsField<FIELD> for Anywhere {
    type Answer = InIndex<true>;
}

/// An answer of [`HoldsField`].
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum InIndex<const ANSWER: bool> {}
