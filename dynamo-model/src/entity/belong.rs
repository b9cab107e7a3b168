//! What belongs to what, as bounds of methods whose messages say so.

use super::{Answered, Collection, Entity, FilteredAs, Guards, Projection, Readable, Record, Table, Upkeep};
use crate::error::Result;
use crate::expr;
use crate::schema::{CollectionSchema, EntitySchema, IndexSchema, ViewSchema};
use crate::value::{Item, ItemRef};

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

/// Entities of table `T`, for generated code: it names the constants where the user named the entity, so that the compiler
/// has nothing to say about a bound of some function, and says of what is no entity the same each time, which it prints once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity of table `{T}`",
    label = "not an entity of `{T}`",
    note = "an entity of it has `#[derive(Entity)]` and `#[entity(table = {T}, pk = \"…\", sk = \"…\")]`"
)]
pub trait IsOf<T>: Sized {
    /// Its schema.
    const SCHEMA: &'static EntitySchema;
    /// No more of it than tells it from others.
    const OUTLINE: &'static EntitySchema;
    /// Reads one.
    const READ: fn(ItemRef<'_>) -> Result<Self>;
    /// Makes the item to store.
    const WRITE: fn(&Self) -> Result<Item>;
    /// Finds what guards its unique values.
    const GUARDS: fn(&Self) -> Result<Option<Guards>>;
    /// Finds what it takes to set its version and times.
    const UPKEEP: fn(&Self) -> Option<Upkeep>;
}

#[diagnostic::do_not_recommend]
impl<T: Table, E: Entity<Table = T>> IsOf<T> for E {
    const SCHEMA: &'static EntitySchema = E::__LISTED;
    const OUTLINE: &'static EntitySchema = E::__OUTLINE;
    const READ: fn(ItemRef<'_>) -> Result<Self> = E::from_item;
    const WRITE: fn(&Self) -> Result<Item> = E::to_item;
    const GUARDS: fn(&Self) -> Result<Option<Guards>> = E::__guards;
    const UPKEEP: fn(&Self) -> Option<Upkeep> = E::__upkeep;
}

/// Entities of any table, for generated code: what is none has no such type, and nothing more is said of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "not an entity",
    note = "add `#[derive(Entity)]` and `#[entity(table = …, pk = \"…\", sk = \"…\")]` to it"
)]
pub trait IsEntity {
    /// The entity.
    type Entity;
}

#[diagnostic::do_not_recommend]
impl<E: Entity> IsEntity for E {
    type Entity = E::__Itself;
}

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

/// What items of table `T` are read as in a collection, for generated code: an entity, or a view of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity of table `{T}`, nor a view of one",
    label = "not an entity of `{T}`",
    note = "an entity of it has `#[derive(Entity)]` and `#[entity(table = {T}, pk = \"…\", sk = \"…\")]`, and a view of one `#[derive(Projection)]` and `#[projection(of = …)]`"
)]
pub trait MemberOf<T>: Sized {
    /// The schema of the entity.
    const SCHEMA: &'static EntitySchema;
    /// What is held of it, if that is a view.
    const VIEW: Option<&'static ViewSchema>;
    /// Says what to ask for.
    const ASKED: fn(Option<&IndexSchema>, bool) -> Option<expr::Projection>;
    /// Reads an item.
    const READ: fn(Answered<'_>) -> Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T, M> MemberOf<T> for M
where
    T: Table,
    M: Readable<Table = T> + FilteredAs<Entity: Entity>,
{
    const SCHEMA: &'static EntitySchema = <M::Entity as Entity>::SCHEMA;
    const VIEW: Option<&'static ViewSchema> = M::__VIEW;
    const ASKED: fn(Option<&IndexSchema>, bool) -> Option<expr::Projection> = M::__projection;
    const READ: fn(Answered<'_>) -> Result<Self> = M::__read;
}

/// Collections of table `T`, for generated code.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no collection of table `{T}`",
    label = "not a collection of `{T}`",
    note = "a collection of it has `#[derive(Collection)]` and `#[collection(table = {T}, pk = \"…\", of(…))]`"
)]
pub trait CollectionOf<T> {
    /// Its schema.
    const LISTED: &'static CollectionSchema;
}

#[diagnostic::do_not_recommend]
impl<T: Table, C: Collection<Table = T>> CollectionOf<T> for C {
    const LISTED: &'static CollectionSchema = C::SCHEMA;
}
