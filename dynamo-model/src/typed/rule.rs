//! What the rules of a field say: `#[attr(range = …)]`, `#[attr(length = …)]`, `#[attr(check = …)]`, `#[attr(generated)]`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Display;
use std::ops::RangeBounds;

use super::Summable;
use crate::error::Result;
use crate::key::Generate;
use crate::value::Binary;

/// Types that `#[attr(range = …)]` is for: numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not stored as a number, so it is in no range",
    label = "not a number",
    note = "use `length = …` for the length of a text or collection, or `check = …` with a function of your own"
)]
pub trait Numeric: PartialOrd {}

#[diagnostic::do_not_recommend]
impl<T: Summable + PartialOrd> Numeric for T {}

/// Types that `#[attr(length = …)]` is for: strings have characters, collections elements and binaries bytes.
///
/// ```
/// use dynamo_model::typed::Length;
///
/// assert_eq!("Ærø".to_owned().length(), 3);
/// assert_eq!(vec![1, 2].length(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no length",
    label = "neither text nor collection",
    note = "use `range = …` for a number, or `check = …` with a function of your own; or implement `Length` for the type"
)]
pub trait Length {
    /// Returns the number of characters, elements or bytes.
    fn length(&self) -> usize;
}

macro_rules! lengths {
    ($([$($parameters:ident),*] $ty:ty => $length:expr;)*) => {
        $(impl<$($parameters),*> Length for $ty {
            fn length(&self) -> usize {
                let length: fn(&Self) -> usize = $length;
                length(self)
            }
        })*
    };
}

lengths! {
    [] String => |text| text.chars().count();
    [] Cow<'static, str> => |text| text.chars().count();
    [] Binary => |bytes| bytes.as_ref().len();
    [T] Vec<T> => |list| list.len();
    [T] VecDeque<T> => |list| list.len();
    [T] BTreeSet<T> => |set| set.len();
    [T, S] HashSet<T, S> => |set| set.len();
    [K, T] BTreeMap<K, T> => |map| map.len();
    [K, T, S] HashMap<K, T, S> => |map| map.len();
}

/// Says that a number is out of range, if it is.
pub fn out_of_range<T: Numeric>(value: &T, range: &impl RangeBounds<T>, written: &str) -> Option<String> {
    (!range.contains(value)).then(|| format!(", which is not in {written}"))
}

/// Says that a length is out of range, if it is.
pub fn wrong_length<T: Length>(value: &T, range: &impl RangeBounds<usize>, written: &str) -> Option<String> {
    let length = value.length();
    (!range.contains(&length)).then(|| format!(", whose length {length} is not in {written}"))
}

/// What the function of `#[attr(check = …)]` returns: `Ok(())`, or what is wrong with the value.
#[diagnostic::on_unimplemented(
    message = "a check returns a `Result<(), impl Display>`, not a `{Self}`",
    label = "does not say what is wrong with the value",
    note = "the function is a `fn(&T) -> Result<(), String>`, or has another error that can be displayed"
)]
pub trait Verdict {
    #[doc(hidden)]
    fn refusal(self) -> Option<String>;
}

impl<D: Display> Verdict for Result<(), D> {
    fn refusal(self) -> Option<String> {
        self.err().map(|why| why.to_string())
    }
}

/// Says what a function of the user's refuses.
pub fn refused(verdict: impl Verdict) -> Option<String> {
    verdict.refusal().map(|why| format!(": {why}"))
}

/// Says that an id was never made, if it was not.
pub fn not_generated<T: Generate>(id: &T) -> Option<String> {
    id.is_nil().then(|| ", which is no id yet: make one with `generate()`".to_owned())
}
