//! Batches that are refused as a whole.

use dynamo_model::expr::Projection;
use dynamo_model::request::{BatchGetItem, BatchWriteItem, KeysToGet, Write};
use dynamo_model::value::Item;

use crate::history::make::Maker;
use crate::history::make::tables::missing;

impl Maker {
    pub(in crate::history::make) fn break_batch_get(&mut self, request: &mut BatchGetItem) {
        if self.names_missing_table(request.tables.keys()) {
            return;
        }
        let Some(table) =
            self.tables.iter().find(|table| request.tables.contains_key(&table.name())).cloned()
        else {
            return;
        };
        let Some(wanted) = request.tables.get_mut(&table.name()) else { return };
        match self.rng.usize(..7) {
            0 => request.tables.clear(),
            1 => wanted.keys.clear(),
            2 => wanted.keys.extend(wanted.keys.first().cloned()),
            3 => wanted.keys = (0..101).map(|n| Item::from_iter([("pk", n)])).collect(),
            4 => wanted.projection = Some(Projection::from_iter(["a", "a"])),
            5 => {
                request.tables.insert(missing(), KeysToGet::new([Item::from_iter([("pk", "a")])]));
            }
            _ => {
                let mut key = self.key(&table);
                self.break_key(&table, &mut key);
                wanted.keys = vec![key];
            }
        }
    }

    pub(in crate::history::make) fn break_batch_write(&mut self, request: &mut BatchWriteItem) {
        if self.names_missing_table(request.tables.keys()) {
            return;
        }
        let Some(table) =
            self.tables.iter().find(|table| request.tables.contains_key(&table.name())).cloned()
        else {
            return;
        };
        let Some(writes) = request.tables.get_mut(&table.name()) else { return };
        match self.rng.usize(..8) {
            0 => request.tables.clear(),
            1 => writes.clear(),
            2 => writes.extend(writes.first().cloned()),
            3 => *writes = (0..26).map(|n| Write::Delete(Item::from_iter([("pk", n)]))).collect(),
            4 => {
                let key = Item::from_iter([("pk", "a")]);
                request.tables.insert(missing(), vec![Write::Delete(key)]);
            }
            5 => {
                let key = self.key(&table);
                let mut item = self.item(&table, key);
                self.break_item(&mut item);
                *writes = vec![Write::Put(item)];
            }
            6 => {
                let key = self.key(&table);
                let mut item = self.item(&table, key);
                self.break_index_key(&table, &mut item);
                *writes = vec![Write::Put(item)];
            }
            _ => {
                let mut key = self.key(&table);
                self.break_key_of_item(&table, &mut key);
                *writes = vec![if self.rng.bool() { Write::Put(key) } else { Write::Delete(key) }];
            }
        }
    }
}
