use crate::typed::Paths;

/// An access pattern as a type: the chain that the derive makes of it. A [`Query`](super::Query) carries it, so that the
/// compiler knows where the query reads, and what it can ask for there. A collection is a pattern of its own.
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
/// use dynamo_model::paging::OnGlobalIndex;
/// use dynamo_model::query::{AccessPattern, IntoQuery};
///
/// fn limited<Q>(query: Q) -> dynamo_model::Result<dynamo_model::request::Query>
/// where
///     Q: IntoQuery<Pattern: AccessPattern<Place = OnGlobalIndex>>,
/// {
///     query.into_query().page_size(10).request()
/// }
/// assert_eq!(limited(Order::by_customer("c1"))?.limit, Some(10));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this query may be of any access pattern",
    label = "what it reads is not known here",
    note = "call this before `any_pattern()`"
)]
pub trait AccessPattern: 'static {
    /// Where it reads: [`OnTable`](crate::paging::OnTable), [`OnLocalIndex`](crate::paging::OnLocalIndex),
    /// [`OnGlobalIndex`](crate::paging::OnGlobalIndex) or [`OnHydratedIndex`](crate::paging::OnHydratedIndex).
    type Place;

    /// The typed paths of the entity's attributes, as filters see them; `()` for a collection.
    type Attributes: Paths;
}
