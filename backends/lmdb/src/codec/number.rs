//! Numbers as bytes that sort by value and end by themselves.
//!
//! ```text
//! zero      0x80
//! positive  0xC0 exponent(u16, biased) pairs… 0x00
//! negative  0x40, then the bytes of the positive number, complemented
//! ```
//!
//! The exponent is the position of the decimal point in 0.d₁d₂d₃…; a pair of digits is one byte of 1 to 100.

use dynamo_model::value::Number;

const ZERO: u8 = 0x80;
const POSITIVE: u8 = 0xC0;
const NEGATIVE: u8 = 0x40;
/// Above the largest negative exponent, so that all biased ones are positive.
const BIAS: i32 = 1000;

pub(super) fn push(out: &mut Vec<u8>, number: Number) {
    let mantissa = number.mantissa();
    if mantissa == 0 {
        out.push(ZERO);
        return;
    }
    let digits = mantissa.unsigned_abs().to_string();
    let point = i32::from(number.exponent()) + i32::try_from(digits.len()).unwrap_or(0);
    let biased = u16::try_from(point + BIAS).unwrap_or(0);
    let start = out.len() + 1;
    out.push(if mantissa > 0 { POSITIVE } else { NEGATIVE });
    out.extend_from_slice(&biased.to_be_bytes());
    for pair in digits.as_bytes().chunks(2) {
        let (tens, ones) = match pair {
            [tens, ones] => (tens - b'0', ones - b'0'),
            [tens] => (tens - b'0', 0),
            _ => (0, 0),
        };
        out.push(tens * 10 + ones + 1);
    }
    out.push(0);
    if mantissa < 0 {
        out.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encoded(number: Number) -> Vec<u8> {
        let mut out = Vec::new();
        push(&mut out, number);
        out
    }

    fn any_number() -> impl Strategy<Value = Number> {
        (
            -99_999_999_999_999_999_999_999_999_999_999_999_999_i128
                ..=99_999_999_999_999_999_999_999_999_999_999_999_999,
            -130..=80,
            0..38_u32,
        )
            .prop_filter_map("in range", |(mantissa, exponent, shorter)| {
                Number::from_parts(mantissa / 10_i128.pow(shorter), exponent).ok()
            })
    }

    proptest! {
        #[test]
        fn bytes_sort_as_the_numbers_do(a in any_number(), b in any_number()) {
            prop_assert_eq!(encoded(a).cmp(&encoded(b)), a.cmp(&b), "{} {}", a, b);
        }
    }

    #[test]
    fn the_ends_of_the_range_sort_right() {
        let texts =
            ["-9.9e125", "-1", "-0.5", "-1e-130", "0", "1e-130", "0.1", "1", "1.01", "9", "10", "9.9e125"];
        let bytes: Vec<Vec<u8>> = texts.iter().map(|text| encoded(Number::parse(text).unwrap())).collect();
        assert!(bytes.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
