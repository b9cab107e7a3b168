//! A first look at an entity, which settles for most that they fit their table. It asks for less than the checks do, and
//! once for all keys: a step costs the compiler far more than a program, and these checks took a sixth of its time.

use super::super::{
    EntitySchema, FieldPlace, KeyAttribute, KeyAttributes, PartFormat, Piece, ProjectionSchema, TableSchema,
    Template,
};
use crate::request::KeyKind;

/// The last bytes of all names that a table gives to attributes itself, as a set of bits; `None` if no entity of the table
/// is known by a first look.
pub(super) const fn ends(layout: &TableSchema) -> Option<u128> {
    if !layout.compiles()
        || layout.entity_type.is_none()
        || layout.keys_share_attributes()
        || layout.has_vectors()
    {
        return None;
    }
    let mut ends = 0;
    let mut names = layout.managed;
    while let [name, rest @ ..] = names {
        match name.as_bytes() {
            [.., end] if end.is_ascii() => ends |= 1 << *end,
            _ => return None,
        }
        names = rest;
    }
    Some(ends)
}

/// Whether no check of the entity finds a mistake, except that the table may not list it. False says nothing.
pub(super) const fn is_plain(entity: &EntitySchema, layout: &TableSchema, ends: u128) -> bool {
    if entity.revisions.is_some() || !are_texts(entity.key().pk, entity.key().sk, &layout.key) {
        return false;
    }
    let mut fields = entity.fields;
    while let [field, rest @ ..] = fields {
        if matches!(field.place, FieldPlace::Key) {
            return false;
        }
        match field.attribute.as_bytes() {
            [.., end] if *end < 128 && ends >> *end & 1 == 0 => {}
            _ if layout.manages(field.attribute) => return false,
            _ => {}
        }
        fields = rest;
    }
    let mut accesses = entity.accesses;
    while let [access, rest @ ..] = accesses {
        // A pattern of the table itself has its keys.
        if let Some(name) = access.index {
            let Some(index) = layout.index(name) else { return false };
            if access.hydrate
                || !access.own.is_empty()
                || !access.filter.is_empty()
                || !matches!(index.projection, ProjectionSchema::All)
                || !are_texts(access.pk, access.sk, &index.key)
            {
                return false;
            }
        }
        accesses = rest;
    }
    true
}

/// Whether a key has one attribute of text on each side, or none to sort by, and templates that can make these.
const fn are_texts(pk: &[Template], sk: &[Template], key: &KeyAttributes) -> bool {
    match (pk, key.pk) {
        ([template], [KeyAttribute { kind: KeyKind::S, .. }]) if is_text(template) => {}
        _ => return false,
    }
    match (sk, key.sk) {
        ([], []) => true,
        ([template], [KeyAttribute { kind: KeyKind::S, .. }]) => is_text(template),
        _ => false,
    }
}

/// Whether a template is of literals, of texts of one width, and of free texts that end where a separator or the key does.
const fn is_text(template: &Template) -> bool {
    let mut pieces = template.pieces;
    while let [piece, rest @ ..] = pieces {
        match piece {
            Piece::Literal(_) => {}
            Piece::Shard(_) => return false,
            Piece::Field(part) => {
                let free = part.shape.width.is_none();
                if !part.shape.text
                    || !matches!(part.format, PartFormat::Own)
                    || free && !part.shape.bytes.has_both_ends()
                {
                    return false;
                }
                match rest {
                    [] => {}
                    [Piece::Literal(literal), ..] => match literal.as_bytes() {
                        [b'#' | b'/' | b':' | b'|' | b'@' | b'-' | b'.' | b'_', ..] => {}
                        _ if free => return false,
                        _ => {}
                    },
                    _ if free => return false,
                    _ => {}
                }
            }
        }
        pieces = rest;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::super::{
        AccessSchema, Arguments, FieldPart, FieldSchema, IndexSchema, Retention, Revisions, Shape, Shards,
    };
    use super::super::{check_access, check_entity};
    use super::*;
    use crate::key::KeyPart;
    use crate::value::Number;

    fn leaked<T>(value: T) -> &'static T {
        Box::leak(Box::new(value))
    }

    fn part(shape: Shape, format: PartFormat) -> Piece {
        Piece::Field(FieldPart { field: 0, name: "id", shape, format, optional: false })
    }

    /// Templates of all kinds, most of which fit no key of text.
    fn templates() -> Vec<Template> {
        let free = part(Shape::TEXT, PartFormat::Own);
        let digits = part(u32::SHAPE, PartFormat::Own);
        let labels = part(Shape::over(super::super::super::Bytes::of("a#b")), PartFormat::Own);
        let literal = Piece::Literal;
        let all: [&[Piece]; 11] = [
            &[literal("META")],
            &[literal("A#"), free],
            &[free, literal("#"), digits],
            &[free, literal("x")],
            &[free, free],
            &[digits, digits, literal("x")],
            &[labels, literal("#")],
            &[part(Number::SHAPE, PartFormat::Own)],
            &[part(u32::SHAPE, PartFormat::Digits(5))],
            &[part(Shape::TEXT, PartFormat::Unpadded)],
            &[literal("A#"), Piece::Shard(Shards { count: 4 })],
        ];
        all.iter().map(|pieces| Template { text: "{id}", pieces: leaked(pieces.to_vec()) }).collect()
    }

    fn key(kind: KeyKind, names: [&'static str; 2]) -> KeyAttributes {
        KeyAttributes {
            pk: leaked([KeyAttribute::new(names[0], kind)]),
            sk: leaked([KeyAttribute::new(names[1], KeyKind::S)]),
        }
    }

    fn table(
        kinds: [KeyKind; 2],
        projection: ProjectionSchema,
        entity_type: Option<&'static str>,
    ) -> TableSchema {
        TableSchema {
            rust_name: "T",
            name: "t",
            key: key(kinds[0], ["pk", "sk"]),
            indexes: leaked([IndexSchema {
                name: "gsi1",
                key: key(kinds[1], ["gsi1pk", "gsi1sk"]),
                projection,
                local: false,
                vector: None,
            }]),
            entity_type,
            adopts: false,
            revision: None,
            ttl: None,
            managed: leaked(
                ["pk", "sk", "gsi1pk", "gsi1sk"].into_iter().chain(entity_type).collect::<Vec<_>>(),
            ),
            entities: &[],
            collections: &[],
            open: true,
            overlaps: &[],
        }
    }

    fn entity(pk: Template, sk: Template, attribute: &'static str, place: FieldPlace) -> EntitySchema {
        let field = FieldSchema { attribute, place, ..super::super::super::field("id", "String", false) };
        EntitySchema {
            rust_name: "E",
            path: "e",
            tag: "E",
            pk,
            sk: Some(sk),
            revisions: None,
            accesses: &[],
            fields: leaked([field]),
            unique: &[],
            retention: Retention::NONE,
            check: None,
            arguments: Arguments::NONE,
        }
    }

    fn with_access(entity: EntitySchema, access: AccessSchema) -> EntitySchema {
        EntitySchema { accesses: leaked([access]), ..entity }
    }

    fn looks_plain(entity: &EntitySchema, table: &TableSchema) -> bool {
        ends(table).is_some_and(|ends| is_plain(entity, table, ends))
    }

    #[test]
    fn an_entity_that_looks_plain_has_no_mistake() {
        let kinds = [KeyKind::S, KeyKind::N];
        let projections = [ProjectionSchema::All, ProjectionSchema::KeysOnly, ProjectionSchema::Include(&[])];
        let fields = [
            ("id", FieldPlace::Attribute),
            ("disk", FieldPlace::Attribute),
            ("gsi1pk", FieldPlace::Attribute),
            ("_type", FieldPlace::Attribute),
            ("id", FieldPlace::Key),
        ];
        let (mut plain, mut all) = (0, 0);
        for pk in templates() {
            for sk in templates() {
                for (attribute, place) in fields {
                    let entity = entity(pk, sk, attribute, place);
                    let of_index =
                        super::super::super::access("by", Some("gsi1"), leaked([sk]), leaked([pk]));
                    let accesses = [
                        of_index,
                        AccessSchema { index: None, ..of_index },
                        AccessSchema { index: Some("gsi2"), ..of_index },
                        AccessSchema { sk: &[], ..of_index },
                        AccessSchema { own: &[0], ..of_index },
                        AccessSchema { hydrate: true, ..of_index },
                    ];
                    for access in accesses {
                        let entity = with_access(entity, access);
                        for (kind, projection) in kinds
                            .into_iter()
                            .flat_map(|kind| projections.map(|projection| (kind, projection)))
                        {
                            let table = table([kind, KeyKind::S], projection, Some("_type"));
                            let mistake = check_entity(&entity, &table).or(check_access(&entity, 0, &table));
                            let looks_plain = looks_plain(&entity, &table);
                            assert!(!looks_plain || mistake.is_none(), "{entity:?}: {mistake:?}");
                            plain += usize::from(looks_plain);
                            all += 1;
                        }
                    }
                }
            }
        }
        assert!(plain > 0 && plain < all, "{plain} of {all} look plain");
    }

    #[test]
    fn what_most_entities_are_like_looks_plain() {
        let [meta, id, ..] = templates()[..] else { panic!("there are more") };
        let plain = with_access(
            entity(id, meta, "disk", FieldPlace::Attribute),
            super::super::super::access("by", Some("gsi1"), leaked([id]), leaked([id])),
        );
        let table = |kind, entity_type| table([KeyKind::S, kind], ProjectionSchema::All, entity_type);
        assert!(
            looks_plain(&plain, &table(KeyKind::S, Some("_type"))),
            "a name may end as a key attribute's does"
        );
        assert!(!looks_plain(&plain, &table(KeyKind::B, Some("_type"))));
        assert!(!looks_plain(&plain, &table(KeyKind::S, None)), "what shares a range is to be told apart");
        let revised = EntitySchema { revisions: Some(Revisions { oldest: 1, current: 2 }), ..plain };
        assert!(!looks_plain(&revised, &table(KeyKind::S, Some("_type"))));
    }
}
