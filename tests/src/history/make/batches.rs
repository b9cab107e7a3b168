//! Batches.

use dynamo_model::request::{BatchGetItem, BatchWriteItem, KeysToGet, Write};

use super::Maker;
use crate::history::Step;

impl Maker {
    pub(super) fn batch_get(&mut self) -> Step {
        let mut request = BatchGetItem::new().with_capacity(self.capacity());
        for _ in 0..1 + self.rng.usize(..2) {
            let table = self.table();
            let most = 1 + self.rng.usize(..12);
            let mut wanted = KeysToGet::new(self.distinct_keys(&table, most));
            wanted.consistent_read = self.rng.bool();
            if self.chance(30) {
                wanted.projection = Some(self.projection_of(&table));
            }
            request = request.with_keys(table.name(), wanted);
        }
        if self.is_faulty() {
            self.break_batch_get(&mut request);
        }
        Step::BatchGet(request)
    }

    pub(super) fn batch_write(&mut self) -> Step {
        let mut request = BatchWriteItem::new().with_capacity(self.capacity());
        for _ in 0..1 + self.rng.usize(..2) {
            let table = self.table();
            if request.tables.contains_key(&table.name()) {
                continue;
            }
            let most = 1 + self.rng.usize(..8);
            for key in self.distinct_keys(&table, most) {
                let write =
                    if self.chance(70) { Write::Put(self.item(&table, key)) } else { Write::Delete(key) };
                request = request.with_write(table.name(), write);
            }
        }
        request.return_collection_metrics = self.chance(20);
        if self.is_faulty() {
            self.break_batch_write(&mut request);
        }
        Step::BatchWrite(request)
    }
}
