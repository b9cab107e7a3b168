//! Dates and times of the `chrono` crate, as ISO 8601 text of a fixed width.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::iso::iso_shape;
use super::{KeyPart, Ordered};
use crate::schema::Shape;

/// Digits and the marks between them. Years before 0 and after 9999 have a sign, and so another width and no place in a key.
macro_rules! iso {
    ($($ty:ty, $width:literal, $bytes:literal, fraction: $fraction:literal, |$value:ident| $text:expr, |$read:ident| $parsed:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $ty {
            type Order = Ordered;

            const SHAPE: Shape = iso_shape($width, $bytes, $fraction);

            fn write(&self, key: &mut String) {
                let $value = self;
                key.push_str(&$text);
            }

            fn read($read: &str) -> Option<Self> {
                // chrono reads more forms than it writes.
                let parsed: Self = $parsed?;
                let mut written = String::with_capacity($width);
                parsed.write(&mut written);
                (written == $read).then_some(parsed)
            }
        }
    )*};
}

const TIME: &str = "%Y-%m-%dT%H:%M:%S%.9f";

// chrono's serde form leaves out trailing zeros of a second, so only a date is stored as its key text.
iso! {
    NaiveDate, 10, "-", fraction: false, |date| date.to_string(), |text| text.parse().ok();
    NaiveTime, 18, ":.", fraction: true, |time| time.format("%H:%M:%S%.9f").to_string(), |text| text.parse().ok();
    NaiveDateTime, 29, "-T:.", fraction: true, |time| time.format(TIME).to_string(), |text| text.parse().ok();
    DateTime<Utc>, 30, "-T:.Z", fraction: true,
        |time| format!("{}Z", time.naive_utc().format(TIME)),
        |text| text.strip_suffix('Z').and_then(|naive| naive.parse::<NaiveDateTime>().ok()).map(|naive| naive.and_utc());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(part: &impl KeyPart) -> String {
        let mut text = String::new();
        part.write(&mut text);
        text
    }

    proptest! {
        #[test]
        fn times_sort_as_their_text_does(a in 0_i64..200_000_000_000, b in 0_i64..200_000_000_000, n in 0..1_000_000_000_u32) {
            let (a, b) = (DateTime::from_timestamp(a, n).unwrap(), DateTime::from_timestamp(b, 0).unwrap());
            prop_assert_eq!(text(&a).cmp(&text(&b)), a.cmp(&b));
            prop_assert_eq!(DateTime::<Utc>::read(&text(&a)), Some(a));
            prop_assert_eq!(NaiveDateTime::read(&text(&a.naive_utc())), Some(a.naive_utc()));
            prop_assert_eq!(text(&a).len(), 30);
        }
    }

    #[test]
    fn dates_and_times_have_one_width_and_one_text_each() {
        let date: NaiveDate = "2026-11-20".parse().unwrap();
        assert_eq!(text(&date), "2026-11-20");
        assert_eq!(text(&date.and_hms_opt(9, 30, 0).unwrap()), "2026-11-20T09:30:00.000000000");
        assert_eq!(text(&date.and_hms_opt(9, 30, 0).unwrap().and_utc()), "2026-11-20T09:30:00.000000000Z");
        assert_eq!(text(&date.and_hms_opt(9, 30, 0).unwrap().time()), "09:30:00.000000000");
        assert_eq!(NaiveDate::read("2026-11-2"), None);
        assert!(text(&NaiveDate::MIN).len() != 10, "a year before 0 is refused by its width");
    }
}
