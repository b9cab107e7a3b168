//! Whether the text of a template can be read back: every field has text, and an end.

use super::super::message::{Mistake, about, none_of};
use super::super::template::separates;
use super::super::{Bytes, EntitySchema, FieldPart, Integer, Padding, PartFormat, Piece, Side, Template};

/// Checks a template that makes a text key.
pub(super) const fn check(entity: &EntitySchema, template: &Template) -> Option<Mistake> {
    let mut pieces = template.pieces;
    while let [first, rest @ ..] = pieces {
        if let Piece::Field(part) = first {
            if !part.shape.text {
                return Some(no_text(entity, template, part));
            }
            if !matches!(part.format, PartFormat::Own) {
                none_of!(format(entity, template, part));
            }
            if part.shape.width.is_none() {
                // Free text is checked when a key is made.
                let ends = !matches!(part.format, PartFormat::Rest);
                if ends && !part.shape.bytes.has_both_ends() {
                    none_of!(labels(entity, template, part));
                }
                none_of!(end(entity, template, part, rest));
            }
        }
        pieces = rest;
    }
    None
}

const fn no_text(entity: &EntitySchema, template: &Template, part: &FieldPart) -> Mistake {
    let mistake = field(entity, template, part).text(" has no text that sorts as its values do");
    let mistake = mistake.help("declare the key attribute of type N or B and write \"{").text(part.name);
    mistake.text("}\" alone")
}

const REVERSED: &str =
    " is reversed, and of a format only digits of one width, such as `05`, and a fraction of a second can be";

/// Only integers have digits to pad, and only times a fraction; the field is written alike wherever it is text.
const fn format(entity: &EntitySchema, template: &Template, part: &FieldPart) -> Option<Mistake> {
    let shape = &part.shape;
    if let PartFormat::Padded(padding) = part.format {
        return padded(entity, template, part, padding);
    }
    let wrong = match (part.format, shape.integer) {
        (PartFormat::Own | PartFormat::Since1970(_), _) => return None,
        (PartFormat::Rest, _) if shape.width.is_none() => return None,
        (PartFormat::Rest, _) => " is written in one width, and has an end of its own",
        (PartFormat::Unpadded | PartFormat::Signed(_), _) if shape.reversed => REVERSED,
        (PartFormat::Fraction(_), _) if shape.fraction => return None,
        (PartFormat::Counted { .. }, _) if shape.fraction && shape.number => return None,
        (PartFormat::Counted { .. }, _) if shape.fraction => {
            " has no zone, so no number of seconds since 1970 stands for it"
        }
        (PartFormat::Digits(_) | PartFormat::Unpadded, Integer::Signed | Integer::Unsigned)
            if shape.number =>
        {
            return None;
        }
        (PartFormat::Signed(_), Integer::Signed) if shape.number => return None,
        (PartFormat::Signed(_), Integer::Unsigned) if shape.number => {
            " is never negative, so it has no sign to write"
        }
        (PartFormat::Fraction(_), _) => " is no time, so it has no fraction of a second",
        (PartFormat::Counted { .. }, _) => {
            " is no time, so nothing of it is counted since 1970; a number is padded as in `010`"
        }
        (_, Integer::No) => " is no integer, so it has no digits to write in a format",
        _ => " is wider than numbers are, and so has no formats",
    };
    let mistake = field(entity, template, part).text(wrong).help("write \"{").text(part.name);
    Some(match part.format {
        PartFormat::Digits(width) if !shape.reversed && is_free_text(shape.bytes) => {
            let mistake = mistake.text(":0>").number(width).text("}\" for text with zeros before it, or \"{");
            mistake.text(part.name).text("}\"")
        }
        _ => mistake.text("}\""),
    })
}

const fn is_free_text(bytes: Bytes) -> bool {
    Padding::PRINTABLE.minus(bytes).equals(Bytes::NONE)
}

/// Text of any characters is padded, and digits are before them: behind them, zeros would be more of them.
const fn padded(
    entity: &EntitySchema,
    template: &Template,
    part: &FieldPart,
    padding: Padding,
) -> Option<Mistake> {
    let shape = &part.shape;
    let is_integer = !matches!(shape.integer, Integer::No);
    let (wrong, digits) = match padding.side {
        _ if shape.reversed => (REVERSED, false),
        Side::Left if is_integer && shape.number && !matches!(padding.fill, b'1'..=b'9') => return None,
        _ if is_integer && !shape.number => (" is wider than numbers are, and so has no formats", false),
        Side::Left if is_integer => (" is an integer, and no other digits than zeros are its padding", true),
        Side::Right if is_integer => (" is an integer, and digits are padded before them", true),
        _ if is_free_text(shape.bytes) => return None,
        _ => (" is neither text of any characters nor an integer, and is not padded", false),
    };
    let mistake = field(entity, template, part).text(wrong);
    let mistake = mistake.help("write \"{").text(part.name);
    Some(if digits { mistake.text(":0>").number(padding.width).text("}\"") } else { mistake.text("}\"") })
}

/// Labels of variable width, such as an enum’s, can be checked right here.
const fn labels(entity: &EntitySchema, template: &Template, part: &FieldPart) -> Option<Mistake> {
    if !part.shape.bytes.intersects(template.separators()) {
        return None;
    }
    let mistake = field(entity, template, part).text(" has values that contain a separator of this template");
    Some(mistake.help("write another separator, or rename the values"))
}

/// A field of variable width ends where a separator does, or the key.
const fn end(
    entity: &EntitySchema,
    template: &Template,
    part: &FieldPart,
    rest: &[Piece],
) -> Option<Mistake> {
    let ends = match rest {
        [] => true,
        [Piece::Literal(literal), ..] => match literal.as_bytes() {
            [byte, ..] => separates(*byte),
            [] => false,
        },
        [Piece::Field(_) | Piece::Shard(_), ..] => false,
    };
    if ends {
        return None;
    }
    let mistake = field(entity, template, part).text(" has no end: what follows could be part of it");
    let mistake = mistake.help("write a punctuation mark behind it, as in \"{").text(part.name);
    Some(mistake.text("}#\""))
}

const fn field(entity: &EntitySchema, template: &Template, part: &FieldPart) -> Mistake {
    about(entity).text("in template \"").text(template.text).text("\", field ").code(part.name)
}
