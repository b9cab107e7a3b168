use super::ErasedPart;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{FieldPart, PartFormat, Piece, Template, shorten};

/// The largest character: stands above everything in the upper end of a range, so no key part may contain it.
pub(crate) const MAX_CHAR: char = char::MAX;

/// Appends what a template renders to from the parts `part` knows; false if an optional part is missing. Without a shard,
/// nothing stands for its number.
pub(crate) fn render<'p>(
    key: &mut String,
    template: &Template,
    shard: Option<u32>,
    part: impl Fn(usize) -> Option<&'p dyn ErasedPart>,
) -> Result<bool> {
    for piece in template.pieces {
        match piece {
            Piece::Literal(literal) => key.push_str(literal),
            Piece::Field(field) => {
                let Some(value) = part(field.field) else { return Ok(false) };
                push_part(key, template, field, value)?;
            }
            Piece::Shard(shards) => key.extend(shard.map(|number| shards.text(number))),
        }
    }
    Ok(true)
}

/// Appends a part as the template writes it.
pub(crate) fn push_part(
    key: &mut String,
    template: &Template,
    field: &FieldPart,
    part: &dyn ErasedPart,
) -> Result<()> {
    let start = key.len();
    match (field.format, part.as_number()) {
        (PartFormat::Own, _) => part.push_text(key),
        (PartFormat::Unpadded, Some(number)) => key.push_str(&number.to_string()),
        (PartFormat::Digits(digits), Some(number)) => {
            key.push_str(&format!("{:0>digits$}", number.to_string()))
        }
        (PartFormat::Fraction(digits), _) => {
            let mut text = String::with_capacity(32);
            part.push_text(&mut text);
            match shorten(&text, digits) {
                Some(short) => key.push_str(&short),
                None => {
                    return Err(invalid(
                        template,
                        field,
                        &format!("is {text:?}, finer than the template writes"),
                    ));
                }
            }
        }
        (_, None) => return Err(invalid(template, field, "has no number to be written with so many digits")),
    }
    check_text(template, field, key.get(start..).unwrap_or_default())
}

/// Checks that a part's text leaves its key readable: not empty, no separator, not the character above all others.
pub(crate) fn check_text(template: &Template, field: &FieldPart, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(invalid(template, field, "is empty; a key part needs at least one character"));
    }
    // Whether keys can collide or be read back was decided from the shape: a text that breaks it must not get into one.
    if !text.bytes().all(|byte| field.shape.bytes.contains(byte)) {
        if field.format != PartFormat::Own {
            return Err(invalid(template, field, "is negative, and the template has no room for a sign"));
        }
        return Err(invalid(
            template,
            field,
            &format!("is {text:?}, which has characters its type does not declare"),
        ));
    }
    if let Some(width) = field.shape.width {
        return match text.len() {
            length if length == width => Ok(()),
            length if field.format == PartFormat::Own => {
                Err(invalid(template, field, &format!("has {length} bytes, and its type declares {width}")))
            }
            length => Err(invalid(
                template,
                field,
                &format!("is {text:?}, {length} digits, and the template has room for {width}"),
            )),
        };
    }
    let separators = template.separators();
    if let Some(found) = text.chars().find(|c| c.is_ascii() && separators.contains(*c as u8)) {
        return Err(invalid(
            template,
            field,
            &format!("contains `{found}`, which separates the parts of this key"),
        ));
    }
    if text.contains(MAX_CHAR) {
        return Err(invalid(template, field, "contains U+10FFFF, which ranges use as their upper end"));
    }
    Ok(())
}

fn invalid(template: &Template, field: &FieldPart, what: &str) -> Error {
    Error::new(ErrorKind::InvalidKey, format!("key part `{}` of \"{}\" {what}", field.name, template.text))
}
