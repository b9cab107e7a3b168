//! Requests about whole tables.

use dynamo_model::request::{
    BillingMode, IndexDefinition, KeyKind, KeySchema, StreamUpdate, StreamView, Throughput, UpdateTable,
};

use crate::history::make::Maker;
use crate::history::make::designs::Design;
use crate::history::make::table_changes::provisioned;
use crate::history::make::tables::missing;
use crate::history::{Step, TableStep};

impl Maker {
    /// Makes a request about a whole table that must be refused.
    pub(in crate::history::make) fn broken_table(&mut self) -> Step {
        let mut table = self.table();
        match self.rng.usize(..8) {
            0 => Step::DeleteTable(missing()),
            1 if table.exists => Step::CreateTable(table.request),
            2 => {
                table.request.table = "t-".into();
                Step::CreateTable(table.request)
            }
            3..6 => Step::CreateTable(self.with_wrong_local_index(table).request),
            6 => {
                table.request.attributes.pop();
                Step::CreateTable(table.request)
            }
            _ => {
                let unused = table.request.clone().with_attribute("unused", KeyKind::S);
                Step::CreateTable(unused)
            }
        }
    }

    /// Adds local indexes no table has: of another partition, without an order of their own, or too many.
    fn with_wrong_local_index(&mut self, mut table: Design) -> Design {
        let local = |name: &str, key| IndexDefinition::new(name, key);
        let own = KeySchema::new("pk").with_sort("g1");
        let wrong = match self.rng.usize(..4) {
            0 => vec![local("local-x", KeySchema::new("g1").with_sort("pk"))],
            1 => vec![local("local-x", KeySchema::new("pk"))],
            2 => vec![local("local-x", own.clone()), local("local-x", own)],
            _ => (0..6).map(|number| local(&format!("local-x{number}"), own.clone())).collect(),
        };
        if table.kind_of("g1").is_none()
            && wrong.iter().any(|index| index.key.attributes().any(|name| name == "g1"))
        {
            table.request = table.request.with_attribute("g1", KeyKind::S);
        }
        table.request.local_indexes.extend(wrong);
        table
    }

    /// Makes a change of a table that must be refused.
    pub(in crate::history::make) fn broken_change(&mut self) -> Step {
        let table = self.table();
        let change = || UpdateTable::new(table.name());
        let units = Throughput { read: 3, write: 4 };
        let request = match self.rng.usize(..10) {
            0 => change(),
            1 => UpdateTable::new(missing()).with_deletion_protection(true),
            2 => change().deleting_index("no-index"),
            3 => change().with_index_throughput("no-index", units),
            4 => match provisioned(&table) {
                Some(current) => change().with_throughput(current),
                None => change().with_throughput(units),
            },
            5 => match table.request.stream {
                Some(_) => change().with_stream(StreamUpdate::Enable(StreamView::KeysOnly)),
                None => change().with_stream(StreamUpdate::Disable),
            },
            6 => self.throughput_of_index(&table, units),
            _ => self.wrong_new_index(&table, units),
        };
        Step::OfTable(TableStep::Update(request))
    }

    /// Gives throughput to an index that pays by request, or none to one that does not.
    fn throughput_of_index(&mut self, table: &Design, units: Throughput) -> UpdateTable {
        let change = UpdateTable::new(table.name());
        match (table.request.global_indexes.first(), provisioned(table)) {
            (Some(index), None) if self.rng.bool() => change.with_index_throughput(index.name.clone(), units),
            (Some(_), None) => change.with_billing(BillingMode::Provisioned(units)),
            _ => change.with_billing(BillingMode::OnDemand).with_throughput(units),
        }
    }

    fn wrong_new_index(&mut self, table: &Design, units: Throughput) -> UpdateTable {
        let throughput = provisioned(table).map(|_| units);
        let index = |name: &str, throughput| {
            let mut index = IndexDefinition::new(name, KeySchema::new("g1"));
            index.throughput = throughput;
            index
        };
        let change = UpdateTable::new(table.name()).with_attribute("g1", KeyKind::S);
        let known = table.indexes().next().map_or("index-x", |index| &index.name);
        match self.rng.usize(..6) {
            0 => UpdateTable::new(table.name()).creating_index(index("index-x", throughput)),
            1 if known != "index-x" => change.creating_index(index(known, throughput)),
            2 => change
                .creating_index(index("index-x", throughput))
                .creating_index(index("index-y", throughput)),
            3 => change.creating_index(index("index-x", throughput)).deleting_index("index-x"),
            4 => change.creating_index(index("x", throughput)),
            _ => {
                change.creating_index(index("index-x", if throughput.is_some() { None } else { Some(units) }))
            }
        }
    }
}
