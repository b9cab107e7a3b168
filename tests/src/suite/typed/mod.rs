//! The typed layer end to end: entities, access patterns, cursors.

pub mod batches;
pub mod edits;
mod model;
pub mod operators;
pub mod pages;
pub mod patterns;
pub mod shapes;
pub mod transactions;
pub mod updates;
pub mod writes;
