//! Values and items.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::value::{Item, Value, ValueKind};

use super::Maker;
use super::designs::{DATA, Design, INDEXED};

const STRINGS: [&str; 6] = ["x", "y", "xy", "", "😀é", "x\u{0}"];
const NUMBERS: [&str; 12] = [
    "1",
    "2",
    "0",
    "-1",
    "2.5",
    "1.0",
    "+2",
    "1e2",
    "-2.50",
    "12345678901234567890123456789012345678",
    "1e-120",
    "9.9e125",
];
const BINARIES: [&[u8]; 4] = [&[0], &[0, 1], &[], &[255]];
/// The names of map entries.
pub(super) const ENTRIES: [&str; 4] = ["x", "y", "z", "a.b"];
const BYTES: [usize; 10] = [900, 1024, 1100, 4000, 4096, 9000, 100_000, 262_144, 300_000, 380_000];
/// The largest item there can be.
const LARGEST: usize = 409_600;

impl Maker {
    /// Makes a value of the type an attribute usually has.
    pub(super) fn value_for(&mut self, name: &str) -> Value {
        if name == "ttl" && self.chance(90) {
            return self.time();
        }
        let usual = match name {
            "n" => ValueKind::N,
            "s" => *self.one_of(&[ValueKind::Ss, ValueKind::Ss, ValueKind::Ns, ValueKind::Bs]),
            "m" => ValueKind::M,
            "l" => ValueKind::L,
            _ => *self.one_of(&ValueKind::ALL),
        };
        let kind = if self.chance(90) { usual } else { *self.one_of(&ValueKind::ALL) };
        self.value(kind, 2)
    }

    /// Makes a value of a type, with so many levels below it.
    pub(super) fn value(&mut self, kind: ValueKind, levels: usize) -> Value {
        match kind {
            ValueKind::S => self.text().into(),
            ValueKind::N => self.number_of(&NUMBERS, usize::MAX).into(),
            ValueKind::B => (*self.one_of(&BINARIES)).into(),
            ValueKind::Bool => self.rng.bool().into(),
            ValueKind::Null => Value::Null,
            ValueKind::L => Value::L((0..self.rng.usize(..4)).map(|_| self.inner(levels)).collect()),
            ValueKind::M => {
                let names: Vec<&str> = ENTRIES.into_iter().filter(|_| self.rng.bool()).collect();
                let entries: BTreeMap<String, Value> =
                    names.into_iter().map(|name| (name.to_owned(), self.inner(levels))).collect();
                Value::M(entries)
            }
            ValueKind::Ss => Value::Ss(self.members(|maker| maker.text().to_owned())),
            ValueKind::Ns => Value::Ns(self.members(|maker| maker.number_of(&NUMBERS, 6))),
            ValueKind::Bs => Value::Bs(self.members(|maker| maker.one_of(&BINARIES).to_vec())),
        }
    }

    fn text(&mut self) -> &'static str {
        STRINGS[self.rng.usize(..STRINGS.len())]
    }

    fn inner(&mut self, levels: usize) -> Value {
        let kinds = if levels == 0 { &ValueKind::ALL[..5] } else { &ValueKind::ALL[..] };
        let kind = *self.one_of(kinds);
        self.value(kind, levels.saturating_sub(1))
    }

    fn members<T: Ord>(&mut self, member: impl Fn(&mut Self) -> T) -> BTreeSet<T> {
        (0..1 + self.rng.usize(..3)).map(|_| member(self)).collect()
    }

    /// Makes an item with this key.
    pub(super) fn item(&mut self, table: &Design, mut item: Item) -> Item {
        for (name, kind) in table.index_attributes() {
            if self.chance(85) {
                let value = self.index_value(kind);
                item.insert(&name, value);
            }
        }
        for (name, kind) in INDEXED {
            // What no index needs yet may be anything, and an index may be added.
            if table.kind_of(name).is_none() && self.chance(40) {
                let value = if self.chance(80) { self.index_value(kind) } else { self.value_for(name) };
                item.insert(name, value);
            }
        }
        for name in DATA {
            if self.chance(55) {
                let value = self.value_for(name);
                item.insert(name, value);
            }
        }
        if self.chance(if self.heavy { 60 } else { 5 }) {
            let filler = self.filler();
            item.insert("a", filler);
        }
        if self.heavy && self.chance(2) {
            item.insert("a", "");
            item.insert("a", "f".repeat(LARGEST - item.size()));
        }
        if self.chance(1) {
            item.insert("l", nested(31));
        }
        item
    }

    /// Makes a text that fills blocks of capacity, and pages.
    pub(super) fn filler(&mut self) -> Value {
        let sizes = if self.heavy { &BYTES[4..] } else { &BYTES[..6] };
        "f".repeat(*self.one_of(sizes)).into()
    }
}

/// Puts lists around a string.
pub(super) fn nested(lists: usize) -> Value {
    (0..lists).fold(Value::from("core"), |inner, _| Value::L(vec![inner]))
}
