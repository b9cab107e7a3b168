//! The typed layer end to end: entities, access patterns, cursors.

pub mod batches;
pub mod collections;
pub mod computed;
pub mod constraints;
pub mod defaults;
pub mod documents;
pub mod edits;
pub mod enums;
pub mod formats;
pub mod generated;
pub mod hydration;
pub mod local;
mod model;
pub mod operators;
pub mod pages;
pub mod patterns;
pub mod scans;
pub mod shapes;
pub mod streams;
pub mod transactions;
pub mod updates;
pub mod views;
pub mod writes;
