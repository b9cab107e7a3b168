//! Times that a template writes as digits: so many seconds, milliseconds or microseconds since 1970.

use super::{DECIMAL, complement};
use crate::error::{Error, Result};
use crate::time::TimeFormat;
use crate::value::Number;

/// Makes the digits of a time, perhaps a reversed one, that is told as a number.
pub(crate) fn counted(text: &str, fraction: usize, width: usize, reversed: bool) -> Result<String> {
    let told = if reversed { complement(text, DECIMAL) } else { text.to_owned() };
    let number = TimeFormat::Number(fraction).counted(&told)?;
    if number < 0 {
        return Err(Error::validation(format!("the time `{told}` is before 1970, which has no digits")));
    }
    let digits = format!("{number:0>width$}");
    if digits.len() > width {
        return Err(Error::validation(format!(
            "the time `{told}` is {digits}, {} digits, and the template has room for {width}",
            digits.len()
        )));
    }
    Ok(if reversed { complement(&digits, DECIMAL) } else { digits })
}

/// Reads a time back that [`counted`] wrote.
pub(crate) fn uncounted(digits: &str, fraction: usize, reversed: bool) -> Option<String> {
    let digits = if reversed { complement(digits, DECIMAL) } else { digits.to_owned() };
    let text = TimeFormat::Number(fraction).text_of(Number::parse(&digits).ok()?)?;
    Some(if reversed { complement(&text, DECIMAL) } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_counted_in_digits_of_one_width_and_read_back() {
        let time = "2026-11-23T08:00:00.120000000Z";
        let written = counted(time, 3, 15, false).unwrap();
        assert_eq!(written, "001795420800120");
        assert_eq!(uncounted(&written, 3, false).as_deref(), Some(time));
        let reversed = complement(time, DECIMAL);
        let written = counted(&reversed, 3, 13, true).unwrap();
        assert_eq!(written, "8204579199879");
        assert_eq!(uncounted(&written, 3, true), Some(reversed));
        let refused = |time: &str, width| counted(time, 0, width, false).unwrap_err().to_string();
        assert!(refused(time, 10).contains("finer than the seconds"));
        assert!(refused("2026-11-23T08:00:00.000000000Z", 9).contains("is 1795420800, 10 digits"));
        assert!(refused("1969-12-31T23:59:59.000000000Z", 10).contains("is before 1970"));
    }
}
