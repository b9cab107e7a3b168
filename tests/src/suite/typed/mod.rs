//! The typed layer end to end: entities, access patterns, cursors.

mod model;
pub mod pages;
pub mod patterns;
pub mod shapes;
pub mod transactions;
pub mod writes;
