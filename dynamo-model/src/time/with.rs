//! How serde stores times in their order, wherever they stand.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserializer, Serializer, ser};

use super::TimeFormat;
use crate::error::Error;
use crate::key::{KeyPart, PointInTime, TimePart};
use crate::value::{Number, Value};

/// A time, or an `Option` of one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time with a fraction of a second, and this stores such a time",
    label = "not a time with a fraction of a second",
    note = "such times are `jiff::Timestamp`, `jiff::civil::DateTime`, `chrono::DateTime<Utc>` and `chrono::NaiveDateTime`, with the feature `jiff` or `chrono`, newtypes of them that derive `KeyPart`, and an `Option` of one"
)]
pub trait MaybeTime: Sized {
    type Time: TimePart + DeserializeOwned;

    fn time(&self) -> Option<&Self::Time>;

    fn of(time: Self::Time) -> Self;

    fn none() -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: TimePart + DeserializeOwned> MaybeTime for T {
    type Time = Self;

    fn time(&self) -> Option<&Self> {
        Some(self)
    }

    fn of(time: Self) -> Self {
        time
    }

    fn none() -> Option<Self> {
        None
    }
}

#[diagnostic::do_not_recommend]
impl<T: TimePart + DeserializeOwned> MaybeTime for Option<T> {
    type Time = T;

    fn time(&self) -> Option<&T> {
        self.as_ref()
    }

    fn of(time: T) -> Self {
        Some(time)
    }

    fn none() -> Option<Self> {
        Some(None)
    }
}

/// A time that a number can stand for, or an `Option` of one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no point in time, so no number of seconds since 1970 stands for it",
    label = "not a point in time",
    note = "points in time are `jiff::Timestamp` and `chrono::DateTime<Utc>`, with the feature `jiff` or `chrono`, newtypes of them that derive `KeyPart`, and an `Option` of one; a time without a zone is stored as text, as by `as_time`"
)]
pub trait MaybePoint: MaybeTime<Time: PointInTime> {}

#[diagnostic::do_not_recommend]
impl<T: MaybeTime<Time: PointInTime>> MaybePoint for T {}

fn write<T: MaybeTime, S: Serializer>(
    time: &T,
    format: TimeFormat,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let Some(time) = time.time() else { return serializer.serialize_none() };
    let mut text = String::with_capacity(32);
    KeyPart::write(time, &mut text);
    let refused = |error: Error| ser::Error::custom(error.message());
    match format {
        TimeFormat::Text(_) => serializer.serialize_str(&format.told(&text).map_err(refused)?),
        TimeFormat::Number(_) => serializer.serialize_i64(format.counted(&text).map_err(refused)?),
    }
}

/// Reads a time that is stored in a format, or as its type alone is, from before.
struct Reader<T> {
    format: TimeFormat,
    time: PhantomData<fn() -> T>,
}

impl<T: MaybeTime> Reader<T> {
    fn read<'de, D: Deserializer<'de>>(format: TimeFormat, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(Self { format, time: PhantomData })
    }

    // By our own deserializer, which reads newtypes as what they hold.
    fn text<E: de::Error>(text: impl Into<Value>) -> Result<T, E> {
        text.into().deserialize().map(T::of).map_err(E::custom)
    }

    fn number<E: de::Error>(&self, number: Number) -> Result<T, E> {
        let unfit = || E::custom(format_args!("{number} is no time as {}", self.format.shown()));
        let text = self.format.text_of(number).ok_or_else(unfit)?;
        Self::text(text)
    }
}

impl<'de, T: MaybeTime> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a time as {}", self.format.shown())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Self::text(text)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        self.number(Number::from(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        self.number(Number::from(number))
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        T::none().ok_or_else(|| E::invalid_type(de::Unexpected::Unit, &self))
    }

    fn visit_none<E: de::Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! stored {
    ($(#[doc = $doc:literal] $name:ident: $time:ident, $format:expr, $example:literal;)*) => {$(
        #[doc = $doc]
        ///
        /// It is for the fields of documents and variants, where it does what `#[attr(time(…))]` does for those of an entity: typed
        /// paths compare such a field in the order of time. `Option`s need `default` beside it. What serde alone has stored of the
        /// time before is read, too.
        ///
        /// ```
        /// # #[cfg(feature = "jiff")] {
        /// use dynamo_model::value::{Item, Value};
        /// use serde::{Deserialize, Serialize};
        ///
        /// #[derive(Serialize, Deserialize)]
        /// struct Stop {
        #[doc = concat!("    #[serde(with = \"dynamo_model::time::", stringify!($name), "\")]")]
        ///     at: jiff::Timestamp,
        /// }
        ///
        /// let at = "2026-11-23T08:00:00Z".parse().expect("a time");
        /// let item = Item::from_serialize(&Stop { at })?;
        #[doc = concat!("assert_eq!(item.get(\"at\").map(|at| at.to_value()), Some(Value::from(", $example, ")));")]
        /// assert_eq!(item.deserialize::<Stop>()?.at, at);
        /// # }
        /// # Ok::<(), dynamo_model::value::CodecError>(())
        /// ```
        pub mod $name {
            use serde::{Deserializer, Serializer};

            use super::super::TimeFormat;
            use super::{$time, Reader};

            const FORMAT: TimeFormat = $format;

            /// Writes the time; as in the example of [the module](self).
            ///
            /// # Errors
            ///
            /// Those of the serializer, and if the time is finer, or not in a year of four digits.
            pub fn serialize<T: $time, S: Serializer>(time: &T, serializer: S) -> Result<S::Ok, S::Error> {
                super::write(time, FORMAT, serializer)
            }

            /// Reads the time; as in the example of [the module](self).
            ///
            /// # Errors
            ///
            /// Those of the deserializer, and if there is no such time.
            pub fn deserialize<'de, T: $time, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
                Reader::read(FORMAT, deserializer)
            }
        }
    )*};
}

stored! {
    #[doc = "A time as text with all nine digits of a fraction of a second, for `#[serde(with = \"…::as_time\")]`."]
    as_time: MaybeTime, TimeFormat::Text(9), "\"2026-11-23T08:00:00.000000000Z\"";
    #[doc = "A time as text without a fraction of a second, for `#[serde(with = \"…::as_time_in_seconds\")]`."]
    as_time_in_seconds: MaybeTime, TimeFormat::Text(0), "\"2026-11-23T08:00:00Z\"";
    #[doc = "A time as text with milliseconds, for `#[serde(with = \"…::as_time_in_millis\")]`."]
    as_time_in_millis: MaybeTime, TimeFormat::Text(3), "\"2026-11-23T08:00:00.000Z\"";
    #[doc = "A time as text with microseconds, for `#[serde(with = \"…::as_time_in_micros\")]`."]
    as_time_in_micros: MaybeTime, TimeFormat::Text(6), "\"2026-11-23T08:00:00.000000Z\"";
    #[doc = "A point in time as a number of seconds, for `#[serde(with = \"…::as_seconds_since_1970\")]`."]
    as_seconds_since_1970: MaybePoint, TimeFormat::Number(0), "1_795_420_800_i64";
    #[doc = "A point in time as a number of milliseconds, for `#[serde(with = \"…::as_millis_since_1970\")]`."]
    as_millis_since_1970: MaybePoint, TimeFormat::Number(3), "1_795_420_800_000_i64";
    #[doc = "A point in time as a number of microseconds, for `#[serde(with = \"…::as_micros_since_1970\")]`."]
    as_micros_since_1970: MaybePoint, TimeFormat::Number(6), "1_795_420_800_000_000_i64";
}

#[cfg(all(test, feature = "jiff"))]
mod tests {
    use jiff::Timestamp;
    use serde::{Deserialize, Serialize};

    use crate::value::{Item, Value};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Stop {
        #[serde(with = "super::as_time_in_millis", default)]
        at: Option<Timestamp>,
        #[serde(with = "super::as_seconds_since_1970", default)]
        left: Option<Timestamp>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Trip {
        #[serde(flatten)]
        stop: Stop,
    }

    fn at(text: &str) -> Option<Timestamp> {
        text.parse().ok()
    }

    #[test]
    fn times_are_read_as_they_are_written_also_through_buffers() {
        for left in [None, at("1969-12-31T23:59:59Z"), at("9999-12-30T00:00:00Z")] {
            let trip = Trip { stop: Stop { at: left, left } };
            let item = Item::from_serialize(&trip).unwrap();
            assert_eq!(item.deserialize::<Trip>().unwrap(), trip);
        }
    }

    #[test]
    fn what_serde_alone_has_stored_before_is_read() {
        let item = Item::from_iter([("at", "2026-11-23T08:00:00.5Z"), ("left", "2026-11-23T08:00:00Z")]);
        let stop: Stop = item.deserialize().unwrap();
        assert_eq!(stop, Stop { at: at("2026-11-23T08:00:00.5Z"), left: at("2026-11-23T08:00:00Z") });
        assert_eq!(Item::from_iter([("at", Value::Null)]).deserialize::<Stop>().unwrap().at, None);
    }

    #[test]
    fn a_time_that_is_too_fine_or_no_time_is_refused() {
        let fine = Stop { at: None, left: at("2026-11-23T08:00:00.5Z") };
        assert!(Item::from_serialize(&fine).unwrap_err().to_string().contains("finer than the seconds"));
        let late = Item::from_iter([("left", Value::from(i64::MAX))]);
        let error = late.deserialize::<Stop>().unwrap_err().to_string();
        assert!(error.contains("is no time as seconds since 1970"), "{error}");
    }
}
