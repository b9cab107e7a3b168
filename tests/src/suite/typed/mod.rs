//! The typed layer end to end: entities, access patterns, cursors.

pub mod batches;
pub mod collections;
pub mod documents;
pub mod edits;
pub mod expiring;
pub mod formats;
pub mod hydration;
pub mod local;
mod model;
pub mod operators;
pub mod pages;
pub mod patterns;
pub mod scans;
pub mod shapes;
pub mod soft_delete;
pub mod streams;
pub mod transactions;
pub mod updates;
pub mod views;
pub mod writes;
