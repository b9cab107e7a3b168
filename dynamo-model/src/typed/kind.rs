use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

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

/// Types stored as a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a list",
    label = "has no beginning and no end to add to",
    note = "only a `Vec` or `VecDeque` is a list; members of a set are added with `add(…)`"
)]
pub trait List {
    /// What it is a list of.
    type Element;
}

/// Types stored as a string, binary, list, map or set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no size in DynamoDB",
    label = "cannot be measured",
    note = "only strings, binaries, lists, maps and sets have a size; implement `Measurable` for a type stored as one of them"
)]
pub trait Measurable {}

macro_rules! mark {
    ($marker:ident: $($ty:ty),*) => { $(impl $marker for $ty {})* };
}

mark!(Comparable: String, char, Cow<'static, str>, Number, Binary);
mark!(TextLike: String, Cow<'static, str>);
mark!(Summable: Number);
mark!(Comparable: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);
mark!(Summable: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);

mark!(Measurable: String, Cow<'static, str>, Binary);

impl<T> Measurable for Vec<T> {}
impl<T> Measurable for VecDeque<T> {}
impl<T> Measurable for BTreeSet<T> {}
impl<T, S> Measurable for HashSet<T, S> {}
impl<K, T> Measurable for BTreeMap<K, T> {}
impl<K, T, S> Measurable for HashMap<K, T, S> {}

impl<T> List for Vec<T> {
    type Element = T;
}

impl<T> List for VecDeque<T> {
    type Element = T;
}

impl<T> Holds<T> for Vec<T> {}
impl<T> Holds<T> for VecDeque<T> {}
impl<T> Holds<T> for BTreeSet<T> {}
impl<T, S> Holds<T> for HashSet<T, S> {}
