//! When a request is signed.

use std::fmt;
use std::time::SystemTime;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{incomplete, invalid};
use crate::fault::Fault;

const FORMAT: &str = "%Y%m%dT%H%M%SZ";
/// How long dates in that format are.
const LENGTH: usize = 16;
/// How far, in minutes, the clocks of a client and of the endpoint may be apart.
const SKEW: i64 = 15;

/// A second of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date(DateTime);

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// One that is not in ISO 8601's basic format, in UTC.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        let date = DateTime::strptime(FORMAT, text).ok().filter(|_| text.len() == LENGTH);
        date.map(Self).ok_or_else(|| {
            incomplete(format!(
                "Date must be in ISO-8601 'basic format'. Got '{text}'. See http://en.wikipedia.org/wiki/ISO_8601"
            ))
        })
    }

    /// Takes the date of a clock.
    ///
    /// # Errors
    ///
    /// A clock that is thousands of years off.
    pub(super) fn at(time: SystemTime) -> Result<Self, Fault> {
        let time = Timestamp::try_from(time).map_err(|_| Fault::internal())?;
        Ok(Self(time.to_zoned(TimeZone::UTC).datetime()))
    }

    /// Checks that it is not far from now.
    ///
    /// # Errors
    ///
    /// A signature that is too old, or of a clock that is ahead.
    pub(super) fn check_near(self, now: Self) -> Result<(), Fault> {
        let skew = SignedDuration::from_mins(SKEW);
        let (oldest, newest) = (Self(now.0.saturating_sub(skew)), Self(now.0.saturating_add(skew)));
        if self.0 < oldest.0 {
            return Err(invalid(format!(
                "Signature expired: {self} is now earlier than {oldest} ({now} - {SKEW} min.)"
            )));
        }
        if self.0 > newest.0 {
            return Err(invalid(format!(
                "Signature not yet current: {self} is still later than {newest} ({now} + {SKEW} min.)"
            )));
        }
        Ok(())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime(FORMAT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn dates_have_one_format() {
        assert_eq!(date("20150830T123600Z").to_string(), "20150830T123600Z");
        for text in [
            "",
            "x",
            "2015-08-30T12:36:00Z",
            "20150830T1236Z",
            "20150230T123600Z",
            "Sun, 30 Aug 2015 12:36:00 GMT",
        ] {
            let fault = Date::parse(text).unwrap_err();
            assert_eq!(
                fault.to_string(),
                format!(
                    "IncompleteSignatureException: Date must be in ISO-8601 'basic format'. Got '{text}'. See \
                     http://en.wikipedia.org/wiki/ISO_8601"
                )
            );
        }
    }

    #[test]
    fn a_signature_is_good_for_a_quarter_of_an_hour_before_and_after() {
        let now = date("20150830T123600Z");
        for (text, refused) in [
            ("20150830T122100Z", None),
            ("20150830T125100Z", None),
            (
                "20150830T122059Z",
                Some(
                    "Signature expired: 20150830T122059Z is now earlier than 20150830T122100Z (20150830T123600Z - 15 min.)",
                ),
            ),
            (
                "20150830T125101Z",
                Some(
                    "Signature not yet current: 20150830T125101Z is still later than 20150830T125100Z (20150830T123600Z + 15 min.)",
                ),
            ),
        ] {
            let found = date(text).check_near(now).err();
            assert_eq!(found.as_ref().and_then(Fault::message), refused);
        }
    }

    #[test]
    fn clocks_tell_seconds_of_utc() {
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(1_440_938_160_000);
        assert_eq!(Date::at(time).unwrap(), date("20150830T123600Z"));
    }
}
