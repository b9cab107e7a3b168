//! Rust types to and from items through serde, straight on packed bytes.
//!
//! A struct is an item or a map; an `Option` that is `None` is left out of it,
//! and is NULL as a list's element or a map's value. Integers and floats are
//! numbers, strings and chars strings, sequences lists, unit is NULL, an enum's
//! unit variant is a string and any other a map of one entry. Sets, exact
//! decimals and binary are asked for with [`as_set`], [`as_number`] and
//! [`as_bytes`].

mod builder;
mod de;
#[cfg(feature = "rust_decimal")]
mod decimal;
mod entry_points;
mod error;
mod impls;
mod ser;
mod token;
mod with;

#[cfg(test)]
mod tests;

pub use self::builder::ItemBuilder;
pub use self::de::deserialize_with;
pub(super) use self::de::{Key, read_packed};
pub use self::error::CodecError;
pub use self::with::{as_bytes, as_number, as_set};
