//! Whether the text of a template can be read back: every field has text, and an end.

use super::message::{Message, about};
use super::{Bytes, EntitySchema, FieldPart, Piece, Template};

/// Checks a template that makes a text key.
pub(super) const fn check_text(entity: &EntitySchema, template: &Template) {
    let separators = template.separators();
    let mut pieces = template.pieces;
    while let [first, rest @ ..] = pieces {
        if let Piece::Field(part) = first {
            check_has_text(entity, template, part);
            check_labels(entity, template, part, separators);
            if part.shape.width.is_none() {
                check_end(entity, template, part, rest, separators);
            }
        }
        pieces = rest;
    }
}

const fn check_has_text(entity: &EntitySchema, template: &Template, part: &FieldPart) {
    if !part.shape.text {
        field(entity, template, part)
            .text(" has no text that sorts as its values do; help: declare the key attribute of type N or B and write \"{")
            .text(part.name)
            .text("}\" alone")
            .stop()
    }
}

/// Free text is checked when a key is made; labels, such as an enum's, can be checked right here.
const fn check_labels(entity: &EntitySchema, template: &Template, part: &FieldPart, separators: Bytes) {
    let free = part.shape.bytes.contains(0) && part.shape.bytes.contains(u8::MAX);
    if !free && part.shape.width.is_none() && part.shape.bytes.intersects(separators) {
        field(entity, template, part)
            .text(" has values that contain a separator of this template; help: write another separator, or rename the values")
            .stop()
    }
}

/// A field of variable width ends where a separator does, or the key.
const fn check_end(
    entity: &EntitySchema,
    template: &Template,
    part: &FieldPart,
    rest: &[Piece],
    separators: Bytes,
) {
    let ends = match rest {
        [] => true,
        [Piece::Literal(literal), ..] => match literal.as_bytes() {
            [byte, ..] => separators.contains(*byte),
            [] => false,
        },
        [Piece::Field(_), ..] => false,
    };
    if !ends {
        field(entity, template, part)
            .text(" has no end: what follows could be part of it; help: write a punctuation mark behind it, as in \"{")
            .text(part.name)
            .text("}#\"")
            .stop()
    }
}

const fn field(entity: &EntitySchema, template: &Template, part: &FieldPart) -> Message {
    about(entity).text("in template \"").text(template.text).text("\", field ").code(part.name)
}
