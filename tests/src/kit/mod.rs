//! What claims are written with: short ways to make items and values, and to read tables.

mod table;
mod values;

pub use table::TestTable;
pub(crate) use table::refused;
pub(crate) use values::{binaries, item, key, list, map, nested, number, numbers, strings, with_size};
