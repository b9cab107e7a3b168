//! The conformance suite: what every backend must do, as named claims.
//!
//! A claim is an async function whose name is the sentence it proves. It sees a [`Target`], which hands out a backend,
//! fresh tables and perhaps a [clock](Time), and never which backend that is. [`conformance!`] makes one test per claim for a
//! backend; `tests/lmdb.rs` shows how.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a claim fails by panicking")]

mod claim;
pub mod fuzz;
mod hand_on;
pub mod history;
mod kit;
mod list;
pub mod oracle;
pub mod suite;
mod target;
mod time;

pub use claim::{Attempt, Claim};
pub use kit::TestTable;
pub use list::{names, names_of_time, names_of_vectors};
pub use target::Target;
pub use time::Time;

/// The examples in the documentation of the derives, which their own package cannot run: it would need itself.
#[cfg(doctest)]
mod derive_examples {
    #[doc = include_str!("../../dynamo-derive/docs/entity.md")]
    mod entity {}
    #[doc = include_str!("../../dynamo-derive/docs/key_part.md")]
    mod key_part {}
    #[doc = include_str!("../../dynamo-derive/docs/collection.md")]
    mod collection {}
    #[doc = include_str!("../../dynamo-derive/docs/document.md")]
    mod document {}
    #[doc = include_str!("../../dynamo-derive/docs/patch.md")]
    mod patch {}
    #[doc = include_str!("../../dynamo-derive/docs/projection.md")]
    mod projection {}
    #[doc = include_str!("../../dynamo-derive/docs/table.md")]
    mod table {}
}

/// The program of the README, run as it stands.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
