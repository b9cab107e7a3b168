//! Transactions that are refused before they begin, or cancelled by a key.

use dynamo_model::expr::{Condition, Path, Projection, Update};
use dynamo_model::request::{Action, KeyKind, TransactGetItems, TransactWrite, TransactWriteItems};
use dynamo_model::value::Item;

use super::items::{another_type, empty};
use crate::history::make::Maker;
use crate::history::make::designs::Design;
use crate::history::make::tables::missing;

impl Maker {
    pub(in crate::history::make) fn break_transact_get(&mut self, request: &mut TransactGetItems) {
        if self.names_missing_table(request.gets.iter().map(|get| &get.table)) {
            return;
        }
        let Some(table) = self.tables.iter().find(|table| table.exists).cloned() else { return };
        match self.rng.usize(..6) {
            0 => request.gets.clear(),
            1 => request.gets.extend(request.gets.first().cloned()),
            2 => {
                request.gets.truncate(1);
                request.gets[0].table = missing();
            }
            3 => request.gets[0].projection = Some(Projection::from_iter(["a", "a"])),
            4 => request.gets = vec![request.gets[0].clone(); 101],
            _ => {
                let get = &mut request.gets[0];
                (get.table, get.projection) = (table.name(), None);
                let mut key = self.key(&table);
                let name = table.request.key.partition()[0].clone();
                let kind = table.kind_of(&name).unwrap_or(KeyKind::S);
                key.insert(&name, another_type(kind));
                get.key = key;
            }
        }
    }

    pub(in crate::history::make) fn break_transact_write(&mut self, request: &mut TransactWriteItems) {
        if self.names_missing_table(request.writes.iter().map(|write| &write.table)) {
            return;
        }
        let Some(table) = self.tables.iter().find(|table| table.exists).cloned() else { return };
        let whole = self.key(&table);
        let write = &mut request.writes[0];
        match self.rng.usize(..12) {
            11 if self.heavy => request.writes = self.too_much(&table),
            0 => request.writes.clear(),
            1 => request.writes.extend(request.writes.first().cloned()),
            2 => {
                write.table = missing();
                request.writes.truncate(1);
            }
            3 => request.writes = vec![request.writes[0].clone(); 101],
            4 => request.token = Some("t".repeat(37)),
            5 => request.token = Some(String::new()),
            6 => (write.action, write.condition) = (Action::Check(whole), None),
            7 => {
                let mut item = whole;
                self.break_item(&mut item);
                (write.table, write.action) = (table.name(), Action::Put(item));
                request.writes.truncate(1);
            }
            8 => {
                (write.table, write.action) = (table.name(), Action::Update(whole, Update::new()));
                request.writes.truncate(1);
            }
            9 => {
                write.condition = Some(Condition::lt(Path::attribute("a"), true));
                request.writes.truncate(1);
            }
            _ => {
                let mut key = whole;
                let name = table.request.key.partition()[0].clone();
                let kind = table.kind_of(&name).unwrap_or(KeyKind::S);
                let wrong = if self.rng.bool() { another_type(kind) } else { empty(kind) };
                key.insert(&name, wrong);
                write.table = table.name();
                write.action = if self.rng.bool() { Action::Put(key) } else { Action::Delete(key) };
                request.writes.truncate(1);
            }
        }
    }

    /// Makes puts of more than four megabytes.
    fn too_much(&mut self, table: &Design) -> Vec<TransactWrite> {
        let mut keys = self.distinct_keys(table, 60);
        keys.truncate(12);
        let large = |mut item: Item| {
            item.insert("a", "f".repeat(380_000));
            TransactWrite::new(table.name(), Action::Put(item))
        };
        keys.into_iter().map(large).collect()
    }
}
