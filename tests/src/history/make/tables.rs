//! Tables come and go.

use dynamo_model::request::{BatchWriteItem, Scan, TableName, Write};

use super::Maker;
use crate::history::{Step, TableStep};

impl Maker {
    /// Creates the tables of the history, and puts something into them.
    pub(super) fn open_tables(&mut self) -> Vec<Step> {
        self.tables.iter_mut().for_each(|table| table.exists = true);
        let mut steps: Vec<Step> =
            self.tables.iter().map(|table| Step::CreateTable(table.request.clone())).collect();
        steps.extend(self.expiries());
        for table in self.tables.clone() {
            let keys = self.distinct_keys(&table, 20);
            let puts = keys.into_iter().map(|key| Write::Put(self.item(&table, key)));
            let fill = puts.fold(BatchWriteItem::new(), |batch, put| batch.with_write(table.name(), put));
            steps.push(Step::BatchWrite(fill));
        }
        steps
    }

    pub(super) fn describe_table(&mut self) -> Step {
        Step::DescribeTable(if self.is_faulty() { missing() } else { self.table().name() })
    }

    /// Deletes a table, or makes one anew that was deleted.
    pub(super) fn change_table(&mut self) -> Step {
        if self.is_faulty() {
            return self.broken_table();
        }
        // What is repeated, with a token or without, is meant for the tables as they are.
        self.tokens.clear();
        self.recent.clear();
        let deleted = self.tables.iter().position(|table| !table.exists);
        let number = deleted.unwrap_or_else(|| self.rng.usize(..self.tables.len()));
        if self.tables[number].exists {
            // A protected table stays. The history goes on with one that can be deleted, now and then.
            if self.tables[number].request.deletion_protection && self.rng.bool() {
                return self.set_protection(number, false);
            }
            self.tables[number].exists = self.tables[number].request.deletion_protection;
            return Step::DeleteTable(self.tables[number].name());
        }
        if self.rng.bool() {
            self.tables[number] = self.design(number);
        }
        self.tables[number].exists = true;
        Step::CreateTable(self.tables[number].request.clone())
    }

    /// Reads all there is, at the end.
    pub(super) fn last_look(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for table in &self.tables {
            steps.push(Step::DescribeTable(table.name()));
            steps.push(Step::OfTable(TableStep::ListTags(table.name())));
            steps.push(Step::Scan(Scan::new(table.name())));
            for index in table.indexes() {
                steps.push(Step::Scan(Scan::new(table.name()).on_index(index.name.clone())));
            }
        }
        steps.extend(self.last_look_at_streams());
        steps
    }
}

/// The name of a table that never exists.
pub(super) fn missing() -> TableName {
    "t-missing".into()
}
