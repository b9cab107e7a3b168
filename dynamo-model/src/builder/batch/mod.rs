//! Batches: many reads or writes, in as few requests as there can be.

mod get;
mod retry;
mod write;

pub use get::BatchGet;
pub use write::BatchWrite;
