use std::time::SystemTime;
#[cfg(feature = "chrono")]
use std::time::UNIX_EPOCH;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::entity::Stamp;
use crate::error::{Error, Result};
use crate::key::{KeyPart, PartValue};
use crate::value::Value;

/// Types that are a point in time: what fields with `#[attr(ttl)]`, `#[attr(deleted)]`, `#[attr(created)]` and
/// `#[attr(updated)]` hold.
///
/// Numbers are seconds since 1970. With the features `jiff` and `chrono`, a `jiff::Timestamp` and a `chrono::DateTime<Utc>`
/// are points in time, too; what is stored as a time to live keeps their whole seconds, and what is stored as the time of a
/// write or deletion has nine digits of a fraction of a second, so that it is in order.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use dynamo_model::time::Timestamp;
/// use serde::{Deserialize, Serialize};
///
/// assert_eq!(1_700_000_000_u64.to_seconds(), Some(1_700_000_000));
/// assert_eq!(u64::from_seconds(-1), None);
///
/// /// Days since 1970.
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Day(i64);
///
/// impl Timestamp for Day {
///     fn to_seconds(&self) -> Option<i64> {
///         self.0.checked_mul(86_400)
///     }
///
///     fn from_seconds(seconds: i64) -> Option<Self> {
///         Some(Day(seconds.div_euclid(86_400)))
///     }
/// }
///
/// assert_eq!(Day::at(UNIX_EPOCH + Duration::from_secs(200_000)), Some(Day(2)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a point in time",
    label = "not a point in time",
    note = "use `jiff::Timestamp` or `chrono::DateTime<Utc>` (features `jiff` and `chrono`), or `u64` or `i64`, which are seconds since 1970; or implement `dynamo_model::time::Timestamp` for it"
)]
pub trait Timestamp: Serialize + DeserializeOwned {
    /// Returns the whole seconds since 1970, if they fit.
    ///
    /// ```
    /// use dynamo_model::time::Timestamp;
    ///
    /// assert_eq!(5_u64.to_seconds(), Some(5));
    /// assert_eq!(u64::MAX.to_seconds(), None);
    /// ```
    fn to_seconds(&self) -> Option<i64>;

    /// Makes the time of so many seconds since 1970, if it can tell it.
    ///
    /// ```
    /// use dynamo_model::time::Timestamp;
    ///
    /// assert_eq!(i64::from_seconds(-5), Some(-5));
    /// assert_eq!(u64::from_seconds(-5), None);
    /// ```
    fn from_seconds(seconds: i64) -> Option<Self>;

    /// Makes it of the time on a clock, as exactly as it can tell it; `None` if it cannot.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use dynamo_model::time::Timestamp;
    ///
    /// let time = UNIX_EPOCH + Duration::from_millis(1_500);
    /// assert_eq!(<u64 as Timestamp>::at(time), Some(1), "whole seconds");
    /// assert_eq!(1_u64.to_seconds(), Some(1));
    /// assert_eq!(<u64 as Timestamp>::from_seconds(-1), None);
    /// ```
    fn at(time: SystemTime) -> Option<Self> {
        Self::from_seconds(super::seconds(time))
    }

    // What is stored of the time of a write in place of what serde makes of it, if that is in no order.
    #[doc(hidden)]
    fn __time_in_order(&self) -> Option<Value> {
        None
    }

    // What is stored of the time of a write.
    #[doc(hidden)]
    fn __stored(&self) -> Result<Value> {
        match self.__time_in_order() {
            Some(ordered) => Ok(ordered),
            None => Ok(Value::from_serialize(self)?),
        }
    }

    // Methods rather than functions with bounds: the compiler then words every complaint about a type alike.
    #[doc(hidden)]
    fn __stamp(time: SystemTime) -> Result<Stamp> {
        let value = at::<Self>(time)?;
        Ok(Stamp { value: value.__stored()?, part: None })
    }

    #[doc(hidden)]
    fn __key_stamp(time: SystemTime) -> Result<Stamp>
    where
        Self: KeyPart,
    {
        let value = at::<Self>(time)?;
        Ok(Stamp { value: value.__stored()?, part: Some(PartValue::of(&value)) })
    }
}

/// The text of a time with all digits of its fraction, as keys have it.
#[cfg(any(feature = "chrono", feature = "jiff"))]
fn text(time: &impl KeyPart) -> Value {
    let mut text = String::with_capacity(32);
    time.write(&mut text);
    Value::S(text)
}

fn at<T: Timestamp>(time: SystemTime) -> Result<T> {
    T::at(time)
        .ok_or_else(|| Error::validation("the time on the clock has no value in the type of an attribute"))
}

#[diagnostic::do_not_recommend]
impl Timestamp for i64 {
    fn to_seconds(&self) -> Option<i64> {
        Some(*self)
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Some(seconds)
    }
}

#[diagnostic::do_not_recommend]
impl Timestamp for u64 {
    fn to_seconds(&self) -> Option<i64> {
        i64::try_from(*self).ok()
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        u64::try_from(seconds).ok()
    }
}

#[cfg(feature = "jiff")]
#[diagnostic::do_not_recommend]
impl Timestamp for jiff::Timestamp {
    fn to_seconds(&self) -> Option<i64> {
        Some(self.as_second())
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Self::from_second(seconds).ok()
    }

    fn at(time: SystemTime) -> Option<Self> {
        Self::try_from(time).ok()
    }

    fn __time_in_order(&self) -> Option<Value> {
        Some(text(self))
    }
}

#[cfg(feature = "chrono")]
#[diagnostic::do_not_recommend]
impl Timestamp for chrono::DateTime<chrono::Utc> {
    fn to_seconds(&self) -> Option<i64> {
        Some(self.timestamp())
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Self::from_timestamp(seconds, 0)
    }

    fn at(time: SystemTime) -> Option<Self> {
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        Self::from_timestamp(since.as_secs().try_into().ok()?, since.subsec_nanos())
    }

    fn __time_in_order(&self) -> Option<Value> {
        Some(text(self))
    }
}

#[cfg(all(test, feature = "jiff", feature = "chrono"))]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    /// Reads a time, and makes it again of its seconds.
    fn restored<T: Timestamp + std::str::FromStr>(text: &str) -> Option<(i64, T)> {
        let seconds = text.parse::<T>().ok()?.to_seconds()?;
        Some((seconds, T::from_seconds(seconds)?))
    }

    #[test]
    fn times_keep_their_whole_seconds() {
        let (text, whole) = ("2026-11-20T09:30:00.75Z", "2026-11-20T09:30:00Z");
        let time: jiff::Timestamp = whole.parse().unwrap();
        assert_eq!(restored(text), Some((1_795_167_000, time)));
        let time: chrono::DateTime<chrono::Utc> = whole.parse().unwrap();
        assert_eq!(restored(text), Some((1_795_167_000, time)));
    }

    /// What is stored of a time, if serde reads it as that time.
    fn stored<T: Timestamp + PartialEq>(time: &T) -> Option<String> {
        let value = time.__stored().ok()?;
        let read: T = value.deserialize().ok()?;
        (read == *time).then(|| value.as_s().map(str::to_owned))?
    }

    proptest! {
        #[test]
        fn times_of_writes_are_stored_in_their_order_and_read_back(
            a in 0_i64..250_000_000_000,
            b in 0_i64..250_000_000_000,
            same: bool,
            m in 0..1_000_000_000_i32,
            places in 0..=9_u32,
        ) {
            // Often in one second, and with fractions that end in zeros.
            let (b, n) = (if same { a } else { b }, m - m % 10_i32.pow(places));
            let (first, second) = (jiff::Timestamp::new(a, m).unwrap(), jiff::Timestamp::new(b, n).unwrap());
            prop_assert_eq!(stored(&first).unwrap().cmp(&stored(&second).unwrap()), first.cmp(&second));
            let of = |second, nanos: i32| chrono::DateTime::<chrono::Utc>::from_timestamp(second, nanos as u32).unwrap();
            prop_assert_eq!(stored(&of(a, m)), stored(&first));
            prop_assert_eq!(stored(&of(b, n)), stored(&second));
        }
    }

    #[test]
    fn what_a_type_cannot_tell_is_none() {
        assert_eq!((u64::MAX.to_seconds(), u64::from_seconds(-1)), (None, None));
        assert_eq!(jiff::Timestamp::from_seconds(i64::MAX), None);
        assert_eq!(chrono::DateTime::<chrono::Utc>::from_seconds(i64::MAX), None);
    }

    #[test]
    fn the_time_on_a_clock_is_told_as_exactly_as_the_type_can() {
        let time = UNIX_EPOCH + Duration::from_millis(1_500);
        assert_eq!((u64::at(time), i64::at(time)), (Some(1), Some(1)));
        assert_eq!(jiff::Timestamp::at(time).unwrap().to_string(), "1970-01-01T00:00:01.5Z");
        assert_eq!(chrono::DateTime::<chrono::Utc>::at(time).unwrap().timestamp_millis(), 1_500);
        let stamp = jiff::Timestamp::__key_stamp(time).unwrap();
        assert_eq!(stamp.value, Value::from("1970-01-01T00:00:01.500000000Z"));
        assert_eq!(stamp.part.unwrap().text, "1970-01-01T00:00:01.500000000Z");
    }
}
