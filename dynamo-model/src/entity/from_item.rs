use super::Table;
use crate::error::Result;
use crate::value::ItemRef;

/// What a query can return: an entity, or the table's enum. The derive macros implement it.
pub trait FromItem: Sized {
    /// The table whose items these are.
    type Table: Table;

    /// Reads an item.
    ///
    /// # Errors
    ///
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if the item is another entity, and
    /// [`is_codec`](crate::Error::is_codec) if it does not fit the type.
    fn from_item(item: ItemRef<'_>) -> Result<Self>;
}
