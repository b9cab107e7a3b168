//! Dates and times of the `jiff` crate, as ISO 8601 text of a fixed width.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::iso::iso_shape;
use super::{KeyPart, Ordered};
use crate::schema::Shape;

/// Digits and the marks between them. Years before 0 have a sign and another width, and so no place in a key.
macro_rules! iso {
    ($($ty:ty, $width:literal, $bytes:literal, $format:literal, fraction: $fraction:literal;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $ty {
            type Order = Ordered;

            const SHAPE: Shape = iso_shape($width, $bytes, $fraction);

            fn write(&self, key: &mut String) {
                key.push_str(&format!($format, self));
            }

            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

// jiff's serde form leaves out trailing zeros of a second, so only a date is stored as its key text.
iso! {
    Time, 18, ":.", "{:.9}", fraction: true;
    Date, 10, "-", "{}", fraction: false;
    DateTime, 29, "-T:.", "{:.9}", fraction: true;
    Timestamp, 30, "-T:.Z", "{:.9}", fraction: true;
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
        fn timestamps_sort_as_their_text_does(a in 0_i64..200_000_000_000, b in 0_i64..200_000_000_000, n in 0..1_000_000_000_i32) {
            let (a, b) = (Timestamp::new(a, n).unwrap(), Timestamp::new(b, 0).unwrap());
            prop_assert_eq!(text(&a).cmp(&text(&b)), a.cmp(&b));
            prop_assert_eq!(Timestamp::read(&text(&a)), Some(a));
            prop_assert_eq!(text(&a).len(), 30);
        }
    }

    #[test]
    fn dates_and_times_have_one_width_each() {
        let date: Date = "2026-11-20".parse().unwrap();
        assert_eq!(text(&date), "2026-11-20");
        assert_eq!(text(&date.at(9, 30, 0, 0)), "2026-11-20T09:30:00.000000000");
        assert_eq!(text(&date.at(9, 30, 0, 0).time()), "09:30:00.000000000");
        assert_eq!(Date::read("2026-11-20"), Some(date));
        assert!(text(&Date::MIN).len() != 10, "a year before 0 is refused by its width");
    }
}
