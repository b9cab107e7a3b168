use super::{AccessSchema, EntitySchema, ViewSchema};

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
    /// The path of the Rust type, which tells in which crate it is.
    pub path: &'static str,
    /// The index it reads, and the templates of the partition key.
    pub access: AccessSchema,
    /// The entities, in the order of the variants or fields.
    pub members: &'static [&'static EntitySchema],
    /// For each of them, what is held of it, if that is a view.
    pub views: &'static [Option<&'static ViewSchema>],
    /// Whether it takes items of other types, too.
    pub other: bool,
}

impl CollectionSchema {
    /// Returns the view that is held of a member, by its place; `None` if it is held whole.
    ///
    /// ```
    /// # use dynamo_model::{Collection, Entity, Projection, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order), Customer(Customer) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
    /// # struct Order { id: String, customer: String, total: u32 }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
    /// # struct Customer { id: String }
    /// #[derive(Projection)]
    /// #[projection(of = Order)]
    /// struct Total { total: u32 }
    ///
    /// #[derive(Collection)]
    /// #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
    /// enum OfCustomer {
    ///     Order(Total),
    ///     Customer(Customer),
    /// }
    ///
    /// assert_eq!(OfCustomer::SCHEMA.members, [Order::SCHEMA, Customer::SCHEMA]);
    /// assert_eq!(OfCustomer::SCHEMA.view(0).map(|view| view.rust_name), Some("Total"));
    /// assert_eq!(OfCustomer::SCHEMA.view(1), None);
    /// ```
    #[must_use]
    pub const fn view(&self, place: usize) -> Option<&'static ViewSchema> {
        match self.views.split_at_checked(place) {
            Some((_, [view, ..])) => *view,
            _ => None,
        }
    }
}
