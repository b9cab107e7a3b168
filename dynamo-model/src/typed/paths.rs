use std::fmt;

use crate::entity::Entity;

/// The typed paths of the attributes of an entity, as a struct. The derive makes it.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::typed::Paths;
///
/// fn named<P: Paths>(of: impl FnOnce(&P) -> String, paths: &P) -> String {
///     of(paths)
/// }
/// assert_eq!(named(|o: &OrderAttributes| o.total.path().to_string(), &Order::attributes()), "total");
/// ```
pub trait Paths: 'static {
    /// The methods that set several fields together, each with the names of these, in order.
    #[doc(hidden)]
    const __TOGETHER: &'static [(&'static str, &'static [&'static str])] = &[];

    #[doc(hidden)]
    fn __all() -> Self;
}

/// Shows the paths of the attributes of `E`. Generated code calls it.
#[doc(hidden)]
pub fn debug<E: Entity>(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for field in E::SCHEMA.fields.iter().filter(|field| field.is_attribute()) {
        shown.field(field.name, &format_args!("Attr({})", field.attribute));
    }
    shown.finish_non_exhaustive()
}

/// What has no attributes of its own, as a collection.
impl Paths for () {
    fn __all() {}
}
