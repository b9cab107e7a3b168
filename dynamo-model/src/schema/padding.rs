use super::Bytes;

/// How a template makes text, or the digits of an integer, so many bytes long: `{code:0>8}`, `{code:_<8}`.
///
/// ```
/// use dynamo_model::schema::{Padding, Side};
///
/// let right = Padding { fill: b'_', side: Side::Right, width: 6 };
/// assert_eq!(right.padded("ab").as_deref(), Some("ab____"));
/// assert_eq!(right.without("ab____"), "ab");
/// assert_eq!(right.padded("ab_"), None, "it would read back as another");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Padding {
    /// What stands where there is no text: a printable character of ASCII.
    pub fill: u8,
    /// Where it stands.
    pub side: Side,
    /// How long the text is with it.
    pub width: usize,
}

/// A side of a text.
///
/// ```
/// use dynamo_model::schema::{Padding, Side};
///
/// let left = Padding { fill: b' ', side: Side::Left, width: 4 };
/// assert_eq!(left.padded("42").as_deref(), Some("  42"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before the text.
    Left,
    /// Behind it.
    Right,
}

impl Padding {
    /// What padded text can contain: in other characters, tools count its length otherwise.
    pub(crate) const PRINTABLE: Bytes = Bytes::range(b' ', b'~');

    /// Returns a text with its padding; `None` if it is longer, or has what would be taken for padding. As in the example of
    /// [`Padding`].
    #[must_use]
    pub fn padded(self, text: &str) -> Option<String> {
        if self.ends(text) { None } else { self.filled(text) }
    }

    /// Makes a text as long as it shall be, whatever it ends in, as the digits of a number; `None` if it is longer.
    pub(crate) fn filled(self, text: &str) -> Option<String> {
        let missing = self.width.checked_sub(text.len())?;
        let fill: String = std::iter::repeat_n(self.fill(), missing).collect();
        Some(match self.side {
            Side::Left => fill + text,
            Side::Right => text.to_owned() + &fill,
        })
    }

    /// Returns a text without its padding; as in the example of [`Padding`].
    #[must_use]
    pub fn without(self, text: &str) -> &str {
        match self.side {
            Side::Left => text.trim_start_matches(self.fill()),
            Side::Right => text.trim_end_matches(self.fill()),
        }
    }

    /// Returns the digits of a number without their padding.
    pub(crate) fn digits_without(self, text: &str) -> &str {
        let digits = self.without(text);
        if digits.is_empty() && self.fill == b'0' { "0" } else { digits }
    }

    /// Whether a text has at its end what it is padded with there.
    pub(crate) fn ends(self, text: &str) -> bool {
        match self.side {
            Side::Left => text.starts_with(self.fill()),
            Side::Right => text.ends_with(self.fill()),
        }
    }

    pub(crate) fn fill(self) -> char {
        char::from(self.fill)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paddings() -> impl Strategy<Value = Padding> {
        let side = prop_oneof![Just(Side::Left), Just(Side::Right)];
        (prop::sample::select(vec![b' ', b'0', b'_', b'~']), side).prop_map(|(fill, side)| Padding {
            fill,
            side,
            width: 5,
        })
    }

    proptest! {
        #[test]
        fn different_texts_are_padded_differently_and_read_back(padding in paddings(), a in "[ 0_~a-c]{1,6}", b in "[ 0_~a-c]{1,6}") {
            let (first, second) = (padding.padded(&a), padding.padded(&b));
            prop_assert_eq!(first.is_some(), a.len() <= 5 && !padding.ends(&a));
            if let (Some(first), Some(second)) = (first, second) {
                prop_assert_eq!(first == second, a == b);
                prop_assert_eq!((first.len(), padding.without(&first)), (5, a.as_str()));
            }
        }

        #[test]
        fn spaces_behind_texts_leave_them_in_order(a in "[ !0_~a-c]{1,5}", b in "[ !0_~a-c]{1,5}") {
            let spaces = Padding { fill: b' ', side: Side::Right, width: 5 };
            if let (Some(first), Some(second)) = (spaces.padded(&a), spaces.padded(&b)) {
                prop_assert_eq!(first.cmp(&second), a.cmp(&b));
            }
        }
    }
}
