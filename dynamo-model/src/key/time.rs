use super::derived::Newtype;
use super::{ErasedPart, KeyPart};

/// Times with a fraction of a second, which serde stores with as many digits as each has, and so in no order.
/// `#[attr(time)]` has a field of such a type stored otherwise.
///
/// Newtypes that derive [`KeyPart`] are what they hold. Implement it for a type of your own whose key text is that of a
/// `jiff::Timestamp` (`2026-11-20T09:30:00.120000000Z`), or that without the zone.
///
/// ```
/// # #[cfg(feature = "jiff")] {
/// use dynamo_model::KeyPart;
/// use dynamo_model::key::TimePart;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, KeyPart)]
/// struct PlacedAt(jiff::Timestamp);
///
/// fn digits<T: TimePart>() -> Option<usize> {
///     T::SHAPE.width
/// }
/// assert_eq!(digits::<PlacedAt>(), digits::<jiff::Timestamp>());
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time with a fraction of a second, and `#[attr(time)]` says how such a time is stored",
    label = "not a time with a fraction of a second",
    note = "such times are `jiff::Timestamp`, `jiff::civil::DateTime`, `chrono::DateTime<Utc>` and `chrono::NaiveDateTime`, with the feature `jiff` or `chrono`, and newtypes of them that derive `KeyPart`",
    note = "remove `#[attr(time)]` from a date or a number, which are stored in their order anyway"
)]
pub trait TimePart: KeyPart {
    // A method rather than a function with a bound, so that the compiler words every complaint about a type alike.
    #[doc(hidden)]
    fn __as_time(&self) -> &dyn ErasedPart {
        self
    }
}

/// Times that are a point in time wherever the clock is, and so so many seconds after another. `#[attr(time(seconds, N))]`
/// has a field of such a type stored as a number.
///
/// Newtypes that derive [`KeyPart`] are what they hold. Implement it for a type of your own whose key text is that of a
/// `jiff::Timestamp`.
///
/// ```
/// # #[cfg(feature = "jiff")] {
/// use dynamo_model::key::PointInTime;
///
/// fn ends_in_a_zone<T: PointInTime>(time: &T) -> bool {
///     let mut text = String::new();
///     time.write(&mut text);
///     text.ends_with('Z')
/// }
/// assert!(ends_in_a_zone(&jiff::Timestamp::UNIX_EPOCH));
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no point in time, so no number of seconds since 1970 stands for it",
    label = "not a point in time",
    note = "points in time are `jiff::Timestamp` and `chrono::DateTime<Utc>`, with the feature `jiff` or `chrono`, and newtypes of them that derive `KeyPart`; a time without a zone is stored as text, with `#[attr(time)]`"
)]
pub trait PointInTime: TimePart {
    #[doc(hidden)]
    fn __as_point(&self) -> &dyn ErasedPart {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<P: KeyPart + Newtype<Inner: TimePart>> TimePart for P {}

#[diagnostic::do_not_recommend]
impl<P: KeyPart + Newtype<Inner: PointInTime>> PointInTime for P {}

macro_rules! times {
    ($(#[cfg($feature:meta)] $trait:ident: $($ty:ty),*;)*) => {$($(
        #[cfg($feature)]
        #[diagnostic::do_not_recommend]
        impl $trait for $ty {}
    )*)*};
}

times! {
    #[cfg(feature = "jiff")] TimePart: jiff::Timestamp, jiff::civil::DateTime;
    #[cfg(feature = "jiff")] PointInTime: jiff::Timestamp;
    #[cfg(feature = "chrono")] TimePart: chrono::DateTime<chrono::Utc>, chrono::NaiveDateTime;
    #[cfg(feature = "chrono")] PointInTime: chrono::DateTime<chrono::Utc>;
}
