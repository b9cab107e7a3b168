//! A first look at the entities of a table, which settles of most that no other can be taken for them. To compare each with
//! each would take the longer the more there are.

use super::super::{EntitySchema, KeyAttribute, TableSchema};
use crate::request::KeyKind;

/// How many looks are told apart; entities whose looks coincide are compared.
const LOOKS: u32 = 4096;
const WORDS: usize = LOOKS as usize / 64;

/// The looks that entities have, and those that several have.
pub(super) struct Looks {
    several: [u64; WORDS],
    /// Whether any key may begin as any other does.
    open: bool,
}

impl Looks {
    #[allow(clippy::indexing_slicing, reason = "const code has no `get_mut`; looks are fewer than the bits")]
    pub(super) const fn of(table: &TableSchema) -> Self {
        let (mut seen, mut looks) = ([0; WORDS], Self { several: [0; WORDS], open: false });
        let mut entities = table.entities;
        while let [entity, rest @ ..] = entities {
            match key(entity, table) {
                Some(look) => {
                    let (word, bit) = place(look);
                    looks.several[word] |= seen[word] & bit;
                    seen[word] |= bit;
                }
                None => looks.open = true,
            }
            let (word, bit) = place(tag(entity));
            looks.several[word] |= seen[word] & bit;
            seen[word] |= bit;
            entities = rest;
        }
        looks
    }

    /// Whether another entity may have the same keys or the same tag.
    #[allow(clippy::indexing_slicing, reason = "const code has no `get`; looks are fewer than the bits")]
    pub(super) const fn like_another(&self, entity: &EntitySchema, table: &TableSchema) -> bool {
        let Some(look) = key(entity, table) else { return true };
        let ((key, key_bit), (tag, tag_bit)) = (place(look), place(tag(entity)));
        self.open || self.several[key] & key_bit != 0 || self.several[tag] & tag_bit != 0
    }
}

const fn place(look: u32) -> (usize, u64) {
    let look = look % LOOKS;
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

const fn tag(entity: &EntitySchema) -> u32 {
    let mut rest = entity.tag.as_bytes();
    // Tags and keys look different, even if they are the same text.
    let mut look = 1;
    while let [byte, tail @ ..] = rest {
        look = mixed(look, *byte);
        rest = tail;
    }
    look
}

const fn mixed(look: u32, byte: u8) -> u32 {
    ((look << 5) | (look >> 27)) ^ (look >> 9) ^ byte as u32
}
