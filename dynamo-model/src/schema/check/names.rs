//! Fields under names that the table gives to attributes itself: the entity type, and the key attributes of indexes that
//! the entity has no pattern on. An item whose key attribute has another type is refused, even if it is in no index.

use super::super::message::{Mistake, about, equal, none_of};
use super::super::{EntitySchema, FieldSchema, IndexSchema, KeyAttribute, TableSchema};
use crate::request::KeyKind;
use crate::time::TimeFormat;

pub(super) const fn check(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if let Some(tag) = table.entity_type
        && let Some((_, field)) = entity.stored_as(tag)
    {
        let mistake = about(entity).text("field ").code(field.name).text(" is stored as ").code(tag);
        let mistake = mistake.text(", the entity-type attribute of ").code(table.rust_name);
        return Some(mistake.help("rename one of them"));
    }
    let mut indexes = table.indexes;
    while let [index, rest @ ..] = indexes {
        if entity.on_index(index.name).is_none() {
            none_of!(attributes(entity, index, index.key.pk));
            none_of!(attributes(entity, index, index.key.sk));
        }
        indexes = rest;
    }
    None
}

const fn attributes(
    entity: &EntitySchema,
    index: &IndexSchema,
    mut attributes: &[KeyAttribute],
) -> Option<Mistake> {
    while let [attribute, rest @ ..] = attributes {
        if let Some((_, field)) = entity.stored_as(attribute.name)
            && !may_be(field, attribute.kind)
        {
            return Some(mistyped(entity, field, index, attribute));
        }
        attributes = rest;
    }
    None
}

const fn mistyped(
    entity: &EntitySchema,
    field: &FieldSchema,
    index: &IndexSchema,
    attribute: &KeyAttribute,
) -> Mistake {
    let mistake = about(entity).text("field ").code(field.name).text(" is a ").code(field.ty);
    let mistake = mistake.text(" and is stored as ").code(attribute.name).text(", a key attribute of index ");
    let mistake = mistake.code(index.name).text(" of type ").text(attribute.kind.as_str());
    let mistake = mistake.help("store it under another name, with `#[serde(rename = \"…\")]`, or give it ");
    mistake.text(match attribute.kind {
        KeyKind::S => "a type that is stored as text, such as `String`",
        KeyKind::N => "the type of a number",
        KeyKind::B => "a type of bytes, such as `Binary`",
    })
}

/// Whether values of a field may be stored as a type; what is not known of its own may be anything.
const fn may_be(field: &FieldSchema, kind: KeyKind) -> bool {
    match stored(field) {
        Stored::Unknown => true,
        Stored::As(known) => known as u8 == kind as u8,
        Stored::AsNoKey => false,
    }
}

/// What is stored of a field.
enum Stored {
    Unknown,
    As(KeyKind),
    /// A boolean, list, map or set.
    AsNoKey,
}

const fn stored(field: &FieldSchema) -> Stored {
    match field.time {
        Some(TimeFormat::Text(_)) => return Stored::As(KeyKind::S),
        Some(TimeFormat::Number(_)) => return Stored::As(KeyKind::N),
        None => {}
    }
    if field.set || field.dimensions().is_some() {
        return Stored::AsNoKey;
    }
    if !field.plain {
        return Stored::Unknown;
    }
    if let [ty] = field.types
        && let Some(kind) = ty.kind()
    {
        return Stored::As(kind);
    }
    by_name(field.ty)
}

const NUMBERS: &[&str] =
    &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64"];
const TEXTS: &[&str] = &[
    "String",
    "char",
    "Box<str>",
    "Arc<str>",
    "Rc<str>",
    "Cow<'static, str>",
    "std::borrow::Cow<'static, str>",
];
const COLLECTIONS: &[&str] =
    &["Vec<", "VecDeque<", "HashMap<", "BTreeMap<", "HashSet<", "BTreeSet<", "[", "("];

/// What is stored of Rust's own types.
const fn by_name(ty: &str) -> Stored {
    if is_among(NUMBERS, ty) {
        return Stored::As(KeyKind::N);
    }
    if is_among(TEXTS, ty) {
        return Stored::As(KeyKind::S);
    }
    let mut collections = COLLECTIONS;
    while let [first, rest @ ..] = collections {
        if begins_with(ty.as_bytes(), first.as_bytes()) {
            return Stored::AsNoKey;
        }
        collections = rest;
    }
    if equal(ty, "bool") { Stored::AsNoKey } else { Stored::Unknown }
}

const fn is_among(mut names: &[&str], name: &str) -> bool {
    while let [first, rest @ ..] = names {
        if equal(first, name) {
            return true;
        }
        names = rest;
    }
    false
}

const fn begins_with(mut text: &[u8], mut start: &[u8]) -> bool {
    while let [wanted, start_left @ ..] = start {
        match text {
            [byte, text_left @ ..] if *byte == *wanted => text = text_left,
            _ => return false,
        }
        start = start_left;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::super::field;
    use super::*;

    fn fits(ty: &'static str) -> Vec<KeyKind> {
        let field = field("of", ty, false);
        [KeyKind::S, KeyKind::N, KeyKind::B].into_iter().filter(|kind| may_be(&field, *kind)).collect()
    }

    #[test]
    fn a_type_that_is_known_is_stored_as_one_type_or_as_no_key() {
        assert_eq!(["String", "char", "Box<str>"].map(fits), [const { [KeyKind::S] }; 3].map(Vec::from));
        assert_eq!(["u8", "i128", "f64"].map(fits), [const { [KeyKind::N] }; 3].map(Vec::from));
        for collection in ["Vec<u8>", "BTreeMap<String, u8>", "[u8; 4]", "(u8, u8)", "bool"] {
            assert!(fits(collection).is_empty(), "{collection}");
        }
        for unknown in ["Name", "Vector", "Box<Name>", "std::string::String"] {
            assert_eq!(fits(unknown).len(), 3, "{unknown}");
        }
    }

    #[test]
    fn what_says_how_it_is_stored_is_stored_so() {
        let time = |format| FieldSchema { time: Some(format), ..field("at", "DateTime<Utc>", false) };
        assert!(may_be(&time(TimeFormat::Number(0)), KeyKind::N));
        assert!(!may_be(&time(TimeFormat::Text(3)), KeyKind::N));
        let set = FieldSchema { set: true, plain: false, ..field("of", "Names", false) };
        assert!(!may_be(&set, KeyKind::S));
        let with = FieldSchema { plain: false, ..field("of", "u32", false) };
        assert!(may_be(&with, KeyKind::S));
    }
}
