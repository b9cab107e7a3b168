//! Whether key templates fit the key attributes they make.

use super::super::message::{Mistake, about, none_of};
use super::super::{
    EntitySchema, FieldSchema, Integer, KeyAttribute, KeyAttributes, KeyTemplates, PartFormat, Template,
};
use super::text;
use crate::request::KeyKind;

/// Checks the templates of a key: the table's, or that of an index.
pub(super) const fn check(
    entity: &EntitySchema,
    made: KeyTemplates<'_>,
    key: &KeyAttributes,
    index: Option<&str>,
) -> Option<Mistake> {
    none_of!(counted(entity, Side::Partition, made.pk, key.pk, index));
    none_of!(templates(entity, made.pk, key.pk));
    none_of!(counted(entity, Side::Sort, made.sk, key.sk, index));
    templates(entity, made.sk, key.sk)
}

/// One of the two sides of a key.
#[derive(Clone, Copy)]
enum Side {
    Partition,
    Sort,
}

impl Side {
    const fn name(self) -> &'static str {
        match self {
            Self::Partition => "partition",
            Self::Sort => "sort",
        }
    }

    const fn written(self) -> &'static str {
        match self {
            Self::Partition => "pk",
            Self::Sort => "sk",
        }
    }
}

const fn templates(entity: &EntitySchema, made: &[Template], attributes: &[KeyAttribute]) -> Option<Mistake> {
    let (mut made, mut attributes) = (made, attributes);
    while let ([first, made_left @ ..], [attribute, attributes_left @ ..]) = (made, attributes) {
        none_of!(template(entity, first, attribute));
        made = made_left;
        attributes = attributes_left;
    }
    None
}

/// Every key attribute needs its template.
const fn counted(
    entity: &EntitySchema,
    side: Side,
    made: &[Template],
    attributes: &[KeyAttribute],
    index: Option<&str>,
) -> Option<Mistake> {
    match (made, attributes) {
        ([], [attribute]) => {
            let mistake = about(entity).text("no ").text(side.name()).text(" key for ");
            let mistake = owner(mistake, index).text(", whose ").text(side.name());
            let mistake = mistake.text(" key attribute is ").code(attribute.name);
            Some(mistake.help("add `").text(side.written()).text(" = \"…\"`"))
        }
        ([pk, ..], []) if matches!(side, Side::Partition) => {
            let mistake = about(entity).text("partition key template \"").text(pk.text).text("\" for ");
            let mistake = owner(mistake, index).text(", which has all vectors in one partition");
            Some(mistake.help("remove it, or declare the partition key of the index with `pk = \"…\"`"))
        }
        ([sk, ..], []) => {
            let mistake = about(entity).text("sort key template \"").text(sk.text).text("\" for ");
            let mistake = owner(mistake, index).text(", which has no sort key");
            Some(mistake.help("remove it, or declare the sort key with the table's or index's attributes"))
        }
        _ if made.len() == attributes.len() => None,
        _ => Some(miscounted(entity, side, made, attributes, index)),
    }
}

const fn miscounted(
    entity: &EntitySchema,
    side: Side,
    made: &[Template],
    attributes: &[KeyAttribute],
    index: Option<&str>,
) -> Mistake {
    let mistake = owner(about(entity), index);
    let mut mistake = match side {
        Side::Partition => mistake.text(" has the partition key attributes"),
        Side::Sort => mistake.text(" has the sort key attributes"),
    };
    mistake = listed(mistake, attributes);
    mistake = if made.len() > attributes.len() {
        mistake.text(", and more are named here")
    } else {
        mistake.text(", and fewer are named here")
    };
    mistake = mistake.help("name what makes each, in this order: `");
    mistake = match side {
        Side::Partition => mistake.text("pk("),
        Side::Sort => mistake.text("sk("),
    };
    let mut rest = attributes;
    while let [attribute, tail @ ..] = rest {
        mistake = match entity.stored_as(attribute.name) {
            Some((_, field)) => mistake.text(field.name),
            None => mistake.text("\"…\""),
        };
        if !tail.is_empty() {
            mistake = mistake.text(", ");
        }
        rest = tail;
    }
    mistake.text(")`")
}

const fn listed(mistake: Mistake, attributes: &[KeyAttribute]) -> Mistake {
    let mut mistake = mistake;
    let mut rest = attributes;
    while let [attribute, tail @ ..] = rest {
        mistake = mistake.text(" ").code(attribute.name);
        if !tail.is_empty() {
            mistake = mistake.text(",");
        }
        rest = tail;
    }
    mistake
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
        (KeyKind::N, Some(part)) if part.shape.reversed => (false, REVERSED),
        (KeyKind::N, Some(part)) if !part.shape.number && !matches!(part.shape.integer, Integer::No) => {
            (false, WIDE)
        }
        (KeyKind::N, Some(part)) if part.shape.fraction => (part.shape.number, A_TIME),
        (KeyKind::N, Some(part)) => (part.shape.number, A_NUMBER),
        (KeyKind::N, None) => (false, NUMBER),
        (KeyKind::B, Some(part)) => (part.shape.binary, BYTES),
        (KeyKind::B, None) => (false, BINARY),
    };
    if !fits {
        let mistake = about(entity).text("template \"").text(template.text);
        let mistake = mistake.text("\" does not fit key attribute ").code(attribute.name);
        let mistake = mistake.text(" of type ").text(attribute.kind.as_str());
        return Some(match template.only_field() {
            Some(part) => mistake.help("give field ").code(part.name).text(wants),
            None => mistake.help(wants),
        });
    }
    if matches!(attribute.kind, KeyKind::S) {
        none_of!(text::check(entity, template));
    } else if let Some(part) = template.only_field()
        && !matches!(part.format, PartFormat::Own | PartFormat::Since1970(_))
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
const BINARY: &str =
    "name one field of bytes, such as a `Binary`, or a UUID or ULID, and nothing else, as in \"{digest}\"";
// What the type of a field should be that is the whole template.
const A_NUMBER: &str =
    " the type of a number, an integer or `Number`, or declare the key attribute with type S";
const A_TIME: &str = " `#[attr(time(seconds, N))]`, by which a point in time is stored as a number of `seconds`, `millis` or `micros`, or declare the key attribute with type S";
const BYTES: &str =
    " a type of bytes, such as `Binary`, or a UUID or ULID, or declare the key attribute with type S";
const WIDE: &str = " an integer of 64 bits or fewer, or a `Number`: numbers have 38 digits";
const REVERSED: &str = " the type inside `Reverse`, and read with `.descending()`";

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
            // What has a text is stored as that.
            KeyKind::B => part.shape.natural && !part.shape.text,
            KeyKind::N => true,
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
    if let Some(part) = template.only_field()
        && part.field == place
    {
        let mistake = mistake.text(", a key attribute of type ").text(attribute.kind.as_str());
        let mistake = mistake.text(", but not in the form that its keys have");
        if part.shape.fraction && !part.shape.reversed && !matches!(attribute.kind, KeyKind::B) {
            let mistake = mistake.help("say how the time is stored: `#[attr(time)]` as text that sorts, ");
            return Some(
                mistake.text("`#[attr(time(seconds, N))]` as a number for a key attribute of type N"),
            );
        }
        let mistake = mistake.help("mark the field `#[attr(key)]`, so that it lives in the key only, ");
        return Some(mistake.text("or store it under another name"));
    }
    let mistake = mistake.text(", which is a key attribute here with template \"").text(template.text);
    let mistake = mistake.text("\"").help("write the template as \"{").text(field.name);
    let mistake = mistake.text("}\" if the field's text is the key, or mark the field `#[attr(key)]` ");
    Some(mistake.text("so that it lives in the key only"))
}
