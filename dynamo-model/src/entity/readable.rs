use super::{Record, Table};
use crate::error::Result;
use crate::expr;
use crate::schema::{EntitySchema, IndexSchema, TableSchema, ViewSchema};
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

    /// What it has of the entity, if it is a view.
    #[doc(hidden)]
    const __VIEW: Option<&'static ViewSchema> = None;

    /// The table, with the entities that the items may be of.
    #[doc(hidden)]
    const __TABLE: &'static TableSchema = <Self::Table as Table>::SCHEMA;

    /// What to ask for, when reading the table or an index; everything if `None`. With `_keys`, the keys of both are
    /// among it.
    #[doc(hidden)]
    fn __projection(_index: Option<&IndexSchema>, _keys: bool) -> Option<expr::Projection> {
        None
    }

    /// Reads an item.
    #[doc(hidden)]
    fn __read(answer: Answered<'_>) -> Result<Self>;
}

/// An item as it came back.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    pub item: ItemRef<'a>,
    /// The index it was read from; `None` for the table.
    pub index: Option<&'a IndexSchema>,
    /// What was asked for of it; everything if `None`.
    pub asked: Option<&'a expr::Projection>,
}

impl<'a> Answered<'a> {
    /// An item of the table.
    pub(crate) const fn of_table(item: ItemRef<'a>, asked: Option<&'a expr::Projection>) -> Self {
        Self { item, index: None, asked }
    }
}

impl<R: Record> Readable for R {
    type Table = R::Table;

    const __ONLY: Option<&'static EntitySchema> = R::__ENTITY;

    const __TABLE: &'static TableSchema = R::__TABLE;

    fn __read(answer: Answered<'_>) -> Result<Self> {
        R::from_item(answer.item)
    }
}
