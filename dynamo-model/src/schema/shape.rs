use super::Bytes;
use crate::request::KeyKind;

/// What the key text of a type looks like; decides at compile time whether keys can collide or be told apart.
///
/// ```
/// use dynamo_model::key::KeyPart;
///
/// assert_eq!(u32::SHAPE.width, Some(10));
/// assert!(u32::SHAPE.number);
/// assert_eq!(String::SHAPE.width, None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The bytes its text can contain.
    pub bytes: Bytes,
    /// The length of its text in bytes, if every value has the same.
    pub width: Option<usize>,
    /// Whether it can be written as text into a string key.
    pub text: bool,
    /// Whether serde stores it as a string of exactly its key text or, if it has none, as its bytes, so that the attribute
    /// itself can be a key.
    pub natural: bool,
    /// Whether it can be a number key by itself.
    pub number: bool,
    /// Whether it is an integer. If it is a number, too, a template can say how its digits are written.
    pub integer: Integer,
    /// Whether it can be a binary key by itself.
    pub binary: bool,
    /// Whether it is a time whose text ends in nine digits of a fraction of a second, and perhaps a zone, so that a template
    /// can say how many of them are written.
    pub fraction: bool,
    /// Whether larger values come first, as with [`Reverse`](std::cmp::Reverse).
    pub reversed: bool,
}

/// Whether a key part is an integer.
///
/// ```
/// use dynamo_model::key::KeyPart;
/// use dynamo_model::schema::Integer;
///
/// assert_eq!(u32::SHAPE.integer, Integer::Unsigned);
/// assert_eq!(i32::SHAPE.integer, Integer::Signed);
/// assert_eq!(String::SHAPE.integer, Integer::No);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// No.
    No,
    /// An integer without a sign.
    Unsigned,
    /// An integer with a sign.
    Signed,
}

impl Shape {
    /// What key attribute serde's form of it can be, where that is known.
    pub(crate) const fn stored(&self) -> Option<KeyKind> {
        match self {
            Self { natural: true, text: true, .. } => Some(KeyKind::S),
            Self { natural: true, binary: true, .. } => Some(KeyKind::B),
            Self { number: true, reversed: false, integer: Integer::Signed | Integer::Unsigned, .. } => {
                Some(KeyKind::N)
            }
            _ => None,
        }
    }

    /// The shape of free text.
    pub const TEXT: Self = Self::over(Bytes::ALL);

    /// Makes the shape of encoded texts over `bytes`, all of `width` bytes.
    ///
    /// ```
    /// use dynamo_model::schema::{Bytes, Shape};
    ///
    /// let digits = Shape::fixed(Bytes::range(b'0', b'9'), 4);
    /// assert_eq!((digits.width, digits.bytes), (Some(4), Bytes::range(b'0', b'9')));
    /// ```
    #[must_use]
    pub const fn fixed(bytes: Bytes, width: usize) -> Self {
        Self { width: Some(width), natural: false, ..Self::over(bytes) }
    }

    /// Makes the shape of strings over `bytes`, stored as they are.
    ///
    /// ```
    /// use dynamo_model::KeyPart as _;
    /// use dynamo_model::schema::{Bytes, Shape};
    ///
    /// assert_eq!(Shape::over(Bytes::ALL), String::SHAPE);
    /// assert_eq!(Shape::over(Bytes::range(b'a', b'z')).width, None, "words have any length");
    /// ```
    #[must_use]
    pub const fn over(bytes: Bytes) -> Self {
        Self {
            bytes,
            width: None,
            text: true,
            natural: true,
            number: false,
            integer: Integer::No,
            binary: false,
            fraction: false,
            reversed: false,
        }
    }
}
