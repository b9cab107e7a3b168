use serde::Serialize;
use serde::de::DeserializeOwned;

/// Types that are a point in time: what `#[attr(ttl)]` and `#[attr(deleted)]` fields hold.
///
/// Numbers are seconds since 1970. With the features `jiff` and `chrono`, a `jiff::Timestamp` and a `chrono::DateTime<Utc>`
/// are points in time, too; what is stored as a time to live keeps their whole seconds.
///
/// ```
/// use dynamo_model::time::Timestamp;
///
/// assert_eq!(1_700_000_000_u64.to_seconds(), Some(1_700_000_000));
/// assert_eq!(u64::from_seconds(-1), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a point in time",
    label = "not a point in time",
    note = "use `jiff::Timestamp` or `chrono::DateTime<Utc>` (features `jiff` and `chrono`), or `u64` or `i64`, which are seconds since 1970"
)]
pub trait Timestamp: Serialize + DeserializeOwned {
    /// Returns the whole seconds since 1970, if they fit.
    fn to_seconds(&self) -> Option<i64>;

    /// Makes the time of so many seconds since 1970, if it can tell it.
    fn from_seconds(seconds: i64) -> Option<Self>;
}

impl Timestamp for i64 {
    fn to_seconds(&self) -> Option<i64> {
        Some(*self)
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Some(seconds)
    }
}

impl Timestamp for u64 {
    fn to_seconds(&self) -> Option<i64> {
        i64::try_from(*self).ok()
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        u64::try_from(seconds).ok()
    }
}

#[cfg(feature = "jiff")]
impl Timestamp for jiff::Timestamp {
    fn to_seconds(&self) -> Option<i64> {
        Some(self.as_second())
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Self::from_second(seconds).ok()
    }
}

#[cfg(feature = "chrono")]
impl Timestamp for chrono::DateTime<chrono::Utc> {
    fn to_seconds(&self) -> Option<i64> {
        Some(self.timestamp())
    }

    fn from_seconds(seconds: i64) -> Option<Self> {
        Self::from_timestamp(seconds, 0)
    }
}

#[cfg(all(test, feature = "jiff", feature = "chrono"))]
mod tests {
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

    #[test]
    fn what_a_type_cannot_tell_is_none() {
        assert_eq!((u64::MAX.to_seconds(), u64::from_seconds(-1)), (None, None));
        assert_eq!(jiff::Timestamp::from_seconds(i64::MAX), None);
        assert_eq!(chrono::DateTime::<chrono::Utc>::from_seconds(i64::MAX), None);
    }
}
