//! Key parts: types whose key text sorts as their values do, and what queries say of them.
//!
//! ```
//! use dynamo_model::key::KeyPart;
//!
//! let (mut small, mut large) = (String::new(), String::new());
//! (-5_i32).write(&mut small);
//! 40_i32.write(&mut large);
//! assert!(small < large);
//! assert_eq!(i32::read(&small), Some(-5));
//! ```
//!
//! A float is in a key as its bits, so that its text is exact, and all of them have one:
//!
//! ```
//! # #[cfg(feature = "ordered-float")] {
//! use dynamo_model::key::KeyPart;
//! use ordered_float::NotNan;
//!
//! let text = |float: f64| {
//!     let mut text = String::new();
//!     NotNan::new(float).ok()?.write(&mut text);
//!     Some(text)
//! };
//! assert_eq!(text(1.5).as_deref(), Some("bff8000000000000"));
//! assert!(text(f64::NEG_INFINITY) < text(-1.0) && text(-1.0) < text(1.5));
//! assert_eq!(NotNan::<f64>::read("bff8000000000000").map(NotNan::into_inner), Some(1.5));
//! # }
//! ```

mod arg;
mod binary;
mod bound;
#[cfg(feature = "chrono")]
mod chrono;
mod counted;
mod decimal;
mod derived;
#[cfg(feature = "ordered-float")]
mod float;
mod generate;
mod integer;
#[cfg(any(feature = "chrono", feature = "jiff"))]
mod iso;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "ksuid")]
mod ksuid;
mod nonzero;
mod order;
mod part;
#[cfg(test)]
pub(crate) mod properties;
mod render;
mod reverse;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod shard;
mod text;
mod time;
#[cfg(feature = "ulid")]
mod ulid;
mod unique;
#[cfg(feature = "uuid")]
mod uuid;

pub use arg::{PartArg, named, text_of};
pub(crate) use bound::BoundsKind;
pub use bound::{
    Bounds, BytesPrefix, EqualityKind, Exact, InnerKind, Kind, PaddedKind, PartCondition, Prefix, PrefixKind,
    Prefixed, Ranged, UnpaddedKind, starts_with, starts_with_bytes,
};
pub(crate) use counted::uncounted;
#[doc(hidden)]
pub use derived::{ComparedAs, DerivedId, Newtype};
pub use generate::Generate;
#[cfg(feature = "ksuid")]
pub use ksuid::{Ksuid, KsuidError};
pub use order::{
    AllowsInnerRange, AllowsOctetPrefix, AllowsPrefix, AllowsRange, Octets, Ordered, PartOrder, Text,
    Unordered,
};
pub(crate) use part::read_part;
pub use part::{ErasedPart, KeyPart, PartType, PartValue};
pub(crate) use render::{MAX_CHAR, check_prefix, number_of, push_part, render};
pub use reverse::Reversible;
pub(crate) use reverse::{DECIMAL, complement};
pub(crate) use shard::shard_hash;
pub use time::{PointInTime, TimePart};
pub use unique::UniqueValue;
#[doc(hidden)]
pub use unique::{lowercase, trim};
