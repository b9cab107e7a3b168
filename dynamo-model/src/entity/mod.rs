//! Entities and tables: what the derive macros implement.

mod decode;
mod encode;
mod from_item;
mod identify;
mod key;
mod shared;

pub use decode::{decode, restore};
pub use encode::encode;
pub(crate) use encode::key_value;
pub use from_item::FromItem;
pub use identify::identify;
pub use key::Key;
pub use shared::shared;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::key::ErasedPart;
use crate::schema::{EntitySchema, TableSchema};
use crate::value::{Item, ItemBuilder, ItemRef, ValueRef};

/// A struct stored as one kind of item in a single-table design. Derive it.
///
/// The derive adds `key(…)`, which makes a primary key, and one method per `#[access(…)]`, which makes a query.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "not an entity",
    note = "add `#[derive(Entity)]` and `#[entity(table = …, pk = \"…\", sk = \"…\")]` to it"
)]
pub trait Entity: FromItem + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The typed paths of its attributes, as conditions and updates see them.
    type Attributes: 'static;

    /// Its keys, access patterns and attributes.
    const SCHEMA: &'static EntitySchema;

    /// The typed paths of its attributes.
    const ATTRIBUTES: Self::Attributes;

    /// For each access pattern, whether its key range may hold items of other entities.
    #[doc(hidden)]
    const SHARED: &'static [bool];

    #[doc(hidden)]
    fn __part(&self, field: usize) -> Option<&dyn ErasedPart>;

    #[doc(hidden)]
    fn __restore(field: usize, key: ValueRef<'_>, extra: &mut ItemBuilder) -> Result<bool>;
}

/// An enum of entities: the table is the sum of what it stores. Derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "not a table",
    note = "add `#[derive(Table)]` and `#[table(name = \"…\")]` to an enum with one variant per entity"
)]
pub trait Table: Sized + Send + Sync + 'static {
    /// Its name, keys, indexes and entities.
    const SCHEMA: &'static TableSchema;

    /// Reads an item as the entity its tag or, without tags, its primary key says it is.
    ///
    /// # Errors
    ///
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if it is none of the table's, and
    /// [`is_codec`](crate::Error::is_codec) if it does not fit the entity's type.
    fn decode(item: ItemRef<'_>) -> Result<Self>;

    /// Makes the item to store: attributes, keys of table and indexes, and the entity tag.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) or [`is_codec`](crate::Error::is_codec).
    fn encode(&self) -> Result<Item>;
}
