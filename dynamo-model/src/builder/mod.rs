//! The handle to a table, and the builders of single-item operations.
//!
//! Builders are values: nothing runs until they are awaited, and each shows the request it would send.

mod bind;
mod conditions;
mod db;
mod delete;
mod get;
mod put;
mod returns;
mod update;

pub use bind::{Binding, Bound, Unbound};
pub use db::Db;
pub use delete::Delete;
pub use get::Get;
pub use put::Put;
pub use returns::{New, Nothing, Old, Returning};
pub use update::Update;
