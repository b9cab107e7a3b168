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
    #[doc(hidden)]
    fn __all() -> Self;
}

/// What has no attributes of its own, as a collection.
impl Paths for () {
    fn __all() {}
}
