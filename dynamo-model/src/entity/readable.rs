use super::{Record, Table};
use crate::error::Result;
use crate::expr;
use crate::schema::{EntitySchema, IndexSchema, TableSchema};
use crate::value::ItemRef;

/// What a read returns: an entity, the table's enum of all its entities, a view of an entity, or an item collection.
///
/// The derive macros implement it.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, customer: String, total: u32 }
/// # #[derive(Projection)]
/// # #[projection(of = Order)]
/// # struct Total { total: u32 }
/// fn table_of<R: dynamo_model::entity::Readable>() -> &'static str {
///     <R::Table as Table>::SCHEMA.name
/// }
/// assert_eq!(table_of::<Total>(), table_of::<Order>());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to read",
    label = "not an entity, a view or a collection",
    note = "derive `Entity`, `Projection` or `Collection` for it"
)]
pub trait Readable: Sized {
    /// The table whose items these are.
    type Table: Table;

    /// The entity, if all items are of one.
    #[doc(hidden)]
    const __ONLY: Option<&'static EntitySchema> = None;

    /// The table, with the entities that the items may be of.
    #[doc(hidden)]
    const __TABLE: &'static TableSchema = <Self::Table as Table>::SCHEMA;

    /// What to ask for, when reading the table or an index; everything if `None`. With `_keys`, the keys of both are
    /// among it.
    #[doc(hidden)]
    fn __projection(_index: Option<&IndexSchema>, _keys: bool) -> Option<expr::Projection> {
        None
    }

    /// Reads an item of the table or an index.
    #[doc(hidden)]
    fn __read(item: ItemRef<'_>, index: Option<&IndexSchema>) -> Result<Self>;
}

impl<R: Record> Readable for R {
    type Table = R::Table;

    const __ONLY: Option<&'static EntitySchema> = R::__ENTITY;

    const __TABLE: &'static TableSchema = R::__TABLE;

    fn __read(item: ItemRef<'_>, _index: Option<&IndexSchema>) -> Result<Self> {
        R::from_item(item)
    }
}
