//! Reading one item by its key, whichever request asks.

use dynamo_model::Result;
use dynamo_model::expr::Projection;
use dynamo_model::value::{Item, ItemRef};
use heed::RoTxn;

use crate::codec::{Row, key};
use crate::eval;
use crate::store::Store;
use crate::table::TableDef;

/// Finds an item; the key has been checked.
pub(super) fn lookup<'t>(
    store: &Store,
    txn: &'t RoTxn<'_>,
    table: &TableDef,
    key: ItemRef<'_>,
) -> Result<Option<Row<'t>>> {
    store.item(txn, &key::item(table, key)?)
}

/// Copies what is to be returned of a stored item.
pub(super) fn copied(item: ItemRef<'_>, projection: Option<&Projection>) -> Item {
    match projection {
        Some(projection) => eval::project(projection, item),
        None => item.to_item(),
    }
}
