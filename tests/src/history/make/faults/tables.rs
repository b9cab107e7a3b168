//! Requests about whole tables.

use dynamo_model::request::KeyKind;

use crate::history::Step;
use crate::history::make::Maker;
use crate::history::make::tables::missing;

impl Maker {
    /// Makes a request about a whole table that must be refused.
    pub(in crate::history::make) fn broken_table(&mut self) -> Step {
        let mut table = self.table();
        match self.rng.usize(..5) {
            0 => Step::DeleteTable(missing()),
            1 if table.exists => Step::CreateTable(table.request),
            2 => {
                table.request.table = "t-".into();
                Step::CreateTable(table.request)
            }
            3 => {
                table.request.attributes.pop();
                Step::CreateTable(table.request)
            }
            _ => {
                let unused = table.request.clone().with_attribute("unused", KeyKind::S);
                Step::CreateTable(unused)
            }
        }
    }
}
