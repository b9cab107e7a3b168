//! The numbers next to a number: there is no other between two of 38 digits that differ in the last one.

use super::{MANTISSA_LIMIT, MAX_DIGITS, MIN_MAGNITUDE, Number, NumberError, digits};

impl Number {
    /// Returns the largest number below; `None` if this is the smallest.
    pub(crate) fn just_below(self) -> Option<Number> {
        if self.mantissa == 0 {
            return Number::from_parts(-1, MIN_MAGNITUDE).ok();
        }
        let magnitude = self.mantissa.unsigned_abs();
        let room = MAX_DIGITS - digits(magnitude);
        let (full, exponent) = (magnitude * 10u128.pow(room), i64::from(self.exponent) - i64::from(room));
        let below = if self.mantissa < 0 {
            Number::from_sign(true, full + 1, exponent)
        } else if full == MANTISSA_LIMIT / 10 {
            // A power of ten: the numbers below it are ten times as dense.
            Number::from_sign(false, MANTISSA_LIMIT - 1, exponent - 1)
        } else {
            Number::from_sign(false, full - 1, exponent)
        };
        match below {
            Err(NumberError::Underflow) => Some(Number::ZERO),
            below => below.ok(),
        }
    }

    /// Returns the smallest number above; `None` if this is the largest.
    pub(crate) fn just_above(self) -> Option<Number> {
        (-self).just_below().map(|below| -below)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::any_number;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    proptest! {
        #[test]
        fn there_is_nothing_between_a_number_and_the_next(number in any_number()) {
            if let Some(below) = number.just_below() {
                prop_assert!(below < number);
                prop_assert_eq!(below.just_above(), Some(number));
            }
            if let Some(above) = number.just_above() {
                prop_assert!(number < above);
                prop_assert_eq!(above.just_below(), Some(number));
            }
        }
    }

    #[test]
    fn the_next_number_differs_in_the_last_of_38_digits() {
        let nines = "9".repeat(38);
        assert_eq!(number("1").just_below(), Some(number(&format!("0.{nines}"))));
        assert_eq!(number("1").just_above(), Some(number(&format!("1.{}1", "0".repeat(36)))));
        assert_eq!(number("-1.5").just_below(), Some(number(&format!("-1.5{}1", "0".repeat(35)))));
        assert_eq!(number(&nines).just_above(), Some(number("1E+38")));
    }

    #[test]
    fn numbers_end_at_their_bounds_and_leave_none_out_around_zero() {
        let largest = number(&format!("{}E+88", "9".repeat(38)));
        assert_eq!((largest.just_above(), (-largest).just_below()), (None, None));
        assert_eq!(number("1E-130").just_below(), Some(Number::ZERO));
        assert_eq!(Number::ZERO.just_below(), Some(number("-1E-130")));
        assert_eq!(number("-1E-130").just_above(), Some(Number::ZERO));
    }
}
