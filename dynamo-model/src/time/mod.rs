//! Times as fields hold them, and as items are judged by them: in whole seconds since 1970.

mod civil;
mod field;
mod format;
mod timestamp;
mod with;

pub(crate) use field::whole_seconds;
#[doc(hidden)]
pub use field::{TimeField, seconds_of};
pub use format::TimeFormat;
pub use timestamp::Timestamp;
pub use with::{
    as_micros_since_1970, as_millis_since_1970, as_seconds_since_1970, as_time, as_time_in_micros,
    as_time_in_millis, as_time_in_seconds,
};

use std::time::{SystemTime, UNIX_EPOCH};

/// The whole seconds of a time since 1970; before that, 0.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The seconds a duration after a time.
pub(crate) fn later(time: i64, seconds: u64) -> i64 {
    time.saturating_add_unsigned(seconds)
}
