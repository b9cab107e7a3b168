use std::cmp::Ordering;

use dynamo_model::value::Number;

/// The most significant digits a number can have.
const MAX_DIGITS: usize = 38;
const OVERFLOW: &str =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";

/// A number as its written digits, so that sizes, order and sums need nothing but school arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// Digits before the point, without leading zeros.
    whole: Vec<u8>,
    /// Digits after the point, without trailing zeros.
    fraction: Vec<u8>,
}

impl Decimal {
    /// Returns the size the service counts: a byte, and one for each pair of digits on either side of the point.
    pub(super) fn size(&self) -> usize {
        let whole = if self.fraction.is_empty() { without_end_zeros(&self.whole) } else { &self.whole };
        let fraction =
            if self.whole.is_empty() { without_start_zeros(&self.fraction) } else { &self.fraction };
        1 + whole.len().div_ceil(2) + fraction.len().div_ceil(2) + usize::from(self.negative)
    }

    /// Adds exactly, or says what the service says of a sum that cannot be stored.
    pub(super) fn plus(&self, other: &Self) -> Result<Number, String> {
        let fraction = self.fraction.len().max(other.fraction.len());
        let whole = self.whole.len().max(other.whole.len()) + 1;
        let (a, b) = (self.padded(whole, fraction), other.padded(whole, fraction));
        let (negative, digits) = if self.negative == other.negative {
            (self.negative, sum(&a, &b))
        } else if a >= b {
            (self.negative, difference(&a, &b))
        } else {
            (other.negative, difference(&b, &a))
        };
        let (whole, fraction) = digits.split_at(whole);
        Self::new(negative, whole, fraction).to_number()
    }

    /// Subtracts as [`Decimal::plus`] adds.
    pub(super) fn minus(&self, other: &Self) -> Result<Number, String> {
        self.plus(&Self { negative: !other.negative, ..other.clone() })
    }

    fn new(negative: bool, whole: &[u8], fraction: &[u8]) -> Self {
        let whole = without_start_zeros(whole).to_vec();
        let fraction = without_end_zeros(fraction).to_vec();
        Self { negative: negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction }
    }

    /// Returns the digits with zeros around them, so many before and after the point.
    fn padded(&self, whole: usize, fraction: usize) -> Vec<u8> {
        let mut digits = vec![0; whole - self.whole.len()];
        digits.extend(self.whole.iter().chain(&self.fraction));
        digits.resize(whole + fraction, 0);
        digits
    }

    fn to_number(&self) -> Result<Number, String> {
        let digits: Vec<u8> = self.whole.iter().chain(&self.fraction).copied().collect();
        if without_end_zeros(without_start_zeros(&digits)).len() > MAX_DIGITS {
            return Err(OVERFLOW.to_owned());
        }
        let text = |digits: &[u8]| digits.iter().map(|digit| char::from(b'0' + digit)).collect::<String>();
        let sign = if self.negative { "-" } else { "" };
        Number::parse(&format!("{sign}0{}.{}", text(&self.whole), text(&self.fraction)))
            .map_err(|error| error.to_string())
    }
}

/// Adds digit by digit; the first digit of both is zero, which leaves room for the carry.
fn sum(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let mut digits: Vec<u8> = std::iter::zip(a, b)
        .rev()
        .map(|(a, b)| {
            let digit = a + b + carry;
            carry = digit / 10;
            digit % 10
        })
        .collect();
    digits.reverse();
    digits
}

/// Subtracts the smaller number digit by digit.
fn difference(larger: &[u8], smaller: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let mut digits: Vec<u8> = std::iter::zip(larger, smaller)
        .rev()
        .map(|(a, b)| {
            let digit = 10 + a - b - borrow;
            borrow = u8::from(digit < 10);
            digit % 10
        })
        .collect();
    digits.reverse();
    digits
}

fn without_start_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    &digits[zeros..]
}

fn without_end_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().rev().take_while(|digit| **digit == 0).count();
    &digits[..digits.len() - zeros]
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Self {
        // The text is plain decimal: no exponent, no plus.
        let text = number.to_string();
        let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().map(|byte| byte - b'0').collect::<Vec<u8>>();
        Self::new(negative, &digits(whole), &digits(fraction))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitudes = (self.whole.len(), &self.whole, &self.fraction).cmp(&(
            other.whole.len(),
            &other.whole,
            &other.fraction,
        ));
        match (self.negative, other.negative) {
            (false, false) => magnitudes,
            (true, true) => magnitudes.reverse(),
            (negative, _) => {
                if negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Number::parse(text).unwrap().into()
    }

    #[test]
    fn sizes_are_those_of_the_reference() {
        let sizes = [
            ("0", 1),
            ("1", 2),
            ("-1", 3),
            ("12", 2),
            ("123456", 4),
            ("3.14159", 5),
            ("0.0000001", 2),
            ("1E125", 2),
            ("1e-130", 2),
            ("1000", 2),
            ("100.5", 4),
            ("12345678901234567890123456789012345678", 20),
        ];
        for (text, size) in sizes {
            assert_eq!(decimal(text).size(), size, "{text}");
        }
    }

    #[test]
    fn sums_are_exact_or_overflow() {
        let cases = [
            ("0.1", "0.2", Some("0.3")),
            ("-1", "1", Some("0")),
            ("99", "1", Some("100")),
            ("-5", "3", Some("-2")),
            ("3", "-5", Some("-2")),
            ("1e50", "1", None),
            ("9.9999999999999999999999999999999999999E+125", "1e125", None),
        ];
        for (a, b, total) in cases {
            let found = decimal(a).plus(&decimal(b)).ok();
            assert_eq!(found, total.map(|total| Number::parse(total).unwrap()), "{a} + {b}");
        }
        assert_eq!(decimal("1").minus(&decimal("3")), Ok(Number::from(-2)));
    }

    #[test]
    fn order_is_numeric() {
        let sorted = ["-100", "-9.5", "-9", "-0.1", "0", "1e-100", "0.5", "0.51", "9", "10", "1e100"];
        assert!(sorted.windows(2).all(|pair| decimal(pair[0]) < decimal(pair[1])));
    }
}
