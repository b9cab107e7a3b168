use super::{Bytes, Integer, Shape};

/// How a key template writes a field's integer: `{n}`, `{n:05}` or `{n:unpadded}`.
///
/// ```
/// use dynamo_model::key::KeyPart;
/// use dynamo_model::schema::{PartFormat, Shape};
///
/// assert_eq!(Shape::written(u32::SHAPE, PartFormat::Own).width, Some(10));
/// assert_eq!(Shape::written(u32::SHAPE, PartFormat::Digits(5)).width, Some(5));
/// assert_eq!(Shape::written(u32::SHAPE, PartFormat::Unpadded).width, None);
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
}

const DIGITS: Bytes = Bytes::range(b'0', b'9');

impl Shape {
    /// Returns what the text of a part looks like in a format.
    #[must_use]
    pub const fn written(self, format: PartFormat) -> Self {
        let bytes = match format {
            PartFormat::Own => return self,
            PartFormat::Digits(_) => DIGITS,
            PartFormat::Unpadded if matches!(self.integer, Integer::Signed) => DIGITS.with(b'-'),
            PartFormat::Unpadded => DIGITS,
        };
        let width = match format {
            PartFormat::Digits(digits) => Some(digits),
            _ => None,
        };
        Self { bytes, width, natural: false, ..self }
    }
}
