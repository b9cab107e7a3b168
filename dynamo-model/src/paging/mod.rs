//! What queries and scans have in common: pages, and where to go on.

mod budget;
mod cursor;
mod fingerprint;
mod keep;
mod methods;
mod pace;
mod page;
mod paged;
mod place;
mod stream;
mod walk;

use budget::Planned;
pub use cursor::Cursor;
pub(crate) use fingerprint::{hash, rendered};
pub(crate) use keep::Keep;
pub(crate) use methods::{paged_members, read_methods};
pub(crate) use pace::Pace;
pub use page::Page;
pub(crate) use paged::{Answer, Paged};
pub use place::{
    Anywhere, Filters, HasPlace, IndexIsLocal, OnGlobalIndex, OnHydratedIndex, OnLocalIndex, OnTable,
    ReadsConsistently,
};
pub use stream::{Items, Pages};
pub(crate) use walk::{Plan, Walk, check_limit};
