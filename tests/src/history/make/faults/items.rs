//! Keys and items that no table takes.

use std::collections::BTreeSet;

use dynamo_model::expr::{SetOperand, Update};
use dynamo_model::request::{KeyKind, UpdateItem};
use dynamo_model::value::{Item, Value};

use crate::history::make::Maker;
use crate::history::make::designs::Design;
use crate::history::make::values::nested;

impl Maker {
    /// Makes a key that is none: too little, too much, of another type, empty or too long.
    pub(super) fn break_key(&mut self, table: &Design, key: &mut Item) {
        if self.chance(20) {
            key.insert("a", 1);
        } else {
            self.break_key_of_item(table, key);
        }
    }

    pub(super) fn break_key_of_item(&mut self, table: &Design, item: &mut Item) {
        let attributes = table.typed(&table.request.key);
        let (name, kind) = self.one_of(&attributes).clone();
        let long = if name == "pk" { 2049 } else { 1025 };
        match self.rng.usize(..4) {
            0 => {
                item.remove(&name);
            }
            1 => item.insert(&name, another_type(kind)),
            2 => item.insert(&name, empty(kind)),
            _ => item.insert(&name, too_long(kind, long)),
        }
    }

    pub(super) fn break_index_key(&mut self, table: &Design, item: &mut Item) {
        let indexed = table.index_attributes();
        if indexed.is_empty() {
            return self.break_item(item);
        }
        let (name, kind) = self.one_of(&indexed).clone();
        match self.rng.usize(..3) {
            0 => item.insert(&name, another_type(kind)),
            1 => item.insert(&name, empty(kind)),
            _ => item.insert(&name, too_long(kind, 2049)),
        }
    }

    pub(super) fn break_index_key_of_update(&mut self, table: &Design, request: &mut UpdateItem) {
        let indexed = table.index_attributes();
        if indexed.is_empty() {
            request.update = self.wrong_update(table);
            return;
        }
        let (name, kind) = self.one_of(&indexed).clone();
        request.update = match self.rng.usize(..4) {
            0 => Update::new().set(name.as_str(), another_type(kind)),
            1 => Update::new().set(name.as_str(), empty(kind)),
            2 => Update::new().set(name.as_str(), SetOperand::if_not_exists("absent", another_type(kind))),
            _ => Update::new().set(name.as_str(), too_long(kind, 2049)),
        };
    }

    pub(super) fn break_item(&mut self, item: &mut Item) {
        match self.rng.usize(..5) {
            0 => item.insert("b", Value::Ss(BTreeSet::new())),
            1 => item.insert("b", Value::L(vec![Value::Ns(BTreeSet::new())])),
            2 => item.insert("", 1),
            3 => item.insert("b", nested(32)),
            _ => item.insert("b", "f".repeat(409_600)),
        }
    }
}

pub(super) fn another_type(kind: KeyKind) -> Value {
    match kind {
        KeyKind::S => 1.into(),
        KeyKind::N | KeyKind::B => "text".into(),
    }
}

/// Makes an empty value, or one of another type where there is none.
pub(super) fn empty(kind: KeyKind) -> Value {
    match kind {
        KeyKind::S => "".into(),
        KeyKind::N => Value::Null,
        KeyKind::B => Value::B(Vec::new()),
    }
}

/// Makes a value of so many bytes, or one of another type where there is none.
fn too_long(kind: KeyKind, bytes: usize) -> Value {
    match kind {
        KeyKind::S => "k".repeat(bytes).into(),
        KeyKind::N => Value::Bool(true),
        KeyKind::B => Value::B(vec![1; bytes]),
    }
}
