use std::cmp::Reverse;

use super::derived::Newtype;
use super::{KeyPart, Ordered};
use crate::schema::{Bytes, Shape};
use crate::value::Number;

/// Key parts that [`Reverse`] makes parts of whose largest values come first.
///
/// Numbers, `bool`, `char`, dates, times, floats and ids are, and what derives [`KeyPart`]: newtypes of them, and enums whose
/// variants are declared in the order of their key texts, none of which begins another. Implement it for a type of your own
/// of which that is true, too.
///
/// ```
/// use std::cmp::Reverse;
///
/// use dynamo_model::KeyPart;
/// use dynamo_model::key::Reversible;
///
/// #[derive(Debug, PartialEq, KeyPart)]
/// enum Rank { Bronze, Gold, Silver }
///
/// let text = |rank: Rank| {
///     let mut text = String::new();
///     Reverse(rank).write(&mut text);
///     text
/// };
/// assert!(text(Rank::Silver) < text(Rank::Gold) && text(Rank::Gold) < text(Rank::Bronze));
/// assert_eq!(text(Rank::Gold), "b890939b", "the bytes of its name, each taken from 255");
/// assert_eq!(Reverse::<Rank>::read("b890939b"), Some(Reverse(Rank::Gold)));
///
/// fn is_reversible<P: Reversible>() -> bool { true }
/// assert!(is_reversible::<u32>() && is_reversible::<Rank>());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be reversed in a key",
    label = "has no key text that sorts the other way round",
    note = "text of any length has none: a text sorts before those that it begins, and would have to sort behind them; read it backwards with `.descending()` instead",
    note = "numbers, `bool`, `char`, dates, times and ids can be reversed, and types that derive `KeyPart`: newtypes of them, and enums whose variants are declared in the byte order of their key texts, none of which begins another"
)]
pub trait Reversible: KeyPart {
    // What the reversed text looks like.
    #[doc(hidden)]
    const __SHAPE: Shape = in_hex(Self::SHAPE);

    // Turns a key text into the one that sorts the other way round.
    #[doc(hidden)]
    fn __reversed(text: &str) -> Option<String> {
        Some(text.bytes().map(|byte| format!("{:02x}", !byte)).collect())
    }

    // Turns it back.
    #[doc(hidden)]
    fn __restored(text: &str) -> Option<String> {
        let bytes = text.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok().map(|byte| !byte)
        });
        String::from_utf8(bytes.collect::<Option<_>>()?).ok()
    }
}

#[diagnostic::do_not_recommend]
impl<P: Reversible> KeyPart for Reverse<P> {
    type Order = Ordered;

    const SHAPE: Shape = P::__SHAPE;

    fn write(&self, key: &mut String) {
        let mut text = String::with_capacity(48);
        self.0.write(&mut text);
        // A part without a text is refused.
        key.extend(P::__reversed(&text));
    }

    fn read(text: &str) -> Option<Self> {
        let part = Reverse(P::read(&P::__restored(text)?)?);
        // Other texts may come to the same part.
        let mut written = String::with_capacity(text.len());
        part.write(&mut written);
        (written == text).then_some(part)
    }

    // For templates that say how many digits are written; it is no number key.
    fn number(&self) -> Option<Number> {
        self.0.number()
    }

    fn from_number(number: Number) -> Option<Self> {
        P::from_number(number).map(Reverse)
    }
}

/// A newtype is reversed as what it holds.
#[diagnostic::do_not_recommend]
impl<P: KeyPart + Newtype<Inner: Reversible>> Reversible for P {
    const __SHAPE: Shape = <P::Inner as Reversible>::__SHAPE;

    fn __reversed(text: &str) -> Option<String> {
        <P::Inner as Reversible>::__reversed(text)
    }

    fn __restored(text: &str) -> Option<String> {
        <P::Inner as Reversible>::__restored(text)
    }
}

/// The text of a reversed part is of the same form, but not the same.
const fn reversed(shape: Shape) -> Shape {
    Shape { natural: false, binary: false, reversed: true, ..shape }
}

/// Two digits for each byte.
const fn in_hex(shape: Shape) -> Shape {
    let width = match shape.width {
        Some(width) => Some(2 * width),
        None => None,
    };
    reversed(Shape { bytes: HEX_DIGITS, width, ..shape })
}

const HEX_DIGITS: Bytes = Bytes::range(b'0', b'9').union(Bytes::range(b'a', b'f'));

/// Fixed-width digits of the complement: the largest value sorts first.
macro_rules! integers {
    ($($int:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Reversible for $int {
            const __SHAPE: Shape = reversed(<$int as KeyPart>::SHAPE);

            fn __reversed(text: &str) -> Option<String> {
                let mut reversed = String::with_capacity(text.len());
                (!<$int>::read(text)?).write(&mut reversed);
                Some(reversed)
            }

            fn __restored(text: &str) -> Option<String> {
                Self::__reversed(text)
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

/// As the integers of 64 bits that they are in keys.
macro_rules! sized {
    ($($int:ty, $wide:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Reversible for $int {
            const __SHAPE: Shape = <$wide>::__SHAPE;

            fn __reversed(text: &str) -> Option<String> {
                <$wide>::__reversed(text)
            }

            fn __restored(text: &str) -> Option<String> {
                <$wide>::__restored(text)
            }
        }
    )*};
}

sized! {
    usize, u64;
    isize, i64;
}

/// The number of a character, in six digits, taken from that of the last one.
#[diagnostic::do_not_recommend]
impl Reversible for char {
    const __SHAPE: Shape = reversed(Shape { bytes: HEX_DIGITS, width: Some(6), ..<char as KeyPart>::SHAPE });

    fn __reversed(text: &str) -> Option<String> {
        <char as KeyPart>::read(text).map(|c| format!("{:06x}", u32::from(char::MAX) - u32::from(c)))
    }

    fn __restored(text: &str) -> Option<String> {
        let number = u32::from(char::MAX).checked_sub(u32::from_str_radix(text, 16).ok()?)?;
        char::from_u32(number).map(String::from)
    }
}

pub(crate) const DECIMAL: &[u8] = b"0123456789";
#[cfg(any(feature = "ordered-float", feature = "uuid"))]
const HEX: &[u8] = b"0123456789abcdef";

/// Text of a fixed width whose digits are complemented one by one; punctuation stays where it is.
macro_rules! complemented {
    (in $digits:expr; $($ty:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Reversible for $ty {
            const __SHAPE: Shape = reversed(<$ty as KeyPart>::SHAPE);

            fn __reversed(text: &str) -> Option<String> {
                Some(complement(text, $digits))
            }

            fn __restored(text: &str) -> Option<String> {
                Some(complement(text, $digits))
            }
        }
    )*};
}

complemented! {
    in b"01";
    bool;
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
    jiff::civil::Time;
    jiff::civil::Date;
    jiff::civil::DateTime;
    jiff::Timestamp;
}

#[cfg(feature = "chrono")]
complemented! {
    in DECIMAL;
    chrono::NaiveTime;
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
pub(crate) fn complement(text: &str, digits: &[u8]) -> String {
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

    proptest! {
        #[test]
        fn the_last_character_sorts_first(a: char, b: char) {
            prop_assert_eq!(text(a).cmp(&text(b)), b.cmp(&a));
            prop_assert_eq!(Reverse::<char>::read(&text(a)), Some(Reverse(a)));
        }

        #[test]
        fn a_text_that_is_read_is_the_one_that_is_written(written in "[0-9a-fA-F+]{0,8}") {
            if let Some(Reverse(read)) = Reverse::<char>::read(&written) {
                prop_assert_eq!(text(read), written.clone());
            }
            if let Some(Reverse(read)) = Reverse::<u8>::read(&written) {
                prop_assert_eq!(text(read), written);
            }
        }
    }

    #[test]
    fn true_sorts_first() {
        assert!(text(true) < text(false));
        assert_eq!(
            [text(true), text(false)].map(|text| Reverse::<bool>::read(&text)),
            [true, false].map(|flag| Some(Reverse(flag)))
        );
        assert_eq!(Reverse::<bool>::read("2"), None);
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
