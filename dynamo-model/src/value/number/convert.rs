//! Conversions from and to Rust's numeric types.

use std::fmt::{self, Write as _};

use super::{Number, NumberError};

impl Number {
    /// Returns the value as an `i128` if it is an integer that fits.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::parse("1e3")?.to_i128(), Some(1000));
    /// assert_eq!(Number::parse("1.5")?.to_i128(), None);
    /// assert_eq!(Number::parse("-1")?.to_u64(), None);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    pub fn to_i128(self) -> Option<i128> {
        let power = 10i128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        self.mantissa.checked_mul(power)
    }

    /// Returns the value as a `u128` if it is an integer that fits.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::from(7).to_u128(), Some(7));
    /// assert_eq!("-1".parse::<Number>()?.to_u128(), None);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    pub fn to_u128(self) -> Option<u128> {
        let power = 10u128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        u128::try_from(self.mantissa).ok()?.checked_mul(power)
    }

    /// Returns the value as an `i64` if it is an integer that fits.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::from(7).to_i64(), Some(7));
    /// assert_eq!("1e20".parse::<Number>()?.to_i64(), None);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        // Nothing a 64-bit integer holds has more digits than 64 bits, and short arithmetic is fast.
        let power = 10i64.checked_pow(u32::try_from(self.exponent).ok()?)?;
        i64::try_from(self.mantissa).ok()?.checked_mul(power)
    }

    /// Returns the value as a `u64` if it is an integer that fits.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::from(7).to_u64(), Some(7));
    /// assert_eq!("-1".parse::<Number>()?.to_u64(), None);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    #[inline]
    pub fn to_u64(self) -> Option<u64> {
        let power = 10u64.checked_pow(u32::try_from(self.exponent).ok()?)?;
        u64::try_from(self.mantissa).ok()?.checked_mul(power)
    }

    /// Returns the nearest `f64`; every number is within its range.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::parse("0.1")?.to_f64(), 0.1);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    #[inline]
    pub fn to_f64(self) -> f64 {
        self.exact_f64().unwrap_or_else(|| {
            let mut text = Buffer::default();
            // Both steps succeed for every number; zero is never the answer of a failure.
            let written = write!(text, "{}e{}", self.mantissa, self.exponent);
            written.ok().and_then(|()| text.as_str().parse().ok()).unwrap_or_default()
        })
    }

    /// Returns the nearest `f32`, rounded once; infinite beyond its range.
    ///
    /// ```
    /// use dynamo_model::value::Number;
    ///
    /// assert_eq!(Number::parse("0.1")?.to_f32(), 0.1);
    /// assert_eq!(Number::parse("1e39")?.to_f32(), f32::INFINITY);
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    pub fn to_f32(self) -> f32 {
        self.exact_f32().unwrap_or_else(|| {
            let mut text = Buffer::default();
            let written = write!(text, "{}e{}", self.mantissa, self.exponent);
            written.ok().and_then(|()| text.as_str().parse().ok()).unwrap_or_default()
        })
    }

    /// One rounding of two exact operands is the nearest value.
    #[inline]
    fn exact_f64(self) -> Option<f64> {
        scaled(i32::try_from(self.mantissa).ok()?.into(), self.exponent)
    }

    /// Rounding the nearest `f64` again gives the nearest `f32`, unless it is halfway between two of them: it may have been
    /// rounded to there.
    fn exact_f32(self) -> Option<f32> {
        const BELOW: u64 = (1 << 29) - 1;
        const HALFWAY: u64 = 1 << 28;
        let mantissa = i64::try_from(self.mantissa).ok().filter(|m| m.unsigned_abs() <= 1 << 53)?;
        let double = scaled(mantissa as f64, self.exponent)?;
        (double.to_bits() & BELOW != HALFWAY).then_some(double as f32)
    }

    /// Reads the shortest text that gives the float back.
    fn from_shortest(value: impl fmt::LowerExp) -> Result<Number, NumberError> {
        let mut text = Buffer::default();
        match write!(text, "{value:e}") {
            Ok(()) => Number::parse(text.as_str()),
            Err(fmt::Error) => Err(NumberError::Precision),
        }
    }
}

/// Returns the nearest value to an exact mantissa times a power of ten, if that power is exact, too.
#[inline]
fn scaled(mantissa: f64, exponent: i16) -> Option<f64> {
    let exponent = i32::from(exponent);
    // 10^22 is the largest power of ten a double holds exactly.
    match exponent {
        0..=22 => Some(mantissa * power_of_ten(exponent)),
        -22..=-1 => Some(mantissa / power_of_ten(-exponent)),
        _ => None,
    }
}

/// Returns an exact power; products of exact powers up to 10^22 stay exact.
fn power_of_ten(exponent: i32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

macro_rules! from_integer {
    (signed $($signed:ty)*; unsigned $($unsigned:ty)*) => {
        $(impl From<$signed> for Number {
            fn from(integer: $signed) -> Number {
                Number::from_short(integer < 0, integer.unsigned_abs() as u64, 0)
            }
        })*
        $(impl From<$unsigned> for Number {
            fn from(integer: $unsigned) -> Number {
                Number::from_short(false, integer as u64, 0)
            }
        })*
    };
}

from_integer!(signed i8 i16 i32 i64 isize; unsigned u8 u16 u32 u64 usize);

impl TryFrom<i128> for Number {
    type Error = NumberError;

    /// # Errors
    ///
    /// [`NumberError::Precision`] beyond 38 significant digits.
    fn try_from(integer: i128) -> Result<Number, NumberError> {
        Number::from_parts(integer, 0)
    }
}

impl TryFrom<u128> for Number {
    type Error = NumberError;

    /// # Errors
    ///
    /// [`NumberError::Precision`] beyond 38 significant digits.
    fn try_from(integer: u128) -> Result<Number, NumberError> {
        Number::from_sign(false, integer, 0)
    }
}

impl TryFrom<f64> for Number {
    type Error = NumberError;

    /// Takes the shortest decimal that reads back as the same float.
    ///
    /// # Errors
    ///
    /// [`NumberError::NotNumeric`] for NaN and infinities, a range error for
    /// magnitudes DynamoDB does not hold.
    fn try_from(value: f64) -> Result<Number, NumberError> {
        match short_decimal(value) {
            Some(number) => Ok(number),
            None => Number::from_shortest(value),
        }
    }
}

impl TryFrom<f32> for Number {
    type Error = NumberError;

    /// Takes the shortest decimal that reads back as the same float.
    ///
    /// # Errors
    ///
    /// [`NumberError::NotNumeric`] for NaN and infinities.
    fn try_from(value: f32) -> Result<Number, NumberError> {
        Number::from_shortest(value)
    }
}

/// Returns the shortest decimal if it has few digits, without going through text.
///
/// Scaling is only a guess; that the guess divides back to the float proves it, as both operands are
/// exact. Up to 15 digits no other decimal of as few digits gives the same float.
fn short_decimal(value: f64) -> Option<Number> {
    (0..=6i16).find_map(|places| {
        let power = power_of_ten(i32::from(places));
        let digits = (value * power).round();
        let proven = digits.abs() < 1e15 && digits / power == value;
        proven.then(|| Number::from_short(digits < 0.0, digits.abs() as u64, -places))
    })
}

/// A formatting target on the stack, with room for 39 digits, sign and exponent.
#[derive(Default)]
struct Buffer {
    bytes: [[u8; 32]; 2],
    len: usize,
}

impl Buffer {
    fn as_str(&self) -> &str {
        let filled = self.bytes.as_flattened().get(..self.len).unwrap_or_default();
        std::str::from_utf8(filled).unwrap_or_default()
    }
}

impl fmt::Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let room = self.bytes.as_flattened_mut().get_mut(self.len..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}
