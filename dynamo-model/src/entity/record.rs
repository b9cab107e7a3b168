use super::Table;
use crate::error::Result;
use crate::value::{Item, ItemRef};

/// What is stored and read back as one item: an entity, or the table's enum of all its entities.
///
/// The derive macros implement it.
pub trait Record: Sized {
    /// The table whose items these are.
    type Table: Table;

    /// Reads an item.
    ///
    /// # Errors
    ///
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if the item is another entity, and
    /// [`is_codec`](crate::Error::is_codec) if it does not fit the type.
    fn from_item(item: ItemRef<'_>) -> Result<Self>;

    /// Makes the item to store: attributes, keys of table and indexes, and the entity tag.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_codec`](crate::Error::is_codec) if a field has no place in an item.
    fn to_item(&self) -> Result<Item>;
}
