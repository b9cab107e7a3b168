//! What belongs to what, as bounds of methods whose messages say so.

use super::{Entity, Projection, Readable, Record, Table};
use crate::schema::ViewSchema;

/// Entities of table `T`, and its enum.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::entity::OfTable;
///
/// fn table_of<T: Table>(_entity: &impl OfTable<T>) -> &'static str {
///     T::SCHEMA.name
/// }
/// assert_eq!(table_of(&Order { id: "o1".into() }), "shop");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity of table `{T}`",
    label = "not an entity of `{T}`",
    note = "use the handle of its own table; a struct that is no entity yet needs `#[derive(Entity)]` and `#[entity(table = {T}, pk = \"…\", sk = \"…\")]`"
)]
pub trait OfTable<T: Table>: Record<Table = T> {}

#[diagnostic::do_not_recommend]
impl<T: Table, R: Record<Table = T>> OfTable<T> for R {}

/// What reads of table `T` return: its entities, views and collections of them, and its enum.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::entity::ReadFrom;
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Total { total: u32 }
///
/// fn table_of<T: Table, O: ReadFrom<T>>() -> &'static str {
///     T::SCHEMA.name
/// }
/// assert_eq!(table_of::<_, Total>(), "shop");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not read from table `{T}`",
    label = "of another table than `{T}`",
    note = "use the handle of its own table"
)]
pub trait ReadFrom<T: Table>: Readable<Table = T> {}

#[diagnostic::do_not_recommend]
impl<T: Table, R: Readable<Table = T>> ReadFrom<T> for R {}

/// Views of entity `E`.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::entity::ViewOf;
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Total { total: u32 }
///
/// fn entity_of<E: Entity, V: ViewOf<E>>() -> &'static str {
///     E::SCHEMA.rust_name
/// }
/// assert_eq!(entity_of::<_, Total>(), "Order");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no view of `{E}`",
    label = "not a view of `{E}`",
    note = "a view of it is a struct with `#[derive(Projection)]` and `#[projection(of = {E})]`; without `.view`, `{E}` is read whole"
)]
pub trait ViewOf<E: Entity>: Projection<Entity = E> {}

#[diagnostic::do_not_recommend]
impl<E: Entity, V: Projection<Entity = E>> ViewOf<E> for V {}

/// Entities of table `T`, for generated code: it names the constant where the user named the entity, so that the compiler
/// has nothing to say about a bound of some function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity of table `{T}`",
    label = "not an entity of `{T}`",
    note = "an entity of it has `#[derive(Entity)]` and `#[entity(table = {T}, pk = \"…\", sk = \"…\")]`"
)]
pub trait IsOf<T> {
    /// Nothing.
    const IS: () = ();
}

#[diagnostic::do_not_recommend]
impl<T: Table, E: Entity<Table = T>> IsOf<T> for E {}

/// Types that show entity `E` in part, for generated code.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no view of `{E}`",
    label = "not a view of `{E}`",
    note = "a view of it is a struct with `#[derive(Projection)]` and `#[projection(of = {E})]`"
)]
pub trait Shows<E> {
    /// What the view has of the entity.
    const SHOWN: &'static ViewSchema;
}

#[diagnostic::do_not_recommend]
impl<E: Entity, V: Projection<Entity = E>> Shows<E> for V {
    const SHOWN: &'static ViewSchema = V::SCHEMA;
}
