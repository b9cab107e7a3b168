//! Keys: few, so that requests meet, and close to each other in every order.

use dynamo_model::request::{KeyKind, KeySchema};
use dynamo_model::value::{Item, Number, Value};

use super::Maker;
use super::designs::Design;

const STRINGS: [&str; 8] = ["a", "b", "ab", "a\u{0}", "a\u{ffff}", "a😀", "é", "B"];
/// Several are one number.
const NUMBERS: [&str; 14] = [
    "1",
    "0",
    "-1",
    "1.0",
    "01e0",
    "10E-1",
    "-0",
    "10",
    "1e2",
    "0.5",
    ".5",
    "-1e125",
    "1e-130",
    "99999999999999999999999999999999999999",
];
const BINARIES: [&[u8]; 8] = [&[0], &[1], &[0, 0], &[0, 255], &[255], &[255, 0], &[1, 0], &[128]];

impl Maker {
    /// Makes the value of a key attribute.
    pub(super) fn key_value(&mut self, kind: KeyKind) -> Value {
        // The first few come most often.
        let most = if self.chance(85) { 5 } else { usize::MAX };
        match kind {
            KeyKind::S => STRINGS[self.rng.usize(..STRINGS.len().min(most))].into(),
            KeyKind::N => self.number_of(&NUMBERS, most).into(),
            KeyKind::B => BINARIES[self.rng.usize(..BINARIES.len().min(most))].into(),
        }
    }

    /// Makes the value of a partition key attribute: there are fewer of these.
    pub(super) fn partition_value(&mut self, kind: KeyKind) -> Value {
        if self.chance(15) {
            return self.key_value(kind);
        }
        let few = self.rng.usize(..3);
        match kind {
            KeyKind::S => STRINGS[few].into(),
            KeyKind::N => self.number_of(&NUMBERS[..5], 5).into(),
            KeyKind::B => BINARIES[few].into(),
        }
    }

    /// Makes the value of a key attribute of an index: two make the partitions, so that some are full.
    pub(super) fn index_value(&mut self, kind: KeyKind) -> Value {
        if self.chance(25) {
            return self.partition_value(kind);
        }
        let few = self.rng.usize(..2);
        match kind {
            KeyKind::S => STRINGS[few].into(),
            KeyKind::N => self.number_of(&NUMBERS[few..=few], 1).into(),
            KeyKind::B => BINARIES[few].into(),
        }
    }

    pub(super) fn number_of(&mut self, texts: &[&str], most: usize) -> Number {
        let text = texts[self.rng.usize(..texts.len().min(most))];
        Number::parse(text).unwrap_or_default()
    }

    /// Makes a text of the most bytes a sort key may have, and of which the last tells two apart.
    fn longest_text(&mut self) -> String {
        let last = *self.one_of(&["a", "b"]);
        format!("{}{last}", "k".repeat(1023))
    }

    /// Makes a value that a key attribute of this name often has.
    pub(super) fn value_in(&mut self, name: &str, kind: KeyKind) -> Value {
        match name {
            "pk" => self.partition_value(kind),
            "sk" => self.key_value(kind),
            _ => self.index_value(kind),
        }
    }

    /// Makes the primary key of an item.
    pub(super) fn key(&mut self, table: &Design) -> Item {
        self.key_of(table, &table.request.key)
    }

    /// Makes a value for every attribute of a key.
    pub(super) fn key_of(&mut self, table: &Design, key: &KeySchema) -> Item {
        let mut item = Item::new();
        for name in key.attributes() {
            let kind = table.kind_of(name).unwrap_or(KeyKind::S);
            let value = self.value_in(name, kind);
            item.insert(name, value);
        }
        if table.kind_of("sk") == Some(KeyKind::S) && has_short_sort_keys(table) && self.chance(1) {
            item.insert("sk", self.longest_text());
        }
        item
    }

    /// Makes a key no two of which are alike.
    pub(super) fn distinct_keys(&mut self, table: &Design, most: usize) -> Vec<Item> {
        let mut keys: Vec<Item> = Vec::new();
        for _ in 0..most {
            let key = self.key(table);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}

/// Whether no sort key has several attributes, the sizes of which add up.
fn has_short_sort_keys(table: &Design) -> bool {
    table.request.global_indexes.iter().all(|index| index.key.sort().len() < 2)
}
