use super::counted::counted;
use super::{DECIMAL, ErasedPart, complement};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Bytes, FieldPart, Integer, Padding, PartFormat, Piece, Side, Template, shorten};
use crate::time::TimeFormat;
use crate::value::Number;

/// The largest character: stands above everything in the upper end of a range, so no key part may contain it.
pub(crate) const MAX_CHAR: char = char::MAX;

const EMPTY: &str = "is empty; a key part needs at least one character";
const NO_SIGN: &str = "is negative, and the template has no room for a sign";

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
        (PartFormat::Own | PartFormat::Rest | PartFormat::Since1970(_), _) => part.push_text(key),
        (PartFormat::Unpadded, Some(number)) => key.push_str(&number.to_string()),
        (PartFormat::Digits(digits), Some(number)) => {
            key.push_str(&format!("{:0>digits$}", number.to_string()))
        }
        (PartFormat::Signed(width), Some(number)) => key.push_str(&format!("{number:+0width$}")),
        (PartFormat::Padded(padding), number) => {
            key.push_str(&padded(template, field, padding, part, number)?);
        }
        (PartFormat::Fraction(digits), _) => {
            let mut text = String::with_capacity(32);
            part.push_text(&mut text);
            match shorten(&text, digits, field.shape.reversed) {
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
        (PartFormat::Counted { fraction, width }, _) => {
            let mut text = String::with_capacity(32);
            part.push_text(&mut text);
            let digits = counted(&text, fraction, width, field.shape.reversed);
            let what = |error: Error| invalid(template, field, &format!("cannot be: {}", error.message()));
            key.push_str(&digits.map_err(what)?);
        }
        (_, None) => return Err(invalid(template, field, "has no number to be written with so many digits")),
    }
    check_text(template, field, key.get(start..).unwrap_or_default())?;
    if field.shape.reversed && matches!(field.format, PartFormat::Digits(_)) {
        let digits = key.split_off(start);
        key.push_str(&complement(&digits, DECIMAL));
    }
    Ok(())
}

/// Makes the number that a part is in a key attribute of type N; `None` if it is none.
///
/// # Errors
///
/// [`is_validation`](Error::is_validation) if it is a time that is not told in the units that are counted.
pub(crate) fn number_of(field: &FieldPart, part: &dyn ErasedPart) -> Result<Option<Number>> {
    let PartFormat::Since1970(digits) = field.format else { return Ok(part.as_number()) };
    let mut text = String::with_capacity(32);
    part.push_text(&mut text);
    let stored = TimeFormat::Number(digits).stored(&text);
    let stored = stored.map_err(|error| error.context(format_args!("key part `{}`", field.name)))?;
    Ok(stored.as_n())
}

/// Makes the text of a part that the template pads.
fn padded(
    template: &Template,
    field: &FieldPart,
    padding: Padding,
    part: &dyn ErasedPart,
    number: Option<Number>,
) -> Result<String> {
    let (text, padded) = match number.filter(|_| field.shape.integer != Integer::No) {
        Some(number) => {
            let digits = number.to_string();
            // The padding may be a sign itself.
            if digits.starts_with('-') {
                return Err(invalid(template, field, NO_SIGN));
            }
            let padded = padding.filled(&digits);
            (digits, padded)
        }
        None => {
            let mut text = String::with_capacity(32);
            part.push_text(&mut text);
            check_padded(template, field, padding, &text)?;
            let padded = padding.padded(&text);
            (text, padded)
        }
    };
    padded.ok_or_else(|| no_room(template, field, padding, &text))
}

fn no_room(template: &Template, field: &FieldPart, padding: Padding, text: &str) -> Error {
    let (length, width) = (text.len(), padding.width);
    let what = format!("is {text:?}, {length} bytes, and the template has room for {width}");
    invalid(template, field, &what)
}

/// Checks what the text of a part begins with: it must not be taken for something else, nor reach into the next part.
pub(crate) fn check_prefix(template: &Template, field: &FieldPart, text: &str) -> Result<()> {
    let PartFormat::Padded(padding) = field.format else { return check_text(template, field, text) };
    check_padded(template, field, padding, text)?;
    if text.len() > padding.width {
        return Err(no_room(template, field, padding, text));
    }
    Ok(())
}

/// Checks that the text of a part, or what it begins with, is not taken for something else when it is padded.
fn check_padded(template: &Template, field: &FieldPart, padding: Padding, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(invalid(template, field, EMPTY));
    }
    if padding.ends(text) {
        let does = if padding.side == Side::Left { "begins" } else { "ends" };
        let what = format!("is {text:?}, and {does} with `{}`, which the template pads with", padding.fill());
        return Err(invalid(template, field, &what));
    }
    if !text.bytes().all(|byte| Padding::PRINTABLE.contains(byte)) {
        let what = format!("is {text:?}, and only printable characters of ASCII are padded to a width");
        return Err(invalid(template, field, &what));
    }
    Ok(())
}

/// Checks that a part's text leaves its key readable: not empty, no separator, not the character above all others.
fn check_text(template: &Template, field: &FieldPart, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(invalid(template, field, EMPTY));
    }
    // Whether keys can collide or be read back was decided from the shape: a text that breaks it must not get into one.
    if !text.bytes().all(|byte| field.shape.bytes.contains(byte)) {
        if !matches!(field.format, PartFormat::Own | PartFormat::Rest) {
            return Err(invalid(template, field, NO_SIGN));
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
    // What goes to the end of its key is followed by nothing that could be taken for a part of it.
    let separators = if field.format == PartFormat::Rest { Bytes::NONE } else { template.separators() };
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
