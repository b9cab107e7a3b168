//! Values that no two entities have.

pub mod claims;
mod model;
pub mod reads;
pub mod together;
pub mod writes;
