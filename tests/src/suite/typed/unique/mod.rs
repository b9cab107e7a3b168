//! Values that no two entities have.

pub mod claims;
pub mod expiring;
pub mod explained;
pub mod lookups;
mod model;
pub mod reads;
pub mod together;
pub mod undeclared;
pub mod writes;
