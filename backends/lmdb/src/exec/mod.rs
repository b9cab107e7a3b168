//! The operations: checks, then one transaction.

mod batch_get;
mod batch_write;
mod collections;
mod delete;
mod get;
mod lookup;
mod meter;
mod page;
mod put;
mod query;
mod range;
mod reasons;
mod replace;
mod scan;
mod search_vectors;
pub(crate) mod stream;
pub(crate) mod table;
mod transact_get;
mod transact_write;
mod update;
mod write;

pub(crate) use batch_get::batch_get;
pub(crate) use batch_write::batch_write;
pub(crate) use delete::delete;
pub(crate) use get::get;
pub(crate) use put::put;
pub(crate) use query::{check_query_keys, query};
pub(crate) use replace::expire;
pub(crate) use scan::{scan, scan_each};
pub(crate) use search_vectors::search_vectors;
pub(crate) use transact_get::transact_get;
pub(crate) use transact_write::transact_write;
pub(crate) use update::update;
