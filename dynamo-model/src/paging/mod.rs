//! What queries and scans have in common: pages, and where to go on.

mod cursor;
mod fingerprint;
mod page;
mod paged;
mod place;
mod walk;

pub use cursor::Cursor;
pub(crate) use fingerprint::{hash, rendered};
pub use page::Page;
pub(crate) use paged::{Answer, Paged};
pub use place::{Anywhere, OnGlobalIndex, OnTable, ReadsConsistently};
pub(crate) use walk::{Plan, Walk, check_limit};
