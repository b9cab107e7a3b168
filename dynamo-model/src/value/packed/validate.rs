//! Full validation of bytes of unknown origin.

use std::fmt;

use super::{Cursor, MAX_DEPTH, Tag, decode_number, encode_number};

/// Says that bytes are not a packed item.
///
/// ```
/// use dynamo_model::value::Item;
///
/// let error = Item::from_bytes(vec![1, b'a', 99]).unwrap_err();
/// assert_eq!(error.to_string(), "malformed packed item at byte 2");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    offset: usize,
}

impl FormatError {
    /// Returns how many bytes stand before the first entry or value that cannot be read.
    ///
    /// ```
    /// use dynamo_model::value::Item;
    ///
    /// let error = Item::from_bytes(vec![0xff]).unwrap_err();
    /// assert_eq!(error.offset(), 0);
    /// ```
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed packed item at byte {}", self.offset)
    }
}

impl std::error::Error for FormatError {}

/// Checks everything readers rely on: structure, UTF-8, canonical numbers, sorted sets, unique names, depth.
pub(in crate::value) fn validate_item(bytes: &[u8]) -> Result<(), FormatError> {
    let mut validator = Validator { total: bytes.len(), rest_after: 0 };
    match validator.entries(bytes, 0, 0) {
        Some(()) => Ok(()),
        None => Err(FormatError { offset: validator.total.saturating_sub(validator.rest_after) }),
    }
}

/// Walks the bytes, remembering where it stands.
struct Validator {
    total: usize,
    /// Bytes from the current entry or value to the end of the item.
    rest_after: usize,
}

impl Validator {
    /// `behind` counts the item's bytes after the end of `bytes`.
    fn entries(&mut self, bytes: &[u8], behind: usize, depth: usize) -> Option<()> {
        let mut cursor = Cursor::new(bytes);
        while !cursor.is_empty() {
            self.rest_after = behind + cursor.rest().len();
            std::str::from_utf8(cursor.prefixed()?).ok()?;
            self.value(&mut cursor, behind, depth)?;
        }
        self.rest_after = behind + bytes.len();
        first_repeat(bytes).is_none().then_some(())
    }

    fn elements(&mut self, bytes: &[u8], behind: usize, depth: usize) -> Option<()> {
        let mut cursor = Cursor::new(bytes);
        while !cursor.is_empty() {
            self.value(&mut cursor, behind, depth)?;
        }
        Some(())
    }

    fn value(&mut self, cursor: &mut Cursor<'_>, behind: usize, depth: usize) -> Option<()> {
        self.rest_after = behind + cursor.rest().len();
        let (tag, payload) = cursor.value()?;
        let depth = depth + 1;
        let behind = behind + cursor.rest().len();
        match tag {
            Tag::S => std::str::from_utf8(payload).ok().map(drop),
            Tag::N => canonical_number(payload),
            Tag::L if depth < MAX_DEPTH => self.elements(payload, behind, depth),
            Tag::M if depth < MAX_DEPTH => self.entries(payload, behind, depth),
            Tag::L | Tag::M => None,
            Tag::SS => sorted(payload, |cursor| std::str::from_utf8(cursor.prefixed()?).ok()),
            Tag::NS => sorted(payload, |cursor| {
                let number = cursor.number()?;
                canonical_number(number)?;
                decode_number(number)
            }),
            Tag::BS => sorted(payload, Cursor::prefixed),
            _ => Some(()),
        }
    }
}

/// Checks that encoding the number again gives the same bytes.
fn canonical_number(payload: &[u8]) -> Option<()> {
    let mut again = Vec::with_capacity(19);
    encode_number(decode_number(payload)?, &mut again);
    (again.get(1..)? == payload).then_some(())
}

/// Checks that the members of a set ascend strictly.
fn sorted<'a, T: Ord>(bytes: &'a [u8], member: impl Fn(&mut Cursor<'a>) -> Option<T>) -> Option<()> {
    let mut cursor = Cursor::new(bytes);
    let mut last: Option<T> = None;
    while !cursor.is_empty() {
        let next = member(&mut cursor)?;
        if last.is_some_and(|last| last >= next) {
            return None;
        }
        last = Some(next);
    }
    Some(())
}

/// Finds a name that stands twice among the entries of an item or map.
pub(in crate::value) fn first_repeat(entries: &[u8]) -> Option<&[u8]> {
    let mut cursor = Cursor::new(entries);
    let mut names = Vec::new();
    while let Some(name) = cursor.prefixed() {
        names.push(name);
        cursor.value()?;
    }
    names.sort_unstable();
    names.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    })
}
