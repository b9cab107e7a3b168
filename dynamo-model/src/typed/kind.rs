use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use crate::value::{Binary, Number};

/// Types whose stored form has an order: strings, numbers and binaries.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order in DynamoDB",
    label = "cannot be compared with `<`, `<=`, `>`, `>=` or `between`",
    note = "only strings, numbers and binaries have an order; use `eq`, or implement `Comparable` for a type stored as one of them"
)]
pub trait Comparable {}

/// Types stored as a number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a number",
    label = "cannot be added to or subtracted from",
    note = "use `to(…)` to assign a value"
)]
pub trait Summable {}

/// Types stored as a string.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a string",
    label = "has no prefix and no substrings",
    note = "for numbers use a comparison such as `ge(…)` or `between(…)`"
)]
pub trait TextLike {}

/// Collections that can be searched for an element.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold elements of type `{Element}`",
    label = "cannot contain a `{Element}`"
)]
pub trait Holds<Element> {}

macro_rules! mark {
    ($marker:ident: $($ty:ty),*) => { $(impl $marker for $ty {})* };
}

mark!(Comparable: String, char, Cow<'static, str>, Number, Binary);
mark!(TextLike: String, Cow<'static, str>);
mark!(Summable: Number);
mark!(Comparable: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);
mark!(Summable: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);

impl<T> Holds<T> for Vec<T> {}
impl<T> Holds<T> for BTreeSet<T> {}
impl<T, S> Holds<T> for HashSet<T, S> {}

/// The role of an attribute that is part of no key.
#[derive(Clone, Copy, Debug)]
pub enum Plain {}

/// The role of an attribute that is part of no key, and that an item may lack.
#[derive(Clone, Copy, Debug)]
pub enum Optional {}

/// The role of an attribute that is part of a secondary index's key.
#[derive(Clone, Copy, Debug)]
pub enum IndexKeyPart {}

/// The role of an attribute that is part of the primary key.
#[derive(Clone, Copy, Debug)]
pub enum PrimaryKeyPart {}

/// Roles whose attributes can be changed on their own.
#[diagnostic::on_unimplemented(
    message = "this attribute is part of a key and cannot be changed on its own",
    label = "part of a key",
    note = "a key is made of several attributes: `put` the whole entity, so that every key is made anew"
)]
pub trait SetAlone {}
impl SetAlone for Plain {}
impl SetAlone for Optional {}

/// Roles whose attributes can be removed.
#[diagnostic::on_unimplemented(
    message = "an item without this attribute could not be read any more",
    label = "the entity cannot do without it",
    note = "make the field an `Option`, or give it `#[serde(default)]`"
)]
pub trait Removable {}
impl Removable for Optional {}
