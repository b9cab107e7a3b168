use super::{KeyPart, Ordered};
use crate::schema::{Bytes, Integer, Shape};
use crate::value::Number;

pub(super) const DIGITS: Bytes = Bytes::range(b'0', b'9');
/// As many as the longest integer has digits.
const ZEROS: &str = "00000000000000000000";

/// Integers are decimal, padded with zeros to the width of their largest value; signed ones are shifted by their
/// smallest value first, so that negative numbers sort before positive ones.
macro_rules! integers {
    ($($int:ty, $unsigned:ty, $width:literal, $sign:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $int {
            type Order = Ordered;

            const SHAPE: Shape = Shape { number: true, integer: $sign, ..Shape::fixed(DIGITS, $width) };

            fn write(&self, key: &mut String) {
                let shifted = (*self as $unsigned) ^ (<$int>::MIN as $unsigned);
                push_padded(key, u64::from(shifted), $width);
            }

            fn read(text: &str) -> Option<Self> {
                let digits = text.len() == $width && text.bytes().all(|byte| byte.is_ascii_digit());
                let shifted: $unsigned = if digits { text.parse().ok()? } else { return None };
                Some((shifted ^ (<$int>::MIN as $unsigned)) as $int)
            }

            fn number(&self) -> Option<Number> {
                Some(Number::from(*self))
            }

            fn from_number(number: Number) -> Option<Self> {
                number.to_i128().and_then(|wide| wide.try_into().ok())
            }
        }
    )*};
}

integers! {
    u8, u8, 3, Integer::Unsigned;
    u16, u16, 5, Integer::Unsigned;
    u32, u32, 10, Integer::Unsigned;
    u64, u64, 20, Integer::Unsigned;
    i8, u8, 3, Integer::Signed;
    i16, u16, 5, Integer::Signed;
    i32, u32, 10, Integer::Signed;
    i64, u64, 20, Integer::Signed;
}

fn push_padded(key: &mut String, value: u64, width: usize) {
    use std::fmt::Write as _;
    // Padding by the formatter goes digit by digit.
    let digits = value.checked_ilog10().map_or(1, |log| log as usize + 1);
    key.push_str(ZEROS.get(digits..width).unwrap_or_default());
    // Writing to a String cannot fail.
    let _ = write!(key, "{value}");
}

/// Integers of 128 bits have more digits than DynamoDB's numbers, so they are text only.
macro_rules! wide {
    ($($int:ty, $sign:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $int {
            type Order = Ordered;

            const SHAPE: Shape = Shape { integer: $sign, ..Shape::fixed(DIGITS, 39) };

            fn write(&self, key: &mut String) {
                let shifted = (*self as u128) ^ (<$int>::MIN as u128);
                key.push_str(&format!("{shifted:039}"));
            }

            fn read(text: &str) -> Option<Self> {
                let digits = text.len() == 39 && text.bytes().all(|byte| byte.is_ascii_digit());
                let shifted: u128 = if digits { text.parse().ok()? } else { return None };
                Some((shifted ^ (<$int>::MIN as u128)) as $int)
            }
        }
    )*};
}

wide! {
    u128, Integer::Unsigned;
    i128, Integer::Signed;
}

/// Integers as wide as the machine's addresses are 64 bits wide in keys, which outlive the machine.
macro_rules! sized {
    ($($int:ty, $wide:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $int {
            type Order = Ordered;

            const SHAPE: Shape = <$wide as KeyPart>::SHAPE;

            fn write(&self, key: &mut String) {
                (*self as $wide).write(key);
            }

            fn read(text: &str) -> Option<Self> {
                <$wide>::read(text).and_then(|wide| wide.try_into().ok())
            }

            fn number(&self) -> Option<Number> {
                Some(Number::from(*self))
            }

            fn from_number(number: Number) -> Option<Self> {
                <$wide>::from_number(number).and_then(|wide| wide.try_into().ok())
            }
        }
    )*};
}

sized! {
    usize, u64;
    isize, i64;
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
        fn signed_text_sorts_as_the_numbers_do(a: i64, b: i64) {
            prop_assert_eq!(text(&a).cmp(&text(&b)), a.cmp(&b));
            prop_assert_eq!(i64::read(&text(&a)), Some(a));
        }

        #[test]
        fn wide_text_sorts_as_the_numbers_do(a: i128, b: i128) {
            prop_assert_eq!(text(&a).cmp(&text(&b)), a.cmp(&b));
            prop_assert_eq!(i128::read(&text(&a)), Some(a));
            prop_assert_eq!(u128::read(&text(&a.unsigned_abs())), Some(a.unsigned_abs()));
        }

        #[test]
        fn integers_of_the_machines_width_are_64_bits_wide_in_keys(a: i32) {
            prop_assert_eq!(text(&(a as isize)), text(&i64::from(a)));
            prop_assert_eq!(isize::read(&text(&i64::from(a))), Some(a as isize));
            prop_assert_eq!(usize::from_number(Number::from(a)).is_some(), a >= 0);
        }

        #[test]
        fn unsigned_text_sorts_as_the_numbers_do(a: u16, b: u16) {
            prop_assert_eq!(text(&a).cmp(&text(&b)), a.cmp(&b));
            prop_assert_eq!(u16::read(&text(&a)), Some(a));
        }
    }

    #[test]
    fn the_ends_of_every_width_fit_it() {
        assert_eq!(text(&u64::MAX).len(), 20);
        assert_eq!(text(&i8::MIN), "000");
        assert_eq!(text(&i8::MAX), "255");
        assert_eq!(text(&0_i32), "2147483648");
    }

    #[test]
    fn text_of_another_width_is_not_read() {
        assert_eq!(u32::read("5"), None);
        assert_eq!(u32::read("+000000005"), None);
        assert_eq!(u8::read("999"), None);
    }
}
