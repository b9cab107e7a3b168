//! What queries and scans have in common: pages, and where to go on.

mod budget;
mod cursor;
mod fingerprint;
mod held;
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
pub(crate) use held::{check_held, check_no_key, not_consistent, not_filtered};
pub(crate) use keep::Keep;
pub(crate) use methods::{paged, read_methods, read_setters};
pub(crate) use pace::Pace;
pub use page::Page;
pub(crate) use paged::{Answer, Paged, ReadsOn};
pub use place::{
    Anywhere, Filters, HasIndex, HasPlace, IndexIs, IsSearched, OnGlobalIndex, OnHydratedIndex, OnLocalIndex,
    OnTable, OnVectorIndex, Question, ReadsConsistently, ReadsInOrder,
};
#[doc(hidden)]
pub use place::{Partial, Whole};
pub use stream::{Items, Pages};
pub(crate) use walk::{Plan, Walk, check_limit, hydrate};
