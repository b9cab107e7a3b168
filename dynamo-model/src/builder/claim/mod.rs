//! Guards for items that are older than their constraint.

mod build;
mod report;
mod settle;

pub use build::ClaimUnique;
pub use report::{Claims, Clash};
