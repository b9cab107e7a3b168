//! Single facts as text.

use std::fmt::Write as _;

use super::types::Types;
use crate::request::IndexProjection;
use crate::schema::{
    Arguments, Bytes, EntitySchema, FieldPart, FieldPlace, FieldSchema, Integer, PartFormat, Shape, Side,
    TypeForm, TypeRef, UniqueSchema,
};
use crate::time::TimeFormat;

/// What ends the description of an attribute that an item may lack.
pub(super) const OPTIONAL: &str = ", optional";

/// What an attribute holds; `fields` are all of the entity or document.
pub(super) fn stored(
    field: &FieldSchema,
    fields: &[FieldSchema],
    types: &Types,
    arguments: Arguments,
) -> String {
    let mut text = field.stored_type(arguments);
    let named = types.named(field, &text, arguments);
    match field.place {
        // Whatever the type of the field is.
        FieldPlace::Ttl => "seconds since 1970".clone_into(&mut text),
        _ if field.set => text.push_str(", as a set"),
        _ => {}
    }
    if let Some(with) = field.with.filter(|_| !field.set) {
        // Writing to a String cannot fail.
        let _ = write!(text, ", by `{with}`");
    }
    if let Some(format) = field.time {
        // Writing to a String cannot fail.
        let _ = write!(text, ", as {}", format.shown());
    }
    text.push_str(&computed(field, fields));
    if let Some(dimensions) = field.dimensions() {
        // Writing to a String cannot fail.
        let _ = write!(text, ", {dimensions} numbers");
    }
    text.push_str(&named);
    if field.optional {
        text.push_str(OPTIONAL);
    }
    text
}

/// What a field is computed by, if it is, and from which others.
fn computed(field: &FieldSchema, fields: &[FieldSchema]) -> String {
    let Some(function) = field.computed else { return String::new() };
    let inputs = field
        .from
        .iter()
        .filter_map(|place| fields.get(*place))
        .map(|input| format!("`{}`", input.attribute));
    format!(", `{function}` of {}", inputs.collect::<Vec<_>>().join(" and "))
}

/// What a guard is made of.
pub(super) fn values(entity: &EntitySchema, unique: &UniqueSchema, types: &Types) -> String {
    let values = unique.parts.iter().filter_map(|part| {
        let field = entity.fields.get(part.field)?;
        let normalize = part.normalize.iter().map(|function| format!(", `{function}`"));
        Some(format!("{}: {}{}", field.attribute, types.of_part(field), normalize.collect::<String>()))
    });
    values.collect::<Vec<_>>().join("; ")
}

/// How a template writes a field.
pub(super) fn part(entity: &EntitySchema, part: &FieldPart, types: &Types) -> String {
    let Some(field) = entity.fields.get(part.field) else { return part.name.to_owned() };
    // The type says which texts there are, and may get more.
    let form = if is_label(field) && !part.shape.reversed {
        "its name".to_owned()
    } else {
        form(part.shape, part.format)
    };
    format!("{}: {}, {form}{}", field.attribute, types.of_part(field), computed(field, entity.fields))
}

fn is_label(field: &FieldSchema) -> bool {
    let mut types = field.types.iter().flat_map(TypeRef::described);
    types.any(|ty| matches!(ty.form, TypeForm::Enum { .. }))
}

fn form(shape: Shape, format: PartFormat) -> String {
    if let PartFormat::Since1970(digits) = format {
        return TimeFormat::Number(digits).shown();
    }
    let mut text = match (shape.text, shape.width) {
        (false, _) => return "itself".to_owned(),
        (true, Some(width)) => format!("{width} bytes of {}", ranges(shape.bytes)),
        (true, None) if shape.bytes == Bytes::ALL => "any text".to_owned(),
        (true, None) => format!("text of {}", ranges(shape.bytes)),
    };
    if format == PartFormat::Own && shape.integer == Integer::Signed {
        text.push_str(", shifted");
    }
    if let PartFormat::Padded(padding) = format {
        let side = if padding.side == Side::Left { "before" } else { "behind" };
        text.push_str(&format!(", `{}` {side} it", padding.fill()));
    }
    if let PartFormat::Counted { fraction, .. } = format {
        text.push_str(&format!(", {}", TimeFormat::Number(fraction).shown()));
    }
    if shape.reversed {
        text.push_str(", reversed");
    }
    text
}

/// The bytes of a set, as ranges.
fn ranges(bytes: Bytes) -> String {
    let mut text = String::new();
    let mut start = None;
    for byte in 0..=u8::MAX {
        let begins = start.is_none() && bytes.contains(byte);
        if begins {
            start = Some(byte);
        }
        let ends = byte == u8::MAX || !bytes.contains(byte + 1);
        if let Some(first) = start.filter(|_| ends) {
            push_range(&mut text, first, byte);
            start = None;
        }
    }
    text
}

fn push_range(text: &mut String, first: u8, last: u8) {
    let (first_shown, last_shown) = (first.escape_ascii(), last.escape_ascii());
    // Writing to a String cannot fail.
    let _ = match last - first {
        0 => write!(text, "{first_shown}"),
        1 => write!(text, "{first_shown}{last_shown}"),
        _ => write!(text, "{first_shown}-{last_shown}"),
    };
}

/// What an index holds.
pub(super) fn held(projection: &IndexProjection) -> String {
    match projection {
        IndexProjection::All => "all attributes".to_owned(),
        IndexProjection::KeysOnly => "keys".to_owned(),
        IndexProjection::Include(names) => {
            let mut names = names.clone();
            names.sort_unstable();
            format!("keys, {}", names.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_bytes_are_written_as_ranges() {
        assert_eq!(ranges(Bytes::of("0123456789abcxyz-")), "-0-9a-cx-z");
        assert_eq!(ranges(Bytes::of("ab")), "ab");
        assert_eq!(ranges(Bytes::ALL), "\\x00-\\xff");
        assert_eq!(ranges(Bytes::NONE), "");
    }
}
