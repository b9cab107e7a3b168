//! Searches of vector indexes: what is nearest to a vector, best first.

mod build;
mod run;
mod scored;
mod spec;

pub use build::{IntoSearch, Search};
pub use scored::Scored;
