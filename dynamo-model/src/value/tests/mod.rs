//! Claims about values that cross several modules.

mod check;
mod equality;
mod item;
mod json;
mod packed;
mod size;
pub(crate) mod strategy;
