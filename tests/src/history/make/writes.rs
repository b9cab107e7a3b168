//! Single reads and writes.

use dynamo_model::request::{DeleteItem, GetItem, PutItem, ReturnValues, UpdateItem};

use super::Maker;
use super::designs::{DATA, Design};
use crate::history::Step;

impl Maker {
    pub(super) fn put(&mut self) -> Step {
        let table = self.table();
        let key = self.key(&table);
        let mut request = PutItem::new(table.name(), self.item(&table, key)).with_capacity(self.capacity());
        if self.chance(30) {
            request = request.with_condition(self.condition(&table));
        }
        if self.chance(30) {
            request = request.returning(ReturnValues::AllOld);
        }
        if self.chance(30) {
            request = request.returning_item_on_failure();
        }
        request.return_collection_metrics = self.chance(20);
        if self.is_faulty() {
            self.break_put(&table, &mut request);
        }
        Step::Put(request)
    }

    pub(super) fn update(&mut self) -> Step {
        let table = self.table();
        let mut request = UpdateItem::new(table.name(), self.key(&table)).with_capacity(self.capacity());
        if self.chance(96) {
            request = request.with_update(self.update_of(&table));
        }
        if self.chance(25) {
            request = request.with_condition(self.condition(&table));
        }
        let values = [
            ReturnValues::None,
            ReturnValues::AllOld,
            ReturnValues::AllNew,
            ReturnValues::UpdatedOld,
            ReturnValues::UpdatedNew,
        ];
        request = request.returning(*self.one_of(&values));
        if self.chance(30) {
            request = request.returning_item_on_failure();
        }
        request.return_collection_metrics = self.chance(20);
        if self.is_faulty() {
            self.break_update(&table, &mut request);
        }
        Step::Update(request)
    }

    pub(super) fn delete(&mut self) -> Step {
        let table = self.table();
        let mut request = DeleteItem::new(table.name(), self.key(&table)).with_capacity(self.capacity());
        if self.chance(30) {
            request = request.with_condition(self.condition(&table));
        }
        if self.chance(30) {
            request = request.returning(ReturnValues::AllOld);
        }
        if self.chance(30) {
            request = request.returning_item_on_failure();
        }
        request.return_collection_metrics = self.chance(20);
        if self.is_faulty() {
            self.break_delete(&table, &mut request);
        }
        Step::Delete(request)
    }

    pub(super) fn get(&mut self) -> Step {
        let table = self.table();
        let mut request = GetItem::new(table.name(), self.key(&table)).with_capacity(self.capacity());
        request.consistent_read = self.rng.bool();
        if self.chance(40) {
            request = request.with_projection(self.projection_of(&table));
        }
        if self.is_faulty() {
            self.break_get(&table, &mut request);
        }
        Step::Get(request)
    }

    /// Makes a projection of what items of a table have.
    pub(super) fn projection_of(&mut self, table: &Design) -> dynamo_model::expr::Projection {
        let names: Vec<String> = table.request.attributes.iter().map(|one| one.name.clone()).collect();
        let roots: Vec<&str> = names.iter().map(String::as_str).chain(DATA).collect();
        self.projection(&roots)
    }
}
