//! What the rules of a field say: `#[attr(range = …)]`, `#[attr(length = …)]`, `#[attr(check = …)]`, `#[attr(generated)]`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Display;
use std::ops::RangeBounds;
use std::sync::Arc;

use super::Summable;
use crate::error::Result;
use crate::key::Generate;
use crate::value::Binary;

/// Types that `#[attr(range = …)]` is for: numbers, and what is [`Summable`] and has an order in Rust.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Product(Product) }
/// use dynamo_model::builder::Put;
/// use dynamo_model::typed::Summable;
///
/// #[derive(PartialEq, PartialOrd, Serialize, Deserialize)]
/// struct Percent(f64);
///
/// impl Summable for Percent {}
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "PRODUCT#{id}", sk = "PRODUCT")]
/// struct Product {
///     id: String,
///     #[attr(range = Percent(0.0)..=Percent(100.0))]
///     discount: Percent,
/// }
///
/// let put = Put::new(&Product { id: "p1".to_owned(), discount: Percent(120.0) });
/// assert!(put.request().unwrap_err().is_constraint());
/// ```
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
/// assert_eq!([vec![1, 2].into_boxed_slice().length(), [1, 2].length()], [2, 2]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no length",
    label = "neither text nor collection",
    note = "use `range = …` for a number, or `check = …` with a function of your own; or implement `Length` for the type"
)]
pub trait Length {
    /// Returns the number of characters, elements or bytes.
    ///
    /// ```
    /// use dynamo_model::typed::Length;
    ///
    /// assert_eq!("Ærø".to_owned().length(), 3);
    /// ```
    fn length(&self) -> usize;
}

macro_rules! lengths {
    ($([$($parameters:ident),*] $ty:ty => $length:expr;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($parameters),*> Length for $ty {
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
    [] Box<str> => |text| text.chars().count();
    [] Arc<str> => |text| text.chars().count();
    [] Binary => |bytes| bytes.as_ref().len();
    [T] Vec<T> => |list| list.len();
    [T] VecDeque<T> => |list| list.len();
    [T] LinkedList<T> => |list| list.len();
    [T] Box<[T]> => |list| list.len();
    [T] BTreeSet<T> => |set| set.len();
    [T, S] HashSet<T, S> => |set| set.len();
    [K, T] BTreeMap<K, T> => |map| map.len();
    [K, T, S] HashMap<K, T, S> => |map| map.len();
}

/// It is the same for all of the type, and so is what a rule says of it.
#[diagnostic::do_not_recommend]
impl<T, const N: usize> Length for [T; N] {
    fn length(&self) -> usize {
        N
    }
}

/// Ranges of numbers of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no range of numbers of the field's type, `{T}`",
    label = "a `{T}` is in no such range",
    note = "of a number, write both ends as its type has them, as in `range = 1..=100`",
    note = "of text or a collection, say `length = …`, and of anything else `check = …` with a function of your own"
)]
pub trait RangeOf<T> {
    /// Whether a number is in the range.
    fn has(&self, value: &T) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T: Numeric, R: RangeBounds<T>> RangeOf<T> for R {
    /// Whether a number is in the range.
    fn has(&self, value: &T) -> bool {
        self.contains(value)
    }
}

/// Says that a number is out of range, if it is.
pub fn out_of_range<T>(value: &T, range: &impl RangeOf<T>, written: &str) -> Option<String> {
    (!range.has(value)).then(|| format!(", which is not in {written}"))
}

/// Says that a length is out of range, if it is.
pub fn wrong_length<T: Length>(value: &T, range: &impl RangeBounds<usize>, written: &str) -> Option<String> {
    let length = value.length();
    (!range.contains(&length)).then(|| format!(", whose length {length} is not in {written}"))
}

/// What the function of `#[attr(check = …)]` returns: `Ok(())`, or what is wrong with the value.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::builder::Put;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[attr(check = even)]
///     pairs: u32,
/// }
///
/// fn even(count: &u32) -> Result<(), &'static str> {
///     if count % 2 == 0 { Ok(()) } else { Err("one is left over") }
/// }
///
/// let error = Put::new(&Order { id: "o1".to_owned(), pairs: 3 }).request().unwrap_err();
/// assert!(error.is_constraint());
/// assert!(error.to_string().ends_with("field `pairs` is 3: one is left over"));
/// ```
#[diagnostic::on_unimplemented(
    message = "a check returns a `Result<(), impl Display>`, not a `{Self}`",
    label = "does not say what is wrong with the value",
    note = "the function is a `fn(&T) -> Result<(), String>`, or has another error that can be displayed"
)]
pub trait Verdict {
    #[doc(hidden)]
    fn refusal(self) -> Option<String>;
}

#[diagnostic::do_not_recommend]
impl<D: Display> Verdict for Result<(), D> {
    fn refusal(self) -> Option<String> {
        self.err().map(|why| why.to_string())
    }
}

/// Says what a function of the user's refuses.
pub fn refused(verdict: impl Verdict) -> Option<String> {
    verdict.refusal().map(|why| format!(": {why}"))
}

/// Fields that are computed by a function which returns an `R`: those of that type.
// Of the field and not of what is returned, which the compiler would take for the field's type.
#[diagnostic::on_unimplemented(
    message = "the function computes a `{R}`, and the field is a `{Self}`",
    label = "does not return a `{Self}`",
    note = "have the function return a `{Self}`, or make the field a `{R}`"
)]
pub trait ComputedAs<R> {
    /// The value of the field.
    fn of(computed: R) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> ComputedAs<T> for T {
    fn of(computed: T) -> Self {
        computed
    }
}

/// Makes the value of a field out of what a function of the user's computes.
pub fn computed<T: ComputedAs<R>, R>(computed: R) -> T {
    T::of(computed)
}

/// Says that an id was never made, if it was not.
pub fn not_generated<T: Generate>(id: &T) -> Option<String> {
    id.is_nil().then(|| ", which is no id yet: make one with `generate()`".to_owned())
}
