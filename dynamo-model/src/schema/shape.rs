use super::Bytes;

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
    /// Whether serde stores it as a string of exactly its key text, so that the attribute itself can be a key.
    pub natural: bool,
    /// Whether it is a signed integer, whose text is that of another number: of its distance from the smallest.
    pub signed: bool,
    /// Whether it can be a number key by itself.
    pub number: bool,
    /// Whether it can be a binary key by itself.
    pub binary: bool,
}

impl Shape {
    /// The shape of free text.
    pub const TEXT: Self = Self::over(Bytes::ALL);

    /// Makes the shape of encoded texts over `bytes`, all of `width` bytes.
    #[must_use]
    pub const fn fixed(bytes: Bytes, width: usize) -> Self {
        let text = Self::over(bytes);
        Self { width: Some(width), natural: false, ..text }
    }

    /// Makes the shape of strings over `bytes`, stored as they are.
    #[must_use]
    pub const fn over(bytes: Bytes) -> Self {
        Self { bytes, width: None, text: true, natural: true, signed: false, number: false, binary: false }
    }
}
