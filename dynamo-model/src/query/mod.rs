//! Typed queries: the chain through a key template, and the query it becomes.

mod chain;
mod condition;
mod cursor;
mod page;
mod pattern;
mod query;

pub use chain::Chain;
pub use cursor::Cursor;
pub use page::Page;
pub use pattern::Pattern;
pub use query::{IntoQuery, Query};
