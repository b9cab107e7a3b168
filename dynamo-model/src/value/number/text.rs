//! The service's normal form: plain decimal digits, no exponent.

use std::fmt;

use super::Number;

/// Room for the longest text: `-0.`, 129 zeros and 38 digits.
const CAPACITY: usize = 176;

/// A number's decimal text, kept on the stack.
pub(crate) struct NumberText {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl NumberText {
    pub(crate) fn new(number: Number) -> NumberText {
        let mut text = NumberText { bytes: [0; CAPACITY], len: 0 };
        text.write(number);
        text
    }

    pub(crate) fn as_str(&self) -> &str {
        // Only ASCII is ever pushed.
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    fn write(&mut self, number: Number) {
        if number.mantissa < 0 {
            self.push(b'-');
        }
        let mut buffer = [0; 39];
        let digits = decimal_digits(number.mantissa.unsigned_abs(), &mut buffer);
        let exponent = i32::from(number.exponent);
        if exponent >= 0 {
            self.extend(digits);
            self.zeros(exponent);
            return;
        }
        let whole = digits.len() as i32 + exponent;
        match digits.split_at_checked(usize::try_from(whole).unwrap_or(0)) {
            Some((whole, fraction)) if !whole.is_empty() => {
                self.extend(whole);
                self.push(b'.');
                self.extend(fraction);
            }
            _ => {
                self.extend(b"0.");
                self.zeros(-whole);
                self.extend(digits);
            }
        }
    }

    fn push(&mut self, byte: u8) {
        self.extend(&[byte]);
    }

    fn zeros(&mut self, count: i32) {
        for _ in 0..count {
            self.push(b'0');
        }
    }

    fn extend(&mut self, bytes: &[u8]) {
        if let Some(room) = self.bytes.get_mut(self.len..self.len + bytes.len()) {
            room.copy_from_slice(bytes);
            self.len += bytes.len();
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = NumberText::new(*self);
        let digits = text.as_str().trim_start_matches('-');
        f.pad_integral(self.mantissa >= 0, "", digits)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Writes an integer's digits at the end of the buffer and returns them.
fn decimal_digits(mut integer: u128, buffer: &mut [u8; 39]) -> &[u8] {
    let mut start = buffer.len();
    for slot in buffer.iter_mut().rev() {
        *slot = b'0' + (integer % 10) as u8;
        integer /= 10;
        start -= 1;
        if integer == 0 {
            break;
        }
    }
    buffer.get(start..).unwrap_or_default()
}
