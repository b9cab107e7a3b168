//! Whether key templates fit the key attributes they make.

use super::super::message::{Mistake, about, none_of};
use super::super::{EntitySchema, FieldSchema, KeyAttribute, KeyPair, PartFormat, Template};
use super::text;
use crate::request::KeyKind;

/// Checks the templates of a key: the table's, or that of an index.
pub(super) const fn check(
    entity: &EntitySchema,
    pk: &Template,
    sk: Option<&Template>,
    key: &KeyPair,
    index: Option<&str>,
) -> Option<Mistake> {
    none_of!(template(entity, pk, &key.pk));
    match (sk, &key.sk) {
        (Some(sk), Some(attribute)) => template(entity, sk, attribute),
        (None, None) => None,
        (None, Some(attribute)) => {
            let mistake = owner(about(entity).text("no sort key for "), index);
            let mistake = mistake.text(", whose sort key attribute is ").code(attribute.name);
            Some(mistake.help("add `sk = \"…\"`"))
        }
        (Some(sk), None) => {
            let mistake = about(entity).text("sort key template \"").text(sk.text).text("\" for ");
            let mistake = owner(mistake, index).text(", which has no sort key");
            Some(mistake.help("remove it, or declare the sort key with the table's or index's attributes"))
        }
    }
}

const fn owner(mistake: Mistake, index: Option<&str>) -> Mistake {
    match index {
        Some(name) => mistake.text("index ").code(name),
        None => mistake.text("the table"),
    }
}

const fn template(entity: &EntitySchema, template: &Template, attribute: &KeyAttribute) -> Option<Mistake> {
    let (fits, wants) = match (attribute.kind, template.only_field()) {
        (KeyKind::S, _) => (true, ""),
        (KeyKind::N, Some(part)) => (part.shape.number, NUMBER),
        (KeyKind::N, None) => (false, NUMBER),
        (KeyKind::B, Some(part)) => (part.shape.binary, BINARY),
        (KeyKind::B, None) => (false, BINARY),
    };
    if !fits {
        let mistake = about(entity).text("template \"").text(template.text);
        let mistake = mistake.text("\" does not fit key attribute ").code(attribute.name);
        let mistake = mistake.text(" of type ").text(attribute.kind.as_str());
        return Some(mistake.help(wants));
    }
    if matches!(attribute.kind, KeyKind::S) {
        none_of!(text::check(entity, template));
    } else if let Some(part) = template.only_field()
        && !matches!(part.format, PartFormat::Own)
    {
        let mistake = about(entity).text("template \"").text(template.text).text("\" pads key attribute ");
        let mistake = mistake.code(attribute.name).text(", which is a number and not its digits");
        return Some(mistake.help("write \"{").text(part.name).text("}\""));
    }
    match entity.stored_as(attribute.name) {
        Some((place, field)) => natural(entity, template, attribute, place, field),
        None => None,
    }
}

const NUMBER: &str = "name one integer or `Number` field and nothing else, as in \"{count}\"";
const BINARY: &str = "name one `Binary` field and nothing else, as in \"{digest}\"";

/// A field stored under the name of a key attribute *is* that key attribute: the template must say just that.
const fn natural(
    entity: &EntitySchema,
    template: &Template,
    attribute: &KeyAttribute,
    place: usize,
    field: &FieldSchema,
) -> Option<Mistake> {
    let fits = match template.only_field() {
        Some(part) if part.field == place => match attribute.kind {
            KeyKind::S => part.shape.natural,
            KeyKind::N | KeyKind::B => true,
        },
        _ => false,
    };
    if fits && !field.plain {
        let mistake =
            about(entity).text("field ").code(field.name).text(" is the key attribute ").code(attribute.name);
        let mistake =
            mistake.text(", but serde\u{2019}s `with` stores it in another form than queries ask for");
        return Some(mistake.help("remove `with`, or store it under another name beside the key"));
    }
    if fits {
        return None;
    }
    let mistake = about(entity).text("field ").code(field.name).text(" is stored as ").code(attribute.name);
    let mistake = mistake.text(", which is a key attribute here with template \"").text(template.text);
    let mistake = mistake.text("\"").help("write the template as \"{").text(field.name);
    let mistake = mistake.text("}\" if the field's text is the key, or mark the field `#[attr(key)]` ");
    Some(mistake.text("so that it lives in the key only"))
}
