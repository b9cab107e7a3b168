//! Whether the members of a collection are in the partitions it reads, whole.

use super::super::message::{Mistake, equal, none_of};
use super::super::{
    CollectionSchema, EntitySchema, FieldPart, Integer, PartFormat, Piece, ProjectionSchema, Shape, Side,
    TableSchema, Template,
};
use super::{help_with_index, view};

/// Where an index is told what to hold.
pub(super) const OF_PATTERN: &str = "of the entity\u{2019}s access pattern";

/// A table that lists collections lists all of its crate, so that its document lacks none.
pub(super) const fn check_listed(collection: &CollectionSchema, table: &TableSchema) -> Option<Mistake> {
    let mut listed = table.collections;
    while let [other, rest @ ..] = listed {
        if !same_crate(other.path, collection.path) || equal(other.path, collection.path) {
            return None;
        }
        listed = rest;
    }
    if table.collections.is_empty() {
        return None;
    }
    let mistake = Mistake::NONE.text("table ").code(table.rust_name).text(" lists its collections, but not ");
    let mistake = mistake.code(collection.rust_name).help("add it there, to `collections(…)`");
    Some(mistake.text("; one that is to be in no document says `unlisted` here"))
}

/// Whether the first names of two paths are the same.
const fn same_crate(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        if *a == b':' {
            return true;
        }
        left = left_rest;
        right = right_rest;
    }
    left.is_empty() && right.is_empty()
}

/// Checks a collection's partition key against its table.
pub(super) const fn check(collection: &CollectionSchema, table: &TableSchema) -> Option<Mistake> {
    let Some(name) = collection.access.index else { return None };
    if let Some(index) = table.index(name) {
        if index.vector.is_none() {
            return None;
        }
        let mistake =
            about(collection).text("index ").code(name).text(" is one of vectors, which has no order");
        return Some(mistake.help("read the collection from the table or another index"));
    }
    let mistake = about(collection).text("table ").code(table.rust_name);
    Some(help_with_index(mistake.text(" declares no index ").code(name), name, table))
}

/// Checks one member, by its place.
pub(super) const fn check_member(
    collection: &CollectionSchema,
    place: usize,
    table: &TableSchema,
) -> Option<Mistake> {
    let (before, rest) = collection.members.split_at(place);
    let [member, ..] = rest else { return None };
    if !member.compiles() {
        return None;
    }
    none_of!(is_first(collection, member, before));
    let Some(name) = collection.access.index else {
        return same_partition(collection, member, member.key().pk);
    };
    let Some(index) = table.index(name) else { return None };
    let Some(access) = member.on_index(name) else {
        let mistake = about(collection).text("entity ").code(member.rust_name);
        let mistake =
            mistake.text(" has no key on index ").code(name).help("add `#[access(name = …, index = ");
        let mistake = partition(mistake.text(name).text(", "), collection.access.pk);
        return Some(mistake.text(", …)]` to the entity, or remove it here"));
    };
    if !table.is_hydrated(name) {
        match collection.view(place) {
            Some(view) => none_of!(view::check(member, access, index, table, view, OF_PATTERN)),
            None if access.view.is_some() && !matches!(index.projection, ProjectionSchema::All) => {
                let mistake = about(collection).text("index ").code(name).text(" holds entity ");
                let mistake = mistake.code(member.rust_name).text(" in part only, for views");
                return Some(
                    mistake.help(
                        "hold a view of it here, or remove it, or declare the index with `project(all)`",
                    ),
                );
            }
            None => {}
        }
    }
    same_partition(collection, member, access.pk)
}

const fn is_first(
    collection: &CollectionSchema,
    member: &EntitySchema,
    before: &[&EntitySchema],
) -> Option<Mistake> {
    let mut before = before;
    while let [other, rest @ ..] = before {
        if other.is(member) {
            let mistake = about(collection).text("entity ").code(member.rust_name);
            return Some(mistake.text(" is a member already").help("remove one of them"));
        }
        before = rest;
    }
    None
}

const fn same_partition(
    collection: &CollectionSchema,
    member: &EntitySchema,
    templates: &[Template],
) -> Option<Mistake> {
    let (mut wanted, mut found) = (collection.access.pk, templates);
    loop {
        match (wanted, found) {
            ([], []) => return None,
            ([left, wanted_left @ ..], [right, found_left @ ..]) if same_pieces(left, right) => {
                none_of!(same_parts(collection, member, left, right));
                wanted = wanted_left;
                found = found_left;
            }
            (
                [Template { pieces: [Piece::Field(wanted)], .. }, ..],
                [Template { pieces: [Piece::Field(found)], .. }, ..],
            ) if wanted.shape.fraction && found.shape.fraction => {
                return Some(other_time(collection, member, wanted, found));
            }
            _ => return Some(other_template(collection, member, templates)),
        }
    }
}

/// The key attribute is a time by itself, of another form.
const fn other_time(
    collection: &CollectionSchema,
    member: &EntitySchema,
    wanted: &FieldPart,
    found: &FieldPart,
) -> Mistake {
    let mistake = about(collection).text("its partition key is the time ").code(wanted.name);
    let mistake = mistake.text(", stored as ").text(stored(wanted.format));
    let mistake = match collection.members {
        [first, ..] if !first.is(member) => mistake.text(" by entity ").code(first.rust_name),
        _ => mistake,
    };
    let mistake = mistake.text(", and field ").code(found.name).text(" of entity ").code(member.rust_name);
    let mistake = mistake.text(" is stored as ").text(stored(found.format));
    mistake.help("give the fields of all members the same `#[attr(time(…))]`, and write the part without a format here")
}

/// How a time that is a key attribute by itself is stored, in words.
const fn stored(format: PartFormat) -> &'static str {
    match format {
        PartFormat::Fraction(0) => "text with seconds",
        PartFormat::Fraction(3) => "text with milliseconds",
        PartFormat::Fraction(6) => "text with microseconds",
        PartFormat::Counted { .. } => "text of digits",
        PartFormat::Since1970(0) => "a number of seconds",
        PartFormat::Since1970(3) => "a number of milliseconds",
        PartFormat::Since1970(6) => "a number of microseconds",
        _ => "text with nanoseconds",
    }
}

const fn same_parts(
    collection: &CollectionSchema,
    member: &EntitySchema,
    wanted: &Template,
    found: &Template,
) -> Option<Mistake> {
    let Some((part, field)) = other_part(wanted, found) else { return None };
    let mistake = about(collection).text("part ").code(part.name).text(" has other key texts than field ");
    let mistake = mistake.code(field.name).text(" of entity ").code(member.rust_name);
    Some(mistake.help("give it the type of that field"))
}

const fn other_template(
    collection: &CollectionSchema,
    member: &EntitySchema,
    templates: &[Template],
) -> Mistake {
    let mistake = texts(about(collection).text("its partition key is "), collection.access.pk);
    let mistake = mistake.text(", but that of entity ").code(member.rust_name).text(" is ");
    let mistake = texts(mistake, templates);
    let mistake = match collection.access.index {
        Some(index) => mistake.text(" on index ").code(index),
        None => mistake,
    };
    mistake.help("give both the same literals, and parts in the same places and formats")
}

/// Writes the attribute that declares a partition key.
const fn partition(mistake: Mistake, templates: &[Template]) -> Mistake {
    match templates {
        [template] => mistake.text("pk = \"").text(template.text).text("\""),
        _ => texts(mistake.text("pk("), templates).text(")"),
    }
}

const fn texts(mistake: Mistake, templates: &[Template]) -> Mistake {
    let (mut mistake, mut rest) = (mistake, templates);
    while let [template, tail @ ..] = rest {
        mistake = mistake.text("\"").text(template.text).text("\"");
        if !tail.is_empty() {
            mistake = mistake.text(", ");
        }
        rest = tail;
    }
    mistake
}

/// Whether two templates have the same literals, and fields in the same places and formats, whatever they are called.
const fn same_pieces(left: &Template, right: &Template) -> bool {
    let (mut left, mut right) = (left.pieces, right.pieces);
    loop {
        match (left, right) {
            ([], []) => return true,
            ([Piece::Literal(a), left_rest @ ..], [Piece::Literal(b), right_rest @ ..]) if equal(a, b) => {
                left = left_rest;
                right = right_rest;
            }
            ([Piece::Field(a), left_rest @ ..], [Piece::Field(b), right_rest @ ..])
                if same_format(a.format, b.format) =>
            {
                left = left_rest;
                right = right_rest;
            }
            ([Piece::Shard(a), left_rest @ ..], [Piece::Shard(b), right_rest @ ..]) if a.count == b.count => {
                left = left_rest;
                right = right_rest;
            }
            _ => return false,
        }
    }
}

/// Finds the first fields in the same place whose key texts differ.
const fn other_part(left: &Template, right: &Template) -> Option<(&'static FieldPart, &'static FieldPart)> {
    let (mut left, mut right) = (left.pieces, right.pieces);
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if let (Piece::Field(a), Piece::Field(b)) = (a, b)
            && !same_shape(&a.shape, &b.shape)
        {
            return Some((a, b));
        }
        left = left_rest;
        right = right_rest;
    }
    None
}

const fn same_shape(left: &Shape, right: &Shape) -> bool {
    let same_width = match (left.width, right.width) {
        (Some(left), Some(right)) => left == right,
        (None, None) => true,
        _ => false,
    };
    same_width
        && left.bytes.equals(right.bytes)
        && left.text == right.text
        && left.number == right.number
        && same_integer(left.integer, right.integer)
        && left.binary == right.binary
        && left.reversed == right.reversed
}

const fn same_format(left: PartFormat, right: PartFormat) -> bool {
    match (left, right) {
        (PartFormat::Own, PartFormat::Own)
        | (PartFormat::Unpadded, PartFormat::Unpadded)
        | (PartFormat::Rest, PartFormat::Rest) => true,
        (PartFormat::Padded(left), PartFormat::Padded(right)) => {
            left.fill == right.fill && left.width == right.width && same_side(left.side, right.side)
        }
        (PartFormat::Digits(left), PartFormat::Digits(right))
        | (PartFormat::Signed(left), PartFormat::Signed(right))
        | (PartFormat::Fraction(left), PartFormat::Fraction(right))
        | (PartFormat::Since1970(left), PartFormat::Since1970(right)) => left == right,
        (
            PartFormat::Counted { fraction, width },
            PartFormat::Counted { fraction: other_fraction, width: other_width },
        ) => fraction == other_fraction && width == other_width,
        _ => false,
    }
}

const fn same_side(left: Side, right: Side) -> bool {
    matches!((left, right), (Side::Left, Side::Left) | (Side::Right, Side::Right))
}

/// Signed integers have the texts of other numbers: of their distances from the smallest.
const fn same_integer(left: Integer, right: Integer) -> bool {
    matches!(
        (left, right),
        (Integer::No, Integer::No)
            | (Integer::Unsigned, Integer::Unsigned)
            | (Integer::Signed, Integer::Signed)
    )
}

const fn about(collection: &CollectionSchema) -> Mistake {
    Mistake::NONE.text("collection ").code(collection.rust_name).text(": ")
}
