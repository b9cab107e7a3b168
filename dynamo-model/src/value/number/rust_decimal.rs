//! Decimals of the `rust_decimal` crate, every one of which is a number.

use rust_decimal::Decimal;

use super::Number;

impl From<Decimal> for Number {
    /// Keeps the value, and not how many zeros it was written with: `1.50` is `1.5`, as everywhere in DynamoDB.
    fn from(decimal: Decimal) -> Number {
        // 29 digits with up to 28 of them behind the point are within every bound.
        Number::from_parts(decimal.mantissa(), -(decimal.scale() as i32)).unwrap_or_default()
    }
}

impl Number {
    /// Returns the value as a `Decimal` if that holds all of its digits; with the feature `rust_decimal`.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    /// use rust_decimal::Decimal;
    ///
    /// let price = Number::from(Decimal::new(1990, 2));
    /// assert_eq!(price.to_string(), "19.9");
    /// assert_eq!(price.to_decimal(), Some(Decimal::new(199, 1)));
    /// assert_eq!(Number::parse("1e-29")?.to_decimal(), None);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    pub fn to_decimal(self) -> Option<Decimal> {
        let (integer, scale) = match u32::try_from(-i32::from(self.exponent)) {
            Ok(scale) => (self.mantissa, scale),
            Err(_) => (self.to_i128()?, 0),
        };
        Decimal::try_from_i128_with_scale(integer, scale).ok()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::any_number;

    /// Decimals of every length and scale.
    pub(crate) fn any_decimal() -> impl Strategy<Value = Decimal> {
        (0_u32..=96, any::<i128>(), 0_u32..=28).prop_map(|(bits, seed, scale)| {
            let integer = seed.signum() * (seed.unsigned_abs() & ((1 << bits) - 1)) as i128;
            Decimal::from_i128_with_scale(integer, scale)
        })
    }

    proptest! {
        #[test]
        fn every_decimal_is_a_number_of_its_order_and_back(a in any_decimal(), b in any_decimal()) {
            prop_assert_eq!(Number::from(a).to_decimal(), Some(a));
            prop_assert_eq!(Number::from(a).to_string(), a.normalize().to_string());
            prop_assert_eq!(Number::from(a).cmp(&Number::from(b)), a.cmp(&b));
        }

        #[test]
        fn a_number_is_a_decimal_of_all_its_digits_or_none(number in any_number()) {
            prop_assert!(number.to_decimal().is_none_or(|decimal| Number::from(decimal) == number));
        }
    }

    #[test]
    fn the_ends_of_what_a_decimal_holds_are_held() {
        for end in [Decimal::MAX, Decimal::MIN, Decimal::new(1, 28), Decimal::ZERO, -Decimal::ZERO] {
            assert_eq!(Number::from(end).to_decimal(), Some(end));
        }
        let beyond = Number::from(Decimal::MAX).checked_add(Number::from(1)).unwrap();
        assert_eq!(beyond.to_decimal(), None);
    }
}
