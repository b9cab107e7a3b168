//! Requests that must be refused: each has one thing wrong with it.

mod batches;
mod expressions;
mod items;
mod reads;
mod tables;
mod transactions;

use dynamo_model::request::{DeleteItem, GetItem, PutItem, ReturnValues, TableName, UpdateItem};

use super::Maker;
use super::designs::Design;
use super::tables::missing;

impl Maker {
    pub(super) fn break_put(&mut self, table: &Design, request: &mut PutItem) {
        match self.rng.usize(..8) {
            0 => request.table = missing(),
            1 => request.return_values = ReturnValues::AllNew,
            2 => request.condition = Some(self.wrong_condition(table)),
            3 => self.break_index_key(table, &mut request.item),
            4 => self.break_key_of_item(table, &mut request.item),
            _ => self.break_item(&mut request.item),
        }
    }

    pub(super) fn break_update(&mut self, table: &Design, request: &mut UpdateItem) {
        match self.rng.usize(..6) {
            0 => request.table = missing(),
            1 => request.condition = Some(self.wrong_condition(table)),
            2 => self.break_key(table, &mut request.key),
            3 => self.break_index_key_of_update(table, request),
            _ => request.update = self.wrong_update(table),
        }
    }

    pub(super) fn break_delete(&mut self, table: &Design, request: &mut DeleteItem) {
        match self.rng.usize(..4) {
            0 => request.table = missing(),
            1 => request.return_values = ReturnValues::UpdatedOld,
            2 => request.condition = Some(self.wrong_condition(table)),
            _ => self.break_key(table, &mut request.key),
        }
    }

    pub(super) fn break_get(&mut self, table: &Design, request: &mut GetItem) {
        match self.rng.usize(..4) {
            0 => request.table = missing(),
            1 => request.projection = Some(self.wrong_projection(table)),
            _ => self.break_key(table, &mut request.key),
        }
    }

    /// Whether one of the tables was deleted, which is one thing wrong already.
    fn names_missing_table<'t>(&self, mut names: impl Iterator<Item = &'t TableName>) -> bool {
        names.any(|name| self.tables.iter().any(|table| table.request.table == *name && !table.exists))
    }
}
