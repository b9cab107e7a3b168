use super::{AccessSchema, EntitySchema, PartFormat, Piece, Shape, ViewSchema};

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

/// A part that is attribute number `nth` of a partition key by itself. Where it is a time, the fields of the entities say how it
/// is stored, and the first member's is asked.
#[doc(hidden)]
#[must_use]
pub const fn part_alone(
    (place, name, shape): (usize, &'static str, Shape),
    index: Option<&str>,
    nth: usize,
    first: &EntitySchema,
) -> Piece {
    let templates = match index {
        None => first.key().pk,
        Some(index) => match first.on_index(index) {
            Some(access) => access.pk,
            None => &[],
        },
    };
    let format = match templates.split_at_checked(nth) {
        Some((_, [template, ..])) => match template.only_field() {
            Some(field) => field.format,
            None => PartFormat::Own,
        },
        _ => PartFormat::Own,
    };
    let format = match format {
        PartFormat::Fraction(_) | PartFormat::Since1970(_) => format,
        _ => PartFormat::Own,
    };
    Piece::__field(place, name, shape, format, false)
}
