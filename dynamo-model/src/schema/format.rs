use super::{Bytes, Integer, Padding, Shape};

/// How a key template writes a field: an integer as `{n}`, `{n:05}`, `{n:+05}` or `{n:unpadded}`, text as
/// `{t}`, `{t:_<8}` or `{t:rest}`, a time as `{at}`, `{at:millis}` or `{at:millis,013}`.
///
/// ```
/// use dynamo_model::key::KeyPart;
/// use dynamo_model::schema::{PartFormat, Shape};
///
/// assert_eq!(Shape::written(u32::SHAPE, PartFormat::Own).width, Some(10));
/// assert_eq!(Shape::written(u32::SHAPE, PartFormat::Digits(5)).width, Some(5));
/// assert_eq!(Shape::written(u32::SHAPE, PartFormat::Unpadded).width, None);
/// ```
///
/// What each writes:
///
/// ```
/// use dynamo_model::{Entity, Record, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "stock")]
/// #[index(name = "gsi1")]
/// enum Stock { Item(Item) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Stock, pk = "SHELF#{shelf: <4}#{row:_<4}", sk = "{offset:+06}#{number: >6}")]
/// #[access(name = by_name, index = gsi1, pk = "{number:06}|{offset:unpadded}", sk = "NAME#{name:rest}")]
/// struct Item { shelf: String, row: String, offset: i32, number: u32, name: String }
///
/// let item = Item { shelf: "A1".into(), row: "b".into(), offset: -42, number: 42, name: "M4#10".into() };
/// let stored = item.to_item()?;
/// let text = |name| stored.get(name).and_then(|value| value.as_s());
/// assert_eq!((text("pk"), text("sk")), (Some("SHELF#A1  #b___"), Some("-00042#    42")));
/// assert_eq!((text("gsi1pk"), text("gsi1sk")), (Some("000042|-42"), Some("NAME#M4#10")));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartFormat {
    /// As the type writes it.
    #[default]
    Own,
    /// Padded with zeros to so many digits; a number that has more, or a sign, is refused.
    Digits(usize),
    /// Without padding, so that the order of the texts is not that of the numbers.
    Unpadded,
    /// With a sign, and digits padded with zeros to so many bytes together; the order of the texts is not that of the numbers.
    Signed(usize),
    /// Padded to one width; a number with a sign, and text that has the padding at that end or is too long, is refused.
    Padded(Padding),
    /// With so many digits of a fraction of a second, up to nine; a finer time is refused.
    Fraction(usize),
    /// As the type writes it, to the end of the key, with separators in it.
    Rest,
    /// As a number, of which so many digits are a fraction of a second, counted from the beginning of 1970; as the type
    /// writes it, where it is text. A template says nothing of it: the field is [stored](crate::time::TimeFormat) so.
    Since1970(usize),
    /// As the digits of such a number, padded with zeros to one width; a time before 1970, one that has more digits, and a
    /// finer one is refused.
    Counted {
        /// How many digits are a fraction of a second.
        fraction: usize,
        /// How many digits there are.
        width: usize,
    },
}

/// The bytes of a time before its fraction of a second.
const WHOLE_SECONDS: usize = "2026-11-20T09:30:00".len();
/// The same of a time of the day.
const SECONDS_OF_DAY: usize = "09:30:00".len();
/// The digits of a fraction of a second.
const FRACTION: usize = 9;

const DIGITS: Bytes = Bytes::range(b'0', b'9');

impl Shape {
    /// Returns what the text of a part looks like in a format.
    ///
    /// ```
    /// use dynamo_model::KeyPart as _;
    /// use dynamo_model::schema::PartFormat;
    ///
    /// assert_eq!(u32::SHAPE.width, Some(10), "as many digits as the largest has");
    /// assert_eq!(u32::SHAPE.written(PartFormat::Digits(5)).width, Some(5), "as `{{n:05}}` is written");
    /// assert_eq!(u32::SHAPE.written(PartFormat::Unpadded).width, None);
    /// ```
    #[must_use]
    pub const fn written(self, format: PartFormat) -> Self {
        let bytes = match format {
            PartFormat::Own | PartFormat::Rest => return self,
            PartFormat::Since1970(_) => return Self { natural: false, number: true, ..self },
            PartFormat::Fraction(0) => self.bytes.without(b'.'),
            PartFormat::Fraction(_) => self.bytes,
            // What has no digits is refused as what it is.
            PartFormat::Digits(_) if matches!(self.integer, Integer::No) => self.bytes,
            PartFormat::Digits(_) | PartFormat::Counted { .. } => DIGITS,
            PartFormat::Unpadded if matches!(self.integer, Integer::Signed) => DIGITS.with(b'-'),
            PartFormat::Unpadded => DIGITS,
            PartFormat::Signed(_) => DIGITS.union(Bytes::of("+-")),
            PartFormat::Padded(padding) if !matches!(self.integer, Integer::No) => DIGITS.with(padding.fill),
            PartFormat::Padded(padding) => {
                Padding::PRINTABLE.minus(Bytes::ALL.minus(self.bytes)).with(padding.fill)
            }
        };
        let width = match format {
            PartFormat::Digits(digits) | PartFormat::Signed(digits) => Some(digits),
            PartFormat::Padded(padding) => Some(padding.width),
            PartFormat::Counted { width, .. } => Some(width),
            PartFormat::Fraction(0) => Some(self.whole_seconds() + self.after_fraction()),
            PartFormat::Fraction(digits) => Some(self.whole_seconds() + 1 + digits + self.after_fraction()),
            _ => None,
        };
        let number = match format {
            // Without a zone it is no point in time.
            PartFormat::Counted { .. } => self.fraction && self.bytes.contains(b'Z'),
            _ => self.number,
        };
        Self { bytes, width, natural: false, number, ..self }
    }

    /// How many bytes stand before the fraction of a second.
    const fn whole_seconds(self) -> usize {
        match self.width {
            Some(width) if width < WHOLE_SECONDS => SECONDS_OF_DAY,
            _ => WHOLE_SECONDS,
        }
    }

    /// How many bytes follow the fraction of a second.
    const fn after_fraction(self) -> usize {
        match self.width {
            Some(width) => width.saturating_sub(self.whole_seconds() + 1 + FRACTION),
            None => 0,
        }
    }
}

/// What says nothing at the end of a fraction of a second.
const fn nothing(reversed: bool) -> char {
    if reversed { '9' } else { '0' }
}

/// Leaves digits out of a fraction of a second, perhaps of a reversed time; `None` if they say something.
pub(crate) fn shorten(text: &str, digits: usize, reversed: bool) -> Option<String> {
    let (whole, rest) = text.split_once('.')?;
    let (fraction, after) = rest.split_at_checked(FRACTION)?;
    let (kept, left_out) = fraction.split_at_checked(digits)?;
    let point = if digits == 0 { "" } else { "." };
    left_out.chars().all(|digit| digit == nothing(reversed)).then(|| format!("{whole}{point}{kept}{after}"))
}

/// Makes the digits of a fraction of a second that [`shorten`] leaves out say nothing; `None` if they do not say anything.
pub(crate) fn coarsen(text: &str, digits: usize, reversed: bool) -> Option<String> {
    let (whole, rest) = text.split_once('.')?;
    let (fraction, after) = rest.split_at_checked(FRACTION)?;
    let (kept, left_out) = fraction.split_at_checked(digits)?;
    let nothing = String::from(nothing(reversed)).repeat(left_out.len());
    (left_out != nothing).then(|| format!("{whole}.{kept}{nothing}{after}"))
}

/// Puts back what [`shorten`] left out.
pub(crate) fn lengthen(text: &str, digits: usize, reversed: bool) -> Option<String> {
    let whole = if text.contains('T') { WHOLE_SECONDS } else { SECONDS_OF_DAY };
    let (whole, rest) = text.split_at_checked(whole)?;
    let rest = if digits == 0 { rest } else { rest.strip_prefix('.')? };
    let (kept, after) = rest.split_at_checked(digits)?;
    let rest = String::from(nothing(reversed)).repeat(FRACTION - digits);
    Some(format!("{whole}.{kept}{rest}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_of_a_time_that_is_coarsened_says_nothing() {
        for (text, digits, reversed) in [
            ("2026-11-20T09:30:00.120000001Z", 3, false),
            ("2026-11-20T09:30:59.999999999", 0, false),
            ("09:30:00.000500000", 3, false),
            ("7973-88-79T90:69:99.879999998Z", 3, true),
            ("7973-88-79T90:69:99.000000000Z", 0, true),
        ] {
            assert_eq!(shorten(text, digits, reversed), None, "{text}");
            let coarse = coarsen(text, digits, reversed).unwrap();
            let short = shorten(&coarse, digits, reversed).unwrap();
            assert!(text.starts_with(short.trim_end_matches('Z')), "{text} is cut off, and not rounded up");
            assert_eq!(coarsen(&coarse, digits, reversed), None, "{coarse}");
        }
    }

    #[test]
    fn a_time_is_lengthened_to_what_was_shortened() {
        let time = "2026-11-20T09:30:00.120000000Z";
        assert_eq!(shorten(time, 3, false).as_deref(), Some("2026-11-20T09:30:00.120Z"));
        assert_eq!(shorten(time, 1, false), None, "a hundredth is left");
        assert_eq!(shorten(time, 0, false), None);
        let reversed = "7973-88-79T90:69:99.879999999Z";
        assert_eq!(shorten(reversed, 3, true).as_deref(), Some("7973-88-79T90:69:99.879Z"));
        for (digits, text) in [
            (3, time),
            (6, time),
            (0, "2026-11-20T09:30:00.000000000"),
            (3, reversed),
            (3, "09:30:00.120000000"),
            (0, "09:30:00.000000000"),
        ] {
            let reversed = text == reversed;
            let short = shorten(text, digits, reversed).unwrap();
            assert_eq!(lengthen(&short, digits, reversed).as_deref(), Some(text));
        }
    }
}
