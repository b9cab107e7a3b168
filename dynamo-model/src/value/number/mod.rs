//! DynamoDB's number: up to 38 significant decimal digits, exactly.

mod arith;
mod convert;
mod error;
mod neighbour;
mod parse;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod serde;
mod text;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

pub use self::error::NumberError;
pub(in crate::value) use self::parse::in_older_words;
#[cfg(all(test, feature = "rust_decimal"))]
pub(crate) use self::rust_decimal::tests::any_decimal;
pub use self::serde::NUMBER_TOKEN;
#[cfg(test)]
pub(crate) use self::tests::any_number;
pub(crate) use self::text::NumberText;

/// Most significant decimal digits a number can have.
const MAX_DIGITS: u32 = 38;
/// The first magnitude a mantissa cannot have.
const MANTISSA_LIMIT: u128 = 10u128.pow(MAX_DIGITS);
/// Bounds on the power of ten of the leading digit: 1E-130 up to 9.99…E+125.
const MIN_MAGNITUDE: i32 = -130;
const MAX_MAGNITUDE: i32 = 125;
/// Exponents at which any 64-bit mantissa is within the bounds.
const MIN_SHORT_EXPONENT: i16 = -130;
const MAX_SHORT_EXPONENT: i16 = 106;

/// An exact decimal number within DynamoDB's bounds.
///
/// Holds up to 38 significant digits and magnitudes from 1E-130 to
/// 9.99…9E+125, or zero. Two numbers are equal when their values are, however
/// they were written; there is no negative zero.
///
/// ```
/// use dynamo_model::value::Number;
///
/// let price: Number = "0042.1200".parse()?;
/// assert_eq!(price.to_string(), "42.12");
/// assert_eq!(price.checked_add(Number::from(1))?.to_string(), "43.12");
/// assert!(Number::parse("1e126").is_err());
/// # Ok::<(), dynamo_model::value::NumberError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Number {
    // No trailing zero digit; zero is (0, 0). Derived equality relies on it.
    mantissa: i128,
    exponent: i16,
}

impl Number {
    /// Zero.
    pub const ZERO: Number = Number { mantissa: 0, exponent: 0 };

    /// Builds `mantissa · 10^exponent`, normalising it.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::from_parts(1200, -2)?, Number::from(12));
    /// assert!(Number::from_parts(1, 126).is_err());
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`NumberError::Precision`] beyond 38 significant digits,
    /// [`NumberError::Overflow`] and [`NumberError::Underflow`] out of range.
    #[inline]
    pub fn from_parts(mantissa: i128, exponent: i32) -> Result<Number, NumberError> {
        match (i64::try_from(mantissa), i16::try_from(exponent)) {
            // Up to 19 digits at these places are within every bound.
            (Ok(mantissa), Ok(exponent @ MIN_SHORT_EXPONENT..=MAX_SHORT_EXPONENT)) => {
                Ok(Number::from_short(mantissa < 0, mantissa.unsigned_abs(), exponent))
            }
            _ => Number::from_sign(mantissa < 0, mantissa.unsigned_abs(), i64::from(exponent)),
        }
    }

    /// Returns the digits as an integer; it never ends in a zero digit.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!("1.50".parse::<Number>()?.mantissa(), 15);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    #[inline]
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// Returns the power of ten the mantissa is multiplied by.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!("1.50".parse::<Number>()?.exponent(), -1);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    #[inline]
    pub fn exponent(self) -> i16 {
        self.exponent
    }

    /// Returns the size DynamoDB bills and limits by, in bytes.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::from(-1).size(), 3);
    /// assert_eq!(Number::parse("3.14159")?.size(), 5);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    pub fn size(self) -> usize {
        if self.mantissa == 0 {
            return 1;
        }
        // Each side of the point is stored as pairs of digits, zeros at either end free.
        let magnitude = self.magnitude();
        let last = i32::from(self.exponent);
        let whole = if magnitude < 0 { 0 } else { magnitude - last.max(0) + 1 };
        let fraction = if last >= 0 { 0 } else { magnitude.min(-1) - last + 1 };
        let pairs = whole.unsigned_abs().div_ceil(2) + fraction.unsigned_abs().div_ceil(2);
        1 + pairs as usize + usize::from(self.mantissa < 0)
    }

    /// Returns whether the value has no fractional part.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert!("1e3".parse::<Number>()?.is_integer());
    /// assert!(!"1.5".parse::<Number>()?.is_integer());
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    pub fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// Returns the power of ten of the leading digit; meaningless for zero.
    fn magnitude(self) -> i32 {
        i32::from(self.exponent) + digits(self.mantissa.unsigned_abs()) as i32 - 1
    }

    /// Normalises a mantissa of up to 64 bits at a place where no bound can refuse it.
    #[inline]
    fn from_short(negative: bool, mut digits: u64, mut exponent: i16) -> Number {
        if digits == 0 {
            return Number::ZERO;
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            exponent += 1;
        }
        let mantissa = i128::from(digits);
        Number { mantissa: if negative { -mantissa } else { mantissa }, exponent }
    }

    /// Normalises and range-checks a value given by sign, digits and power of ten.
    fn from_sign(negative: bool, mut digits: u128, mut exponent: i64) -> Result<Number, NumberError> {
        if digits == 0 {
            return Ok(Number::ZERO);
        }
        trim_zeros(&mut digits, &mut exponent);
        if digits >= MANTISSA_LIMIT {
            return Err(NumberError::Precision);
        }
        let magnitude = exponent + i64::from(self::digits(digits)) - 1;
        check_magnitude(i128::from(magnitude))?;
        let mantissa = i128::try_from(digits).map_err(|_| NumberError::Precision)?;
        Ok(Number {
            mantissa: if negative { -mantissa } else { mantissa },
            exponent: i16::try_from(exponent).map_err(|_| NumberError::Overflow)?,
        })
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs != Ordering::Equal || self.mantissa == 0 {
            return signs;
        }
        if self.exponent == other.exponent {
            return self.mantissa.cmp(&other.mantissa);
        }
        let absolute = self
            .magnitude()
            .cmp(&other.magnitude())
            .then_with(|| left_aligned(*self).cmp(&left_aligned(*other)));
        if self.mantissa < 0 { absolute.reverse() } else { absolute }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Returns the digits padded on the right to full precision, for comparing equal magnitudes.
fn left_aligned(number: Number) -> u128 {
    let magnitude = number.mantissa.unsigned_abs();
    magnitude * 10u128.pow(MAX_DIGITS - digits(magnitude))
}

/// Returns how many decimal digits a non-zero integer has.
fn digits(integer: u128) -> u32 {
    integer.checked_ilog10().map_or(1, |log| log + 1)
}

/// Moves trailing zero digits of a non-zero mantissa into the exponent.
fn trim_zeros(digits: &mut u128, exponent: &mut i64) {
    // 64-bit division is several times faster, and most numbers are short.
    while *digits > u128::from(u64::MAX) && digits.is_multiple_of(10) {
        *digits /= 10;
        *exponent += 1;
    }
    let Ok(mut short) = u64::try_from(*digits) else {
        return;
    };
    while short != 0 && short.is_multiple_of(10) {
        short /= 10;
        *exponent += 1;
    }
    *digits = u128::from(short);
}

fn check_magnitude(magnitude: i128) -> Result<(), NumberError> {
    if magnitude > i128::from(MAX_MAGNITUDE) {
        return Err(NumberError::Overflow);
    }
    if magnitude < i128::from(MIN_MAGNITUDE) {
        return Err(NumberError::Underflow);
    }
    Ok(())
}
