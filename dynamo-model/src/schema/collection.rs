use super::{AccessSchema, EntitySchema};

/// What a collection's derive found: the partitions it reads and the entities it has there.
///
/// ```
/// # use dynamo_model::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
/// # struct Order { id: String, customer: String }
/// #[derive(Collection)]
/// #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
/// enum OfCustomer {
///     Order(Order),
/// }
///
/// assert_eq!(OfCustomer::SCHEMA.access.pk[0].text, "CUSTOMER#{customer}");
/// assert_eq!(OfCustomer::SCHEMA.members, [Order::SCHEMA]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectionSchema {
    /// The name of the Rust type.
    pub rust_name: &'static str,
    /// The index it reads, and the templates of the partition key.
    pub access: AccessSchema,
    /// The entities, in the order of the variants or fields.
    pub members: &'static [&'static EntitySchema],
    /// Whether it takes items of other types, too.
    pub other: bool,
}
