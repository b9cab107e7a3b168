//! Typed queries: the chain through a key template, and the query it becomes.

mod build;
mod chain;
mod collection;
mod condition;
mod cursor;
mod fingerprint;
mod page;
mod pattern;
mod run;
mod spec;
mod step;

pub use build::{IntoQuery, Query};
pub use chain::Chain;
pub use collection::{collection, grouped};
pub use cursor::Cursor;
pub use page::Page;
pub use pattern::Pattern;
pub use step::{Collects, Named, NextIs, Reads};
