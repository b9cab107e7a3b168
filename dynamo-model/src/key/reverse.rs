use std::cmp::Reverse;

use super::{KeyPart, Ordered};
use crate::schema::Shape;
use crate::value::Number;

/// The text of a reversed part is of the same form, but not the same; it is no number.
const fn reversed(shape: Shape) -> Shape {
    Shape { natural: false, number: false, binary: false, reversed: true, ..shape }
}

/// Fixed-width digits, complemented: the largest value sorts first.
macro_rules! integers {
    ($($int:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for Reverse<$int> {
            type Order = Ordered;

            const SHAPE: Shape = reversed(<$int as KeyPart>::SHAPE);

            fn write(&self, key: &mut String) {
                (!self.0).write(key);
            }

            fn read(text: &str) -> Option<Self> {
                <$int>::read(text).map(|complement| Reverse(!complement))
            }
        }
    )*};
}

integers! {
    u8;
    u16;
    u32;
    u64;
    i8;
    i16;
    i32;
    i64;
}

/// As with the integers of 64 bits that they are in keys.
macro_rules! sized {
    ($($int:ty, $wide:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for Reverse<$int> {
            type Order = Ordered;

            const SHAPE: Shape = <Reverse<$wide> as KeyPart>::SHAPE;

            fn write(&self, key: &mut String) {
                Reverse(self.0 as $wide).write(key);
            }

            fn read(text: &str) -> Option<Self> {
                Reverse::<$wide>::read(text).and_then(|Reverse(wide)| wide.try_into().ok().map(Reverse))
            }
        }
    )*};
}

sized! {
    usize, u64;
    isize, i64;
}

pub(super) const DECIMAL: &[u8] = b"0123456789";
#[cfg(any(feature = "ordered-float", feature = "uuid"))]
const HEX: &[u8] = b"0123456789abcdef";

/// Text of a fixed width whose digits are complemented one by one; punctuation stays where it is.
macro_rules! complemented {
    (in $digits:expr; $($ty:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for Reverse<$ty> {
            type Order = Ordered;

            const SHAPE: Shape = reversed(<$ty as KeyPart>::SHAPE);

            fn write(&self, key: &mut String) {
                let mut text = String::with_capacity(48);
                self.0.write(&mut text);
                key.push_str(&complement(&text, $digits));
            }

            fn read(text: &str) -> Option<Self> {
                <$ty>::read(&complement(text, $digits)).map(Reverse)
            }
        }
    )*};
}

complemented! {
    in DECIMAL;
    u128;
    i128;
    Number;
}

#[cfg(feature = "rust_decimal")]
complemented! {
    in DECIMAL;
    rust_decimal::Decimal;
}

#[cfg(feature = "jiff")]
complemented! {
    in DECIMAL;
    jiff::civil::Date;
    jiff::civil::DateTime;
    jiff::Timestamp;
}

#[cfg(feature = "chrono")]
complemented! {
    in DECIMAL;
    chrono::NaiveDate;
    chrono::NaiveDateTime;
    chrono::DateTime<chrono::Utc>;
}

#[cfg(feature = "ordered-float")]
complemented! {
    in HEX;
    ordered_float::NotNan<f32>;
    ordered_float::NotNan<f64>;
}

#[cfg(feature = "uuid")]
complemented! {
    in HEX;
    uuid::Uuid;
}

#[cfg(feature = "ulid")]
complemented! {
    in super::ulid::ALPHABET.as_bytes();
    ulid::Ulid;
}

#[cfg(feature = "ksuid")]
complemented! {
    in super::ksuid::ALPHABET;
    super::Ksuid;
}

/// Turns digits, which are in ascending order, into the ones as far from the other end.
pub(super) fn complement(text: &str, digits: &[u8]) -> String {
    let complement = |c: char| {
        let place = digits.iter().rev().position(|digit| char::from(*digit) == c);
        place.and_then(|place| digits.get(place)).map_or(c, |digit| char::from(*digit))
    };
    text.chars().map(complement).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::any_number;

    fn text<P>(value: P) -> String
    where
        Reverse<P>: KeyPart,
    {
        let mut text = String::new();
        Reverse(value).write(&mut text);
        text
    }

    proptest! {
        #[test]
        fn the_largest_value_sorts_first(a: i32, b: i32) {
            prop_assert_eq!(text(a).cmp(&text(b)), b.cmp(&a));
            prop_assert_eq!(Reverse::<i32>::read(&text(a)), Some(Reverse(a)));
        }

        #[test]
        fn the_largest_decimal_sorts_first(a in any_number(), b in any_number()) {
            prop_assert_eq!(text(a).cmp(&text(b)), b.cmp(&a));
            prop_assert_eq!(Reverse::<Number>::read(&text(a)), Some(Reverse(a)));
        }
    }

    #[test]
    fn reversed_parts_differ_in_shape_where_their_texts_differ() {
        assert_ne!(Reverse::<u32>::SHAPE, Reverse::<i32>::SHAPE);
        assert_ne!(Reverse::<u128>::SHAPE, Reverse::<i128>::SHAPE);
        assert_ne!(Reverse::<u64>::SHAPE, u64::SHAPE);
        assert_eq!(Reverse::<usize>::SHAPE, Reverse::<u64>::SHAPE);
        assert_eq!(text(7_usize), text(7_u64));
        assert_eq!(Reverse::<isize>::read(&text(-7_i64)), Some(Reverse(-7)));
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn the_latest_time_sorts_first() {
        let [early, late] = ["2026-11-20T09:30:00Z", "2026-11-20T09:30:00.5Z"]
            .map(|text| text.parse::<jiff::Timestamp>().unwrap());
        assert!(text(late) < text(early));
        assert_eq!(Reverse::<jiff::Timestamp>::read(&text(late)), Some(Reverse(late)));
    }
}
