//! What is done for each of the items that a page or a read turns up, before any of them is known.

use super::cost::{GUARD, ITEM};
use super::{Cost, Explanation, Step, write};
use crate::request::TableName;
use crate::schema::{EntitySchema, TableSchema};

/// What is done over and over with the items of a table.
pub(crate) struct Repeated<'t> {
    pub(crate) table: &'t TableSchema,
    pub(crate) name: &'t TableName,
}

impl Explanation {
    /// Says that all of it is done for each of something, unless it says of what.
    pub(crate) fn for_each(mut self, what: &'static str) -> Self {
        self.steps = self.steps.into_iter().map(|step| step.or_for_each(what)).collect();
        self
    }
}

impl Repeated<'_> {
    pub(crate) fn read(&self, each: &'static str) -> Step {
        self.step("GetItem", vec![Cost::read(None, ITEM, true, "an item of at most 400 KB")], each)
    }

    pub(crate) fn update(&self, entity: &EntitySchema, each: &'static str) -> Step {
        self.step("UpdateItem", write::update_of(self.table, entity), each)
    }

    pub(crate) fn check(&self, each: &'static str) -> Step {
        self.in_transaction("ConditionCheck in TransactWriteItems", write::check(), each)
    }

    pub(crate) fn read_guard(&self, each: &'static str) -> Step {
        self.step("GetItem", vec![Cost::read(None, GUARD, true, "a guard of at most 8 KB")], each)
    }

    pub(crate) fn put_guard(&self, each: &'static str) -> Step {
        self.in_transaction("Put in TransactWriteItems", write::guard(self.table), each)
    }

    pub(crate) fn delete_guard(&self, each: &'static str) -> Step {
        self.in_transaction("Delete in TransactWriteItems", write::guard(self.table), each)
    }

    fn in_transaction(&self, operation: &'static str, costs: Vec<Cost>, each: &'static str) -> Step {
        self.step(operation, costs.into_iter().map(write::in_transaction).collect(), each)
    }

    fn step(&self, operation: &'static str, costs: Vec<Cost>, each: &'static str) -> Step {
        Step::new(operation, self.name, costs).for_each(each)
    }
}
