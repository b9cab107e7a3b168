//! Batches: many reads or writes, in as few requests as there can be.

mod fetch;
mod get;
mod mixed;
mod retry;
mod write;

pub(crate) use fetch::fetch;
pub use get::{BatchGet, BatchRead};
pub use mixed::{BatchGetMixed, MixedRead};
pub use write::BatchWrite;
