use syn::LitStr;
use syn::parse::ParseStream;

/// The units of durations, in seconds.
const UNITS: [(char, u64); 5] =
    [('s', 1), ('m', 60), ('h', 60 * 60), ('d', 24 * 60 * 60), ('w', 7 * 24 * 60 * 60)];

/// Reads a duration such as `"30d"`, as seconds.
pub(super) fn duration(input: ParseStream<'_>) -> syn::Result<u64> {
    let at = input.span();
    let literal: LitStr = input.parse().map_err(|_| {
        let how = "write one such as \"90s\", \"15m\", \"12h\", \"30d\" or \"2w\"";
        syn::Error::new(at, format!("a duration is text with a unit in it\nhelp: {how}"))
    })?;
    seconds(&literal.value()).map_err(|mistake| syn::Error::new(literal.span(), mistake))
}

fn seconds(text: &str) -> Result<u64, String> {
    let unit = UNITS.iter().find_map(|(unit, seconds)| Some((text.strip_suffix(*unit)?, *seconds)));
    let number = unit.filter(|(digits, _)| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let Some((Ok(number), unit)) = number.map(|(digits, unit)| (digits.parse::<u64>(), unit)) else {
        return Err(format!(
            "\"{text}\" is no duration\nhelp: write a whole number and a unit: \"90s\", \"15m\", \"12h\", \"30d\" or \"2w\""
        ));
    };
    match number.checked_mul(unit) {
        Some(0) => Err("a duration of nothing: every item would have expired when it is written\nhelp: write one of a second at least, such as \"30d\"".to_owned()),
        Some(seconds) if i64::try_from(seconds).is_ok() => Ok(seconds),
        _ => Err(format!("\"{text}\" is longer than times can tell\nhelp: write a shorter one, such as \"520w\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_whole_number_and_a_unit() {
        let read = ["90s", "15m", "12h", "30d", "2w"].map(seconds);
        assert_eq!(read, [Ok(90), Ok(900), Ok(43_200), Ok(2_592_000), Ok(1_209_600)]);
        for wrong in ["", "d", "30", "30 d", "-1d", "+1d", "1.5h", "30D", "30days", "1y"] {
            assert!(seconds(wrong).unwrap_err().contains("is no duration"), "{wrong}");
        }
        assert!(seconds("0d").unwrap_err().contains("a duration of nothing"));
        assert!(seconds("18446744073709551615w").unwrap_err().contains("longer than times can tell"));
        assert!(seconds("99999999999999999999s").unwrap_err().contains("is no duration"));
    }
}
