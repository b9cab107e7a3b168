use super::{Bytes, PartFormat, Shape};

/// A key template such as `ORDER#{id}`: literals and fields, in order.
///
/// The *separators* of a template are the punctuation marks that stand next to a field. No field's text may contain
/// one, so two different values never make one key, and an equality never matches a longer value.
///
/// ```
/// use dynamo_model::schema::{FieldPart, PartFormat, Piece, Shape, Template};
///
/// const LINES: Template = Template {
///     text: "o#{order}",
///     pieces: &[
///         Piece::Literal("o#"),
///         Piece::Field(FieldPart {
///             field: 0,
///             name: "order",
///             shape: Shape::TEXT,
///             format: PartFormat::Own,
///             optional: false,
///         }),
///     ],
/// };
/// assert!(LINES.separators().contains(b'#'));
/// assert_eq!(LINES.leading_literal(), "o#");
/// assert_eq!(LINES.text_of(0, "o#12345"), Some("12345"));
/// assert_eq!(LINES.text_of(0, "p#12345"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// The template as written.
    pub text: &'static str,
    /// What it is made of.
    pub pieces: &'static [Piece],
}

/// One piece of a [`Template`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands in every key.
    Literal(&'static str),
    /// The text of a field.
    Field(FieldPart),
}

/// A field in a [`Template`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPart {
    /// The field's place in the entity's list of fields.
    pub field: usize,
    /// The field's name in Rust.
    pub name: &'static str,
    /// What its text looks like, as it is written here.
    pub shape: Shape,
    /// How it is written.
    pub format: PartFormat,
    /// Whether it may be missing, and the item with it from the index.
    pub optional: bool,
}

impl Template {
    /// Returns the bytes that no field's text may contain.
    #[must_use]
    pub const fn separators(&self) -> Bytes {
        let mut found = Bytes::NONE;
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            match (first, rest) {
                (Piece::Field(_), [Piece::Literal(literal), ..]) => {
                    if let [byte, ..] = literal.as_bytes() {
                        found = add_separator(found, *byte);
                    }
                }
                (Piece::Literal(literal), [Piece::Field(_), ..]) => {
                    if let [.., byte] = literal.as_bytes() {
                        found = add_separator(found, *byte);
                    }
                }
                _ => {}
            }
            pieces = rest;
        }
        found
    }

    /// Returns the literal the template starts with; empty if it starts with a field.
    #[must_use]
    pub const fn leading_literal(&self) -> &'static str {
        match self.pieces {
            [Piece::Literal(literal), ..] => literal,
            _ => "",
        }
    }

    /// Returns the field, if the template is one field and nothing else.
    #[must_use]
    pub const fn only_field(&self) -> Option<&'static FieldPart> {
        match self.pieces {
            [Piece::Field(part)] => Some(part),
            _ => None,
        }
    }

    /// Whether the template has fields at all.
    #[must_use]
    pub const fn has_fields(&self) -> bool {
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            if matches!(first, Piece::Field(_)) {
                return true;
            }
            pieces = rest;
        }
        false
    }

    /// Whether a field is in the template.
    pub(crate) const fn has(&self, field: usize) -> bool {
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            if let Piece::Field(part) = first
                && part.field == field
            {
                return true;
            }
            pieces = rest;
        }
        false
    }

    /// Whether an item may lack a field of the template.
    pub(super) const fn may_be_missing(&self) -> bool {
        let mut pieces = self.pieces;
        while let [first, rest @ ..] = pieces {
            if let Piece::Field(part) = first
                && part.optional
            {
                return true;
            }
            pieces = rest;
        }
        false
    }

    /// Iterates over the fields, left to right.
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldPart> + use<> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Field(part) => Some(part),
            Piece::Literal(_) => None,
        })
    }

    /// Finds the text of a field in a key of this template; `None` if the key is not of this template.
    #[must_use]
    pub fn text_of<'k>(&self, field: usize, key: &'k str) -> Option<&'k str> {
        let mut found = None;
        self.split(key, |part, text| {
            if part.field == field {
                found = Some(text);
            }
        })
        .then_some(found)
        .flatten()
    }

    /// Whether a field has this text wherever it stands in a key of this template.
    pub(crate) fn has_text(&self, field: usize, key: &str, text: &str) -> bool {
        let mut same = true;
        self.split(key, |part, found| same = same && (part.field != field || found == text)) && same
    }

    /// Returns the field's part of the template; `None` if it has none.
    #[must_use]
    pub fn field(&self, field: usize) -> Option<&'static FieldPart> {
        self.fields().find(|part| part.field == field)
    }

    /// Whether a key is of this template.
    ///
    /// ```
    /// # use dynamo_model::schema::{Piece, Template};
    /// const META: Template = Template { text: "meta", pieces: &[Piece::Literal("meta")] };
    /// assert!(META.matches("meta"));
    /// assert!(!META.matches("metadata"));
    /// ```
    #[must_use]
    pub fn matches(&self, key: &str) -> bool {
        self.split(key, |_, _| {})
    }

    /// Walks a key, calling `each` with every field and its text; false if the key is not of this template.
    fn split<'k>(&self, key: &'k str, mut each: impl FnMut(&FieldPart, &'k str)) -> bool {
        let separators = self.separators();
        let mut rest = key;
        for piece in self.pieces {
            match piece {
                Piece::Literal(literal) => match rest.strip_prefix(literal) {
                    Some(after) => rest = after,
                    None => return false,
                },
                Piece::Field(part) => {
                    let end = match part.shape.width {
                        Some(width) => width,
                        None => rest.bytes().position(|b| separators.contains(b)).unwrap_or(rest.len()),
                    };
                    let Some((text, after)) = rest.split_at_checked(end) else { return false };
                    if text.is_empty() || !text.bytes().all(|byte| part.shape.bytes.contains(byte)) {
                        return false;
                    }
                    each(part, text);
                    rest = after;
                }
            }
        }
        rest.is_empty()
    }
}

// Letters and digits next to a field do not separate: in `v{major}` the `v` may well occur in other values.
const fn add_separator(set: Bytes, byte: u8) -> Bytes {
    if byte.is_ascii_punctuation() || byte == b' ' { set.with(byte) } else { set }
}

/// Whether two templates make the same keys of the same fields.
pub(super) const fn same(left: &Template, right: &Template) -> bool {
    super::message::equal(left.text, right.text)
}
