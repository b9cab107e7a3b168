//! The operations: checks, then one transaction.

mod delete;
mod get;
mod meter;
mod put;
mod query;
mod range;
mod table;
mod update;
mod write;

pub(crate) use delete::delete;
pub(crate) use get::get;
pub(crate) use put::put;
pub(crate) use query::query;
pub(crate) use table::{create, describe, drop_table};
pub(crate) use update::update;
