//! What becomes of one item, alone or with others.

use super::key::{check_item, check_primary, check_update};
use super::local;
use crate::error::Result;
use crate::expr::Update;
use crate::request::check::check_constants_size;
use crate::schema::TableSchema;
use crate::value::ItemRef;

/// Checks an item to put, which is right by itself.
pub(super) fn check_put(item: ItemRef<'_>, table: &TableSchema) -> Result<()> {
    check_item(item, table)?;
    local::check_put_size(item, table)
}

/// Checks an update that is right by itself.
pub(super) fn check_updated(key: ItemRef<'_>, update: &Update, table: &TableSchema) -> Result<()> {
    check_primary(key, table)?;
    check_update(update, table)?;
    check_constants_size(key, update)?;
    local::check_updated_size(key, update, table)
}
