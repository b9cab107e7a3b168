use super::integer::DIGITS;
use super::reverse::{DECIMAL, complement};
use super::{KeyPart, Ordered};
use crate::schema::Shape;
use crate::value::Number;

/// The digits of a number, as many as it can have.
const DIGITS_OF_MANTISSA: usize = 38;
/// A sign, three digits of magnitude, and the mantissa.
const WIDTH: usize = 1 + 3 + DIGITS_OF_MANTISSA;
/// Lifts the smallest magnitude, that of 1E-130, to zero.
const LIFT: i32 = 130;

const NEGATIVE: char = '0';
const ZERO: char = '1';
const POSITIVE: char = '2';

/// A sign (0 below zero, 1 for zero, 2 above), the power of ten of the first digit, and the digits, filled up with
/// zeros. Below zero every digit is complemented, so that larger magnitudes sort first.
#[diagnostic::do_not_recommend]
impl KeyPart for Number {
    type Order = Ordered;

    const SHAPE: Shape = Shape { number: true, ..Shape::fixed(DIGITS, WIDTH) };

    fn write(&self, key: &mut String) {
        let mantissa = self.mantissa();
        if mantissa == 0 {
            key.push(ZERO);
            key.extend(std::iter::repeat_n('0', WIDTH - 1));
            return;
        }
        let digits = mantissa.unsigned_abs().to_string();
        let magnitude = i32::from(self.exponent()) + digits.len() as i32 - 1;
        let text = format!("{:03}{digits:0<DIGITS_OF_MANTISSA$}", magnitude + LIFT);
        if mantissa > 0 {
            key.push(POSITIVE);
            key.push_str(&text);
        } else {
            key.push(NEGATIVE);
            key.push_str(&complement(&text, DECIMAL));
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text.len() != WIDTH || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (sign, rest) = text.split_at_checked(1)?;
        let negative = sign.starts_with(NEGATIVE);
        let plain = if negative { complement(rest, DECIMAL) } else { rest.to_owned() };
        let (magnitude, digits) = plain.split_at_checked(3)?;
        let digits = digits.trim_end_matches('0');
        let mantissa: i128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        let exponent = magnitude.parse::<i32>().ok()? - LIFT + 1 - digits.len() as i32;
        let number = Self::from_parts(if negative { -mantissa } else { mantissa }, exponent).ok()?;
        // Other texts that come to the same number are no key of ours.
        let mut written = String::with_capacity(WIDTH);
        number.write(&mut written);
        (written == text).then_some(number)
    }

    fn number(&self) -> Option<Number> {
        Some(*self)
    }

    fn from_number(number: Number) -> Option<Self> {
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::any_number;

    fn text(number: Number) -> String {
        let mut text = String::new();
        number.write(&mut text);
        text
    }

    proptest! {
        #[test]
        fn decimals_sort_as_their_text_does(a in any_number(), b in any_number()) {
            prop_assert_eq!(text(a).cmp(&text(b)), a.cmp(&b));
            prop_assert_eq!(Number::read(&text(a)), Some(a));
            prop_assert_eq!(text(a).len(), WIDTH);
        }

        #[test]
        fn near_decimals_sort_as_their_text_does(a in -3000..3000_i64, b in -3000..3000_i64, places in 0..3_i32) {
            let number = |mantissa| Number::from_parts(mantissa, -places).unwrap();
            prop_assert_eq!(text(number(a.into())).cmp(&text(number(b.into()))), a.cmp(&b));
        }
    }

    #[test]
    fn a_number_has_one_text() {
        let one = text(Number::from(1));
        assert_eq!(one, format!("2130{:0<38}", 1));
        assert_eq!(Number::read(&one.replace("2130", "1130")), None);
        assert_eq!(Number::read(&format!("2131{:0<38}", "01")), None);
        assert_eq!(Number::read(&format!("0{}", "9".repeat(41))), None);
    }
}
