use super::Readable;

/// What a query or scan that is filtered returns: entities, whose attributes the filter names, or views of them.
///
/// The derive macros implement it.
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
/// let customers = Scan::<Order>::new().view::<Customer>().filter(|o| o.total.gt(100));
/// assert!(customers.request()?.filter.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a filter is on an entity, and this returns `{Self}`",
    label = "`{Self}` is neither an entity nor a view of one",
    note = "collections are filtered member by member: `.filter_members::<…>(…)`; the enum of a table is not filtered"
)]
pub trait Filtered: Readable {
    /// The entity.
    type Entity;
}

/// What the derive macros implement, so that nobody is told which other entities and views there are.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a filter is on an entity, and this returns `{Self}`",
    label = "`{Self}` is neither an entity nor a view of one",
    note = "collections are filtered member by member: `.filter_members::<…>(…)`; the enum of a table is not filtered"
)]
pub trait FilteredAs {
    type Entity;
}

#[diagnostic::do_not_recommend]
impl<O: Readable + FilteredAs> Filtered for O {
    type Entity = O::Entity;
}
