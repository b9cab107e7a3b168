use std::time::SystemTime;

use super::Timestamp;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

/// A field of entity `E` that holds a time, in seconds since 1970. Generated code makes it.
#[doc(hidden)]
#[derive(Debug)]
pub struct TimeField<E> {
    /// Takes the time out of an entity.
    pub(crate) seconds: fn(&E) -> Result<Option<i64>>,
    /// Reads the form that the field's own type is stored in.
    pub(crate) read: fn(&Value) -> Result<i64>,
    /// Makes that form, or one that is in order and read alike.
    pub(crate) make: fn(i64) -> Result<Value>,
    /// Makes the same of the time on a clock, as exactly as the type tells it.
    pub(crate) stamp: fn(SystemTime) -> Result<Value>,
}

impl<E> TimeField<E> {
    /// Makes the access to a field of type `T`.
    pub fn of<T: Timestamp>(seconds: fn(&E) -> Result<Option<i64>>) -> Self {
        Self { seconds, read: read::<T>, make: make::<T>, stamp: stamp::<T> }
    }
}

/// Takes the seconds of a time, if there is one. Generated code calls it.
#[doc(hidden)]
pub fn seconds_of<T: Timestamp>(time: Option<&T>) -> Result<Option<i64>> {
    time.map(whole_seconds).transpose()
}

/// Takes the seconds of a time.
pub(crate) fn whole_seconds<T: Timestamp>(time: &T) -> Result<i64> {
    time.to_seconds()
        .ok_or_else(|| Error::new(ErrorKind::Codec, "a time is too late to be told in seconds since 1970"))
}

fn read<T: Timestamp>(value: &Value) -> Result<i64> {
    whole_seconds(&value.deserialize::<T>()?)
}

fn make<T: Timestamp>(seconds: i64) -> Result<Value> {
    let time = T::from_seconds(seconds).ok_or_else(|| {
        Error::new(
            ErrorKind::Codec,
            format!("the field\u{2019}s type has no time {seconds} seconds after 1970"),
        )
    })?;
    time.__stored()
}

fn stamp<T: Timestamp>(time: SystemTime) -> Result<Value> {
    T::__stamp(time).map(|stamp| stamp.value)
}
