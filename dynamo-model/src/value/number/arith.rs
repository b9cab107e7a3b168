//! Exact addition and subtraction, as update expressions do them.

use std::ops::Neg;

use super::{Number, NumberError};

impl Number {
    /// Adds exactly.
    ///
    /// ```
    /// use dynamo_model::value::{Number, NumberError};
    ///
    /// let sum = Number::parse("0.1")?.checked_add(Number::parse("0.2")?)?;
    /// assert_eq!(sum.to_string(), "0.3");
    /// let wide = Number::parse("1e50")?.checked_add(Number::from(1));
    /// assert_eq!(wide, Err(NumberError::Overflow));
    /// # Ok::<(), NumberError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`NumberError::Overflow`] if the exact sum needs more than 38 digits or
    /// is too large; [`NumberError::Underflow`] if it is not zero but below 1E-130,
    /// as DynamoDB Local says of such a sum.
    pub fn checked_add(self, other: Number) -> Result<Number, NumberError> {
        if self.mantissa == 0 || other.mantissa == 0 {
            return Ok(if self.mantissa == 0 { other } else { self });
        }
        let (high, low) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        // Nothing is lost by giving up early: the low operand ends in a non-zero digit, so the
        // sum does too, and a shifted operand past 3·10^38 leaves a sum past 38 digits.
        let shift = (i32::from(high.exponent) - i32::from(low.exponent)).unsigned_abs();
        let raised = 10u128
            .checked_pow(shift)
            .and_then(|power| high.mantissa.unsigned_abs().checked_mul(power))
            .ok_or(NumberError::Overflow)?;
        let (negative, sum) = signed_sum(high, raised, low).ok_or(NumberError::Overflow)?;
        match Number::from_sign(negative, sum, i64::from(low.exponent)) {
            Err(NumberError::Precision) => Err(NumberError::Overflow),
            result => result,
        }
    }

    /// Subtracts exactly.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::from(1).checked_sub(Number::from(3))?, Number::from(-2));
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Number::checked_add`].
    pub fn checked_sub(self, other: Number) -> Result<Number, NumberError> {
        self.checked_add(-other)
    }
}

/// Adds magnitudes by their signs; `raised` is the magnitude of `high` at the exponent of `low`.
fn signed_sum(high: Number, raised: u128, low: Number) -> Option<(bool, u128)> {
    let negative = high.mantissa < 0;
    let magnitude = low.mantissa.unsigned_abs();
    if negative == (low.mantissa < 0) {
        return Some((negative, raised.checked_add(magnitude)?));
    }
    // The larger magnitude gives the sign.
    Some((negative == (raised >= magnitude), raised.abs_diff(magnitude)))
}

impl Neg for Number {
    type Output = Number;

    fn neg(self) -> Number {
        Number { mantissa: -self.mantissa, exponent: self.exponent }
    }
}
