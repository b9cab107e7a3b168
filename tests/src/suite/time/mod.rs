//! What time does, on backends whose clock can be moved.

pub mod expiry;
pub mod records;
pub mod tokens;
