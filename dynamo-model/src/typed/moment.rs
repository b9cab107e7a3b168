use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::entity::Stamp;
use crate::error::{Error, Result};
use crate::key::{KeyPart, PartValue};
use crate::value::Value;

/// Types that hold the time of a write: what `#[attr(created)]` and `#[attr(updated)]` can stand on.
///
/// They are `u64` and `i64` as seconds since 1970, `jiff::Timestamp` and `chrono::DateTime<Utc>` with the feature of that
/// name, and types that implement it.
///
/// ```
/// use std::time::{Duration, SystemTime, UNIX_EPOCH};
///
/// use dynamo_model::typed::Moment;
/// use serde::{Deserialize, Serialize};
///
/// /// Days since 1970.
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Day(u64);
///
/// impl Moment for Day {
///     fn at(time: SystemTime) -> Option<Self> {
///         u64::at(time).map(|seconds| Day(seconds / 86_400))
///     }
/// }
///
/// assert_eq!(Day::at(UNIX_EPOCH + Duration::from_secs(200_000)), Some(Day(2)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the time of a write",
    label = "not a time",
    note = "use `u64` or `i64` for seconds since 1970, or `jiff::Timestamp` or `chrono::DateTime<Utc>` with the feature of that name of `dynamo-model`; or implement `dynamo_model::typed::Moment` for it"
)]
pub trait Moment: Sized {
    /// Makes it of the time on the clock; `None` if it has no value for it.
    fn at(time: SystemTime) -> Option<Self>;

    // Methods rather than functions with bounds: the compiler then words every complaint about a type alike.
    #[doc(hidden)]
    fn __stamp(time: SystemTime) -> Result<Stamp>
    where
        Self: Serialize,
    {
        let value = at::<Self>(time)?;
        Ok(Stamp { value: Value::from_serialize(&value)?, part: None })
    }

    #[doc(hidden)]
    fn __key_stamp(time: SystemTime) -> Result<Stamp>
    where
        Self: Serialize + KeyPart,
    {
        let value = at::<Self>(time)?;
        Ok(Stamp { value: Value::from_serialize(&value)?, part: Some(PartValue::of(&value)) })
    }
}

fn at<M: Moment>(time: SystemTime) -> Result<M> {
    M::at(time)
        .ok_or_else(|| Error::validation("the time on the clock has no value in the type of an attribute"))
}

impl Moment for u64 {
    fn at(time: SystemTime) -> Option<Self> {
        time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
    }
}

impl Moment for i64 {
    fn at(time: SystemTime) -> Option<Self> {
        u64::at(time)?.try_into().ok()
    }
}

#[cfg(feature = "jiff")]
impl Moment for jiff::Timestamp {
    fn at(time: SystemTime) -> Option<Self> {
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        Self::new(since.as_secs().try_into().ok()?, since.subsec_nanos().try_into().ok()?).ok()
    }
}

#[cfg(feature = "chrono")]
impl Moment for chrono::DateTime<chrono::Utc> {
    fn at(time: SystemTime) -> Option<Self> {
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        Self::from_timestamp(since.as_secs().try_into().ok()?, since.subsec_nanos())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn late(milliseconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(milliseconds)
    }

    #[test]
    fn integers_are_whole_seconds_since_1970() {
        assert_eq!((u64::at(late(1_999)), i64::at(late(1_999))), (Some(1), Some(1)));
        assert_eq!(u64::at(UNIX_EPOCH - Duration::from_secs(1)), None);
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn a_timestamp_of_jiff_is_the_time_on_the_clock() {
        let time = jiff::Timestamp::at(late(1_500)).unwrap();
        assert_eq!(time.to_string(), "1970-01-01T00:00:01.5Z");
        let stamp = jiff::Timestamp::__key_stamp(late(1_500)).unwrap();
        assert_eq!(stamp.value, Value::from("1970-01-01T00:00:01.5Z"));
        assert_eq!(stamp.part.unwrap().text, "1970-01-01T00:00:01.500000000Z");
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn a_time_of_chrono_is_the_time_on_the_clock() {
        let time = chrono::DateTime::<chrono::Utc>::at(late(1_500)).unwrap();
        assert_eq!(time.timestamp_millis(), 1_500);
    }
}
