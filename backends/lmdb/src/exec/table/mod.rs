//! Operations on tables themselves.

mod create;
mod delete;
mod describe;
mod expiry;
mod list;
mod tags;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use describe::describe;
pub(crate) use expiry::{describe_expiry, update_expiry};
pub(crate) use list::list;
pub(crate) use tags::{list_tags, tag, untag};
pub(crate) use update::update;

use std::fmt::Display;

use dynamo_model::request::TableDescription;

use crate::store::Catalog;

/// Whether a change of a table has taken effect, or the table is gone.
pub(crate) fn is_settled(catalog: &Catalog, begun: &TableDescription) -> bool {
    let same = catalog.tables().get(&*begun.table).filter(|table| table.uuid == begun.id);
    same.is_none_or(|table| table.indexes.iter().all(|index| index.filled.is_whole()))
}

/// Makes the Amazon resource name of a table.
pub(super) fn arn(table: impl Display) -> String {
    format!("arn:aws:dynamodb:local:000000000000:table/{table}")
}
