//! What a request may ask: the service's limits, in its order and its words.
//!
//! Requests for data have a `check` of their own, for what they alone show; here is a `check_table` for each, for what only
//! the table can tell. Requests for tables and streams have both here. Nothing is read or written before both have passed,
//! and [`crate::eval`] relies on it.

pub(crate) mod batch_get;
pub(crate) mod batch_write;
pub(crate) mod collection;
pub(crate) mod create_table;
pub(crate) mod delete;
pub(crate) mod delete_table;
pub(crate) mod expiry;
#[cfg(test)]
mod fixture;
pub(crate) mod get;
mod index_key;
mod key;
mod key_condition;
pub(crate) mod key_paths;
pub(crate) mod list_tables;
mod page;
pub(crate) mod put;
pub(crate) mod query;
pub(crate) mod scan;
pub(crate) mod search_vectors;
mod start_key;
pub(crate) mod stream;
pub(crate) mod tags;
pub(crate) mod transact_write;
pub(crate) mod update;
pub(crate) mod update_table;
mod vectors;

#[cfg(test)]
mod tests;
