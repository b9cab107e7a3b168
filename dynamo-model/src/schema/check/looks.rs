//! A first look at the entities of a table, which settles of most that no other can be taken for them. To compare each with
//! each would take the longer the more there are.

use super::super::{EntitySchema, KeyAttribute, TableSchema};
use crate::request::KeyKind;

/// How many looks are told apart; entities whose looks coincide are compared.
const LOOKS: u32 = 4096;
const WORDS: usize = LOOKS as usize / 64;

/// The looks that several entities have.
pub(super) struct Looks {
    several: [u64; WORDS],
    are_several: bool,
    /// Whether any key may begin as any other does.
    open: bool,
}

impl Looks {
    #[allow(clippy::indexing_slicing, reason = "const code has no `get_mut`; looks are fewer than the bits")]
    pub(super) const fn of(table: &TableSchema) -> Self {
        let (mut seen, mut looks) =
            ([0; WORDS], Self { several: [0; WORDS], are_several: false, open: false });
        let mut entities = table.entities;
        while let [entity, rest @ ..] = entities {
            let own = [tag(entity), key(entity, table)];
            let mut own = own.as_slice();
            while let [look, others @ ..] = own {
                match look {
                    Some(look) => {
                        let (word, bit) = place(*look);
                        looks.are_several = looks.are_several || seen[word] & bit != 0;
                        looks.several[word] |= seen[word] & bit;
                        seen[word] |= bit;
                    }
                    None => looks.open = true,
                }
                own = others;
            }
            entities = rest;
        }
        looks
    }

    /// Whether another entity may have the same keys or the same tag.
    #[allow(clippy::indexing_slicing, reason = "const code has no `get`; looks are fewer than the bits")]
    pub(super) const fn like_another(&self, entity: &EntitySchema, table: &TableSchema) -> bool {
        if self.open || !self.are_several {
            return self.open;
        }
        match (key(entity, table), tag(entity)) {
            (Some(key), Some(tag)) => {
                let ((key, key_bit), (tag, tag_bit)) = (place(key), place(tag));
                self.several[key] & key_bit != 0 || self.several[tag] & tag_bit != 0
            }
            _ => true,
        }
    }
}

const fn place(look: u32) -> (usize, u64) {
    // All bits have a say in the upper ones of the product (Fibonacci hashing).
    let look = (look as u64 * 0x9e37_79b1) as u32 >> (u32::BITS - LOOKS.ilog2());
    (look as usize / 64, 1 << (look % 64))
}

/// What a partition key begins with, up to its first separator: of two that begin alike this is the same. There is none
/// if a field may be all there is before the separator.
const fn key(entity: &EntitySchema, table: &TableSchema) -> Option<u32> {
    let [KeyAttribute { kind: KeyKind::S, .. }, ..] = table.key.pk else { return None };
    let mut rest = entity.pk.leading_literal().as_bytes();
    let mut look = 0;
    while let [byte, tail @ ..] = rest {
        look = mixed(look, *byte);
        if !matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z') {
            return Some(look);
        }
        rest = tail;
    }
    None
}

const fn tag(entity: &EntitySchema) -> Option<u32> {
    let mut rest = entity.tag.as_bytes();
    // Tags and keys look different, even if they are the same text.
    let mut look = 1;
    while let [byte, tail @ ..] = rest {
        look = mixed(look, *byte);
        rest = tail;
    }
    Some(look)
}

const fn mixed(look: u32, byte: u8) -> u32 {
    (look << 5) ^ (look >> 23) ^ byte as u32
}

#[cfg(test)]
mod tests {
    use super::super::super::overlap::leading_differs;
    use super::super::super::{Arguments, KeyAttributes, Piece, Retention, Template};
    use super::*;

    const BEGINNINGS: [&str; 10] = ["", "A", "A#", "A#B", "A#B#", "AB#", "Ä#", "ORDER#", "ORDER1#", "a#"];

    fn leaked<T>(value: T) -> &'static T {
        Box::leak(Box::new(value))
    }

    /// An entity whose partition key begins so, and then has a field or ends.
    fn entity(begins: &'static str, tag: &'static str) -> &'static EntitySchema {
        let pieces: &'static [Piece] = leaked([Piece::Literal(begins)]);
        let pk = Template { text: begins, pieces: if begins.is_empty() { &[] } else { pieces } };
        leaked(EntitySchema {
            rust_name: "E",
            path: "e",
            tag,
            pk,
            sk: None,
            revisions: None,
            accesses: &[],
            fields: &[],
            unique: &[],
            retention: Retention::NONE,
            check: None,
            arguments: Arguments::NONE,
        })
    }

    fn table(kind: KeyKind, entities: &[&'static EntitySchema]) -> TableSchema {
        TableSchema {
            rust_name: "T",
            name: "t",
            key: KeyAttributes { pk: leaked([KeyAttribute::new("pk", kind)]), sk: &[] },
            indexes: &[],
            entity_type: Some("_type"),
            adopts: false,
            revision: None,
            ttl: None,
            managed: &["pk", "_type"],
            entities: leaked(entities.to_vec()),
            collections: &[],
            open: false,
            overlaps: &[],
        }
    }

    #[test]
    fn entities_that_may_be_taken_for_each_other_look_alike() {
        for first in BEGINNINGS {
            for second in BEGINNINGS {
                for tag in ["one", "two"] {
                    let all = [entity(first, "one"), entity("Z#", "three"), entity(second, tag)];
                    let table = table(KeyKind::S, &all);
                    let looks = Looks::of(&table);
                    let alike = tag == "one" || !leading_differs(first.as_bytes(), second.as_bytes());
                    let found = [0, 2].map(|place| looks.like_another(all[place], &table));
                    assert!(!alike || found == [true, true], "{first} and {second} {tag}");
                }
            }
        }
    }

    #[test]
    fn most_entities_of_a_large_table_are_told_apart_at_first_sight() {
        let numbered = |n| entity(format!("ENTITY{n}#").leak(), format!("E{n}").leak());
        let all: Vec<_> = (0..100).map(numbered).collect();
        let alike = |table: &TableSchema| {
            let looks = Looks::of(table);
            all.iter().filter(|entity| looks.like_another(entity, table)).count()
        };
        assert!(alike(&table(KeyKind::S, &all)) < 20);
        assert_eq!(alike(&table(KeyKind::N, &all)), 100, "numbers do not begin with anything");
    }
}
