//! Reading decimal text, by the service's rules.

use std::str::FromStr;

use super::{MAX_DIGITS, Number, NumberError, check_magnitude};

impl Number {
    /// Reads decimal text: sign, digits with an optional point, exponent.
    ///
    /// Accepts what the service accepts: `+5`, `.5`, `5.`, `1.e5`, `007`,
    /// `1E+3`; no white space, `NaN` or infinities.
    ///
    /// ```
    /// use dynamo_model::value::{Number, NumberError};
    ///
    /// assert_eq!(Number::parse("1.0")?, Number::parse("1e0")?);
    /// assert_eq!(Number::parse("1e-131"), Err(NumberError::Underflow));
    /// # Ok::<(), NumberError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`NumberError`], one variant for each rule broken.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        match Scan::of(text.as_bytes()) {
            Some(scan) => scan.finish(),
            None => Err(NumberError::NotNumeric(text.to_owned())),
        }
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Number, NumberError> {
        Number::parse(text)
    }
}

/// What one pass over the text has seen.
#[derive(Default)]
struct Scan {
    negative: bool,
    /// The significant digits as an integer, meaningful up to 38 of them.
    mantissa: u128,
    /// Digits from the first to the last non-zero one.
    significant: usize,
    /// Zeros after the last non-zero digit: not significant unless another digit follows.
    pending_zeros: usize,
    /// Digits after the point.
    fraction: usize,
    exponent: i64,
}

impl Scan {
    /// Scans the whole text, or nothing if it is not a number.
    fn of(text: &[u8]) -> Option<Scan> {
        let (negative, mut rest) = split_sign(text);
        let mut scan = Scan { negative, ..Scan::default() };
        let mut any_digit = false;
        let mut point = false;
        while let Some((&byte, tail)) = rest.split_first() {
            match byte {
                b'0'..=b'9' => {
                    any_digit = true;
                    scan.fraction += usize::from(point);
                    scan.push(byte - b'0');
                }
                b'.' if !point => point = true,
                b'e' | b'E' if any_digit => {
                    scan.exponent = exponent(tail)?;
                    return Some(scan);
                }
                _ => return None,
            }
            rest = tail;
        }
        any_digit.then_some(scan)
    }

    fn push(&mut self, digit: u8) {
        if digit == 0 {
            // Leading zeros carry nothing.
            self.pending_zeros += usize::from(self.significant > 0);
            return;
        }
        let shift = self.pending_zeros + 1;
        self.significant += shift;
        self.pending_zeros = 0;
        if self.significant <= MAX_DIGITS as usize {
            self.mantissa = self.mantissa * 10u128.pow(shift as u32) + u128::from(digit);
        }
    }

    fn finish(self) -> Result<Number, NumberError> {
        self.check_precision()?;
        // The exponent may be any 64-bit value, and the text of any length.
        let last = i128::from(self.exponent) - self.fraction as i128 + self.pending_zeros as i128;
        // Zero is checked too, by the place of its last digit: `0e126` is an overflow.
        check_magnitude(last + self.significant.saturating_sub(1) as i128)?;
        let last = i64::try_from(last).map_err(|_| NumberError::Overflow)?;
        Number::from_sign(self.negative, self.mantissa, last)
    }

    fn check_precision(&self) -> Result<(), NumberError> {
        if self.significant > MAX_DIGITS as usize {
            return Err(NumberError::Precision);
        }
        Ok(())
    }

    /// Checks it as the older layer does: exponents have 32 bits, and so has what is computed with them, which wraps.
    fn check_narrow(&self, text: &str) -> Result<(), NumberError> {
        self.check_precision()?;
        if i32::try_from(self.exponent).is_err() {
            return Err(NumberError::NotNumeric(text.to_owned()));
        }
        let digits = self.pending_zeros as i64 + self.significant.max(1) as i64;
        let behind_first = (self.exponent - self.fraction as i64 + digits) as i32;
        check_magnitude(i128::from(behind_first) - 1)
    }
}

/// Says of a text that is no number what the older of the service's layers says.
pub(in crate::value) fn in_older_words(text: &str, error: NumberError) -> NumberError {
    let narrow = Scan::of(text.as_bytes()).map(|scan| scan.check_narrow(text));
    narrow.and_then(Result::err).unwrap_or(error)
}

fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

/// Reads an exponent; beyond 64 bits the service calls the whole text not numeric.
fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = split_sign(text);
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0i64, |value, byte| {
        let digit = i64::from(byte.is_ascii_digit().then(|| byte - b'0')?);
        // Summed with its sign, so that the most negative value is reached.
        value.checked_mul(10)?.checked_add(if negative { -digit } else { digit })
    })
}
