//! Floats of the `ordered-float` crate, which has an order where Rust's own have none.

use ordered_float::NotNan;

use super::{KeyPart, Ordered};
use crate::schema::{Bytes, Shape};
use crate::value::Number;

const HEX: Bytes = Bytes::range(b'0', b'9').union(Bytes::range(b'a', b'f'));

/// The bits in hexadecimal: with the sign turned above zero, and all turned below it. The two zeros are one key.
macro_rules! floats {
    ($($float:ty, $bits:ty, $width:literal;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for NotNan<$float> {
            type Order = Ordered;

            const SHAPE: Shape = Shape { number: true, ..Shape::fixed(HEX, $width) };

            fn write(&self, key: &mut String) {
                const SIGN: $bits = 1 << (<$bits>::BITS - 1);
                // Negative zero plus zero is zero.
                let bits = (self.into_inner() + 0.0).to_bits();
                let ordered = if bits & SIGN == 0 { bits | SIGN } else { !bits };
                key.push_str(&format!(concat!("{:0", $width, "x}"), ordered));
            }

            fn read(text: &str) -> Option<Self> {
                const SIGN: $bits = 1 << (<$bits>::BITS - 1);
                if text.len() != $width || !text.bytes().all(|byte| HEX.contains(byte)) {
                    return None;
                }
                let ordered = <$bits>::from_str_radix(text, 16).ok()?;
                let bits = if ordered & SIGN == 0 { !ordered } else { ordered & !SIGN };
                // Negative zero has no text of its own.
                NotNan::new(<$float>::from_bits(bits)).ok().filter(|_| bits != SIGN)
            }

            fn number(&self) -> Option<Number> {
                Number::try_from(self.into_inner()).ok()
            }

            fn from_number(number: Number) -> Option<Self> {
                NotNan::new(number.to_f64() as $float).ok()
            }
        }
    )*};
}

floats! {
    f32, u32, 8;
    f64, u64, 16;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(float: f64) -> String {
        let mut text = String::new();
        NotNan::new(float).unwrap().write(&mut text);
        text
    }

    proptest! {
        #[test]
        fn floats_sort_as_their_text_does(a: f64, b: f64) {
            prop_assert_eq!(Some(text(a).cmp(&text(b))), a.partial_cmp(&b));
            prop_assert_eq!(NotNan::<f64>::read(&text(a)), NotNan::new(a).ok());
        }
    }

    #[test]
    fn zero_has_one_text_and_infinities_have_no_number() {
        assert_eq!(text(-0.0), text(0.0));
        assert!(text(f64::NEG_INFINITY) < text(-1.0) && text(1.0) < text(f64::INFINITY));
        assert_eq!(NotNan::new(f64::INFINITY).unwrap().number(), None);
        assert_eq!(NotNan::new(1.5_f32).unwrap().number(), Number::parse("1.5").ok());
        assert_eq!(NotNan::<f64>::read("7fffffffffffffff"), None, "the bits of negative zero");
        assert_eq!(NotNan::<f64>::read("ffffffffffffffff"), None, "not a number");
    }
}
