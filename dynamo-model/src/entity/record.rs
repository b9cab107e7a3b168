use super::{Entity, Guards, Table, Upkeep, decode, encode, guards, upkeep};
use crate::error::Result;
use crate::schema::{EntitySchema, TableSchema};
use crate::value::{Item, ItemRef};

/// What is stored and read back as one item: an entity, or the table's enum of all its entities.
///
/// The derive macros implement it.
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
/// use dynamo_model::Record;
///
/// let order = Order { id: "o1".into(), customer: "c1".into(), day: "2026-11-20".into(), total: 5 };
/// let item = order.to_item()?;
/// assert_eq!(item.get("_type").and_then(|tag| tag.as_s()), Some("Order"));
/// assert!(matches!(Shop::from_item(item.view())?, Shop::Order(order) if order.total == 5));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "not an entity",
    note = "add `#[derive(Entity)]` and `#[entity(table = …, pk = \"…\", sk = \"…\")]` to it"
)]
pub trait Record: Sized + 'static {
    /// The table whose items these are.
    type Table: Table;

    /// The entity, if all items are of one.
    #[doc(hidden)]
    const __ENTITY: Option<&'static EntitySchema> = None;

    /// The table, with the entities that the items may be of.
    #[doc(hidden)]
    const __TABLE: &'static TableSchema = <Self::Table as Table>::SCHEMA;

    /// Reads an item.
    ///
    /// # Errors
    ///
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if the item is another entity, and
    /// [`is_codec`](crate::Error::is_codec) if it does not fit the type.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let item = order("o1", 5).to_item()?;
    /// assert_eq!(Order::from_item(item.view())?, order("o1", 5));
    /// assert!(Session::from_item(item.view()).unwrap_err().is_unexpected_entity());
    /// assert!(matches!(Shop::from_item(item.view())?, Shop::Order(_)));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn from_item(item: ItemRef<'_>) -> Result<Self>;

    /// Makes the item to store: attributes, keys of table and indexes, and the entity tag.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_codec`](crate::Error::is_codec) if a field has no place in an item.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let item = order("o1", 5).to_item()?;
    /// let names: Vec<&str> = item.iter().map(|(name, _)| name).collect();
    /// assert_eq!(names, ["pk", "sk", "gsi1pk", "gsi1sk", "_type", "id", "customer", "day", "total"]);
    /// assert!(order("o#1", 5).to_item().unwrap_err().is_invalid_key(), "`#` separates the parts");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn to_item(&self) -> Result<Item>;

    // What guards its unique values; `None` if nothing of it is unique.
    #[doc(hidden)]
    fn __guards(&self) -> Result<Option<Guards>> {
        Ok(None)
    }

    // What it takes to set the version and the times of the entity; `None` if it has neither.
    #[doc(hidden)]
    fn __upkeep(&self) -> Option<Upkeep> {
        None
    }
}

// Once for all entities: the compiler looks at what the derive makes again whenever something has changed.
#[diagnostic::do_not_recommend]
impl<E: Entity> Record for E {
    type Table = E::__Of;

    const __ENTITY: Option<&'static EntitySchema> = Some(E::SCHEMA);

    fn from_item(item: ItemRef<'_>) -> Result<Self> {
        decode(item)
    }

    fn to_item(&self) -> Result<Item> {
        encode(self)
    }

    fn __guards(&self) -> Result<Option<Guards>> {
        guards(self)
    }

    fn __upkeep(&self) -> Option<Upkeep> {
        E::SCHEMA.fields.iter().any(|field| field.managed.is_some()).then(|| upkeep(self))
    }
}
