//! What claims are written with: short ways to make items and values, and to read tables.

mod eventually;
mod metered;
mod says;
mod table;
mod tags;
mod values;

pub(crate) use eventually::{PAUSE, TRIES, eventually};
pub(crate) use metered::Metered;
pub(crate) use says::{say_exactly, says};
pub use table::TestTable;
pub(crate) use table::refused;
pub(crate) use tags::all_tags;
pub(crate) use values::{binaries, item, key, list, map, nested, number, numbers, strings, with_size};
