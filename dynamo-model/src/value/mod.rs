//! Values and items: DynamoDB's ten types, exact numbers, and items packed into one byte string.
//!
//! [`Item`] is what is stored and sent; [`ItemRef`] and [`ValueRef`] read it in place; [`Value`] is the owned
//! form to build and match on. Every limit the service puts on values is checked by [`Item::check`].
//!
//! ```
//! use dynamo_model::value::{Item, Number};
//!
//! let mut item = Item::from_iter([("pk", "ORDER#1"), ("sk", "ORDER")]);
//! item.insert("total", Number::parse("19.90")?);
//! item.insert("paid", false);
//! assert_eq!(item.get("total").and_then(|total| total.as_n()), Some(Number::parse("19.9")?));
//! assert_eq!(item.size(), 9 + 7 + (5 + 3) + (4 + 1));
//! # Ok::<(), dynamo_model::value::NumberError>(())
//! ```

mod binary;
mod check;
mod compare;
mod convert;
mod item;
mod json;
mod kind;
mod number;
mod owned;
mod packed;
mod packed_value;
mod serde;
mod size;
mod vector;
mod view;
mod writer;

#[cfg(test)]
mod tests;

pub use self::binary::Binary;
pub use self::check::ValueError;
pub use self::item::Item;
pub use self::json::{DuplicateMember, DynamoJson, JsonError};
pub use self::kind::ValueKind;
#[doc(hidden)]
pub use self::number::NUMBER_TOKEN;
#[cfg(all(test, feature = "rust_decimal"))]
pub(crate) use self::number::any_decimal;
#[cfg(test)]
pub(crate) use self::number::any_number;
pub use self::number::{Number, NumberError};
pub use self::owned::Value;
pub use self::packed::FormatError;
pub use self::packed_value::PackedValue;
pub use self::serde::{CodecError, ItemBuilder, as_bytes, as_number, as_set, deserialize_with};
pub use self::vector::Vector;
pub use self::view::{
    BinarySetIter, BinarySetRef, ItemIter, ItemRef, ListIter, ListRef, NumberSetIter, NumberSetRef,
    StringSetIter, StringSetRef, ValueRef,
};
pub use self::writer::{Open, Writer};
