//! Days and seconds of the years 0 to 9999, as the key text of a time tells them: `2026-11-20T09:30:00.120000000`, and perhaps a
//! zone.

/// The bytes of a time to the second.
const WHOLE_SECONDS: usize = "2026-11-20T09:30:00".len();
/// The days from the first of March of year 0 to the first of January 1970.
const TO_1970: i64 = 719_468;
/// The days of 400 years, after which the calendar repeats itself.
const ERA: i64 = 146_097;
const DAY: i64 = 86_400;

/// Splits a time into whole seconds since 1970 and nanoseconds; `None` if it is no such text.
pub(super) fn read(text: &str) -> Option<(i64, u32)> {
    let (whole, rest) = text.split_at_checked(WHOLE_SECONDS)?;
    let number = |from: usize, to: usize| {
        let digits = whole.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i64>().ok())?
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if second > 59 {
        return None;
    }
    let nanos = rest.strip_prefix('.')?.get(..9)?.parse().ok()?;
    Some((days(year, month, day) * DAY + hour * 3600 + minute * 60 + second, nanos))
}

/// Whether a time of such a text is in a second that has no number of its own.
pub(super) fn is_leap_second(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.get(..WHOLE_SECONDS).is_some_and(|whole| whole.ends_with(":60"))
}

/// Writes a time to nanoseconds; `None` if it is in no year of four digits.
pub(super) fn write(seconds: i64, nanos: u32) -> Option<String> {
    let (year, month, day) = date(seconds.div_euclid(DAY))?;
    let rest = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{nanos:09}"))
}

/// The days from 1970 to a date. Years are counted from March, so that the day of a leap year is the last of one.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - TO_1970
}

/// The date so many days after 1970, if its year has four digits.
fn date(days: i64) -> Option<(i64, i64, i64)> {
    let days = days.checked_add(TO_1970)?;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    // Without the leap days before it, a day tells its year.
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year + i64::from(month < 3);
    (0..=9999).contains(&year).then_some((year, month, day))
}

#[cfg(all(test, feature = "jiff"))]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    const FIRST: i64 = -62_167_219_200;
    const LAST: i64 = 253_402_300_799;

    proptest! {
        #[test]
        fn times_are_told_as_another_library_tells_them(seconds in FIRST..=253_402_207_200, nanos in 0..1_000_000_000_u32) {
            let text = write(seconds, nanos).unwrap();
            let time = Timestamp::new(seconds, i32::try_from(nanos).unwrap()).unwrap();
            prop_assert_eq!(format!("{text}Z"), format!("{time:.9}"));
            prop_assert_eq!(read(&text), Some((seconds, nanos)));
        }
    }

    #[test]
    fn the_first_and_last_second_of_years_of_four_digits_are_told() {
        let texts = [FIRST, LAST].map(|seconds| write(seconds, 0).unwrap());
        assert_eq!(texts, ["0000-01-01T00:00:00.000000000", "9999-12-31T23:59:59.000000000"]);
        assert_eq!(texts.map(|text| read(&text)), [Some((FIRST, 0)), Some((LAST, 0))]);
        assert_eq!(
            [FIRST - 1, LAST + 1, i64::MIN, i64::MAX].map(|seconds| write(seconds, 0)),
            [const { None }; 4]
        );
    }

    #[test]
    fn what_is_no_time_of_a_year_of_four_digits_is_not_read() {
        for text in [
            "-000001-01-01T00:00:00.000000000Z",
            "+10000-01-01T00:00:00.000000000Z",
            "2026-11-20",
            "",
            "2016-12-31T23:59:60.000000000",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
