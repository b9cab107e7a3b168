use super::Entity;

/// What a query or scan that is filtered returns: an entity, whose attributes the filter names.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, customer: String, total: u32 }
/// # #[derive(Projection)]
/// # #[projection(of = Order)]
/// # struct Customer { customer: String }
/// use dynamo_model::scan::Scan;
///
/// let customers = Scan::<Order>::new().filter(|o| o.total.gt(100)).view::<Customer>();
/// assert!(customers.request()?.filter.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a filter is on an entity, and this returns `{Self}`",
    label = "`{Self}` is not an entity",
    note = "views are filtered before they are views: `.filter(…).view::<…>()`; the enum of a table and collections are not filtered"
)]
pub trait Filtered: Entity {}

#[diagnostic::do_not_recommend]
impl<E: Entity> Filtered for E {}
