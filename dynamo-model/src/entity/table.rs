use super::Record;
use crate::schema::{TableSchema, plain_ends};

/// What is stored together: an enum of entities, or a layout, which entities of any crates belong to. Derive it.
///
/// An enum lists its entities: the table is the sum of what it stores.
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
/// assert_eq!(Shop::SCHEMA.entities.len(), 1);
/// assert_eq!(Shop::SCHEMA.create_table("shop-test").global_indexes.len(), 1);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
///
/// # Entities in several crates
///
/// An enum and its entities name each other, so they are in one crate. A unit struct is a table without its entities: its
/// name, keys, indexes and so on. It is in a crate that the crates of the entities depend on; each of them holds the handle
/// of the layout, and can read and write its own entities. The crate that knows them all closes the layout with an enum,
/// which checks them against each other and reads whatever is stored.
///
/// ```
/// # use dynamo_model::{Db, Entity, Record as _, Result, Table};
/// mod layout {
///     #[derive(dynamo_model::Table)]
///     #[table(name = "shop")]
///     #[index(name = "gsi1")]
///     pub struct ShopTable;
/// }
/// # use layout::ShopTable;
///
/// mod orders {
/// #   use super::layout::ShopTable;
/// #   use dynamo_model::{Db, Entity, Result};
/// #   use serde::{Deserialize, Serialize};
///     #[derive(Serialize, Deserialize, Entity)]
///     #[entity(table = ShopTable, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
///     pub struct Order { pub customer: String, pub id: u32 }
///
///     pub async fn cancel(shop: &Db<ShopTable>, customer: &str, id: u32) -> Result<()> {
///         shop.delete(Order::key(customer, id)).await
///     }
/// }
///
/// mod customers {
/// #   use super::layout::ShopTable;
/// #   use dynamo_model::Entity;
/// #   use serde::{Deserialize, Serialize};
///     #[derive(Serialize, Deserialize, Entity)]
///     #[entity(table = ShopTable, pk = "CUSTOMER#{id}", sk = "PROFILE")]
///     #[access(name = about)]
///     pub struct Customer { pub id: String }
/// }
///
/// // The program.
/// #[derive(Table)]
/// #[table(of = ShopTable)]
/// enum Shop {
///     Order(orders::Order),
///     Customer(customers::Customer),
/// }
///
/// async fn everything_about(shop: &Db<ShopTable>, customer: &str) -> Result<Vec<Shop>> {
///     orders::cancel(shop, customer, 7).await?;
///     shop.query(customers::Customer::about(customer).collection()).all().await
/// }
///
/// # fn main() -> Result<()> {
/// # let _ = everything_about;
/// assert_eq!(Shop::SCHEMA.entities.len(), 2);
/// assert_eq!(Shop::SCHEMA.create_table("shop"), ShopTable::SCHEMA.create_table("shop"));
/// let item = orders::Order { customer: "c1".into(), id: 7 }.to_item()?;
/// assert!(matches!(Shop::from_item(item.view())?, Shop::Order(order) if order.id == 7));
/// # Ok(())
/// # }
/// ```
///
/// Nobody knows at run time that a layout has no other entities than those of an enum; so
///
/// - items always have an entity type, and every query but for one of several entities asks for that of its own;
/// - an index of `project(include(…))` holds what the layout says, an access pattern adds nothing to it, and a whole
///   collection that is found through it is read from the table;
/// - the attribute of revisions is declared, as in `#[table(name = "shop", revision = "_rev")]`, if an entity has any, and
///   in each such index that the entity is in.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "not a table",
    note = "add `#[derive(Table)]` and `#[table(name = \"…\")]` to an enum with one variant per entity, or to a unit struct"
)]
pub trait Table: Send + Sync + 'static {
    /// Its name, keys, indexes and entities.
    const SCHEMA: &'static TableSchema;

    /// The same with no more of the entities than tells them apart.
    #[doc(hidden)]
    const __LAYOUT: &'static TableSchema = Self::SCHEMA;

    // How the names end that the table gives to attributes, for a first look at its entities.
    #[doc(hidden)]
    const __PLAIN_ENDS: Option<u128> = plain_ends(Self::__LAYOUT);
}

/// A table all of whose entities are the variants of `A`: an enum is closed by itself, and a layout by an enum of it. The
/// derive of [`Table`] implements it.
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
/// use dynamo_model::Db;
/// use dynamo_model::entity::ClosedBy;
///
/// fn in_all<T: ClosedBy<A>, A: dynamo_model::Record<Table = T>>() -> &'static str {
///     std::any::type_name::<A>()
/// }
/// assert!(in_all::<Shop, _>().ends_with("Shop"));
/// ```
#[diagnostic::on_unimplemented(
    message = "not all entities of `{Self}` are known here",
    label = "no enum of all entities of `{Self}`",
    note = "where they are known, derive `Table` for an enum of them, with `#[table(of = {Self})]`; or derive `Collection` for those that are known here"
)]
pub trait ClosedBy<A: Record<Table = Self>>: Table {}

/// A table that has `E` among its entities: an enum with a variant of it, or a layout, which does not know. The derive of
/// [`Table`] implements it.
///
/// A generic entity is one of its table in the forms that the table lists. Generic code asks for it:
///
/// ```
/// use dynamo_model::entity::Lists;
/// use dynamo_model::{Db, Entity, Result, Table};
/// use serde::de::DeserializeOwned;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "events")]
/// enum Events {
///     Signup(Event<Signup>),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Events, pk = "EVENT#{id}", sk = "EVENT")]
/// struct Event<P> {
///     id: u32,
///     payload: P,
/// }
///
/// #[derive(Serialize, Deserialize)]
/// struct Signup {
///     name: String,
/// }
///
/// async fn payload<P>(events: &Db<Events>, id: u32) -> Result<Option<P>>
/// where
///     P: Serialize + DeserializeOwned + Send + Sync + 'static,
///     Events: Lists<Event<P>>,
/// {
///     Ok(events.get(Event::<P>::key(id)).await?.map(|event| event.payload))
/// }
/// # let _ = payload::<Signup>;
///
/// // Of the forms of an event, the table has one.
/// assert!(Event::key(7).item().is_ok());
/// assert_eq!(Event::<Signup>::SCHEMA.tag, "Event");
/// ```
#[diagnostic::on_unimplemented(
    message = "table `{Self}` has no variant for `{E}`",
    label = "not an entity of `{Self}`",
    note = "a generic entity has one entity tag, so a table stores one form of it: write a struct for each of several, or hold what differs in an enum"
)]
pub trait Lists<E>: Table {}
