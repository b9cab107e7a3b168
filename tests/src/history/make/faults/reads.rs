//! Queries and scans that cannot be answered.

use dynamo_model::expr::{Condition, KeyCondition, Path, Projection, SortRange};
use dynamo_model::request::{KeyKind, Query, Scan, Segment, Select};
use dynamo_model::value::{Item, Value};

use super::items::another_type;
use crate::history::make::Maker;
use crate::history::make::designs::Design;
use crate::history::make::tables::missing;

/// An attribute that only indexes of everything project.
const UNPROJECTED: &str = "unprojected";

impl Maker {
    pub(in crate::history::make) fn break_query(&mut self, table: &Design, request: &mut Query) {
        let index = table.indexes().find(|one| Some(&one.name) == request.index.as_ref());
        let schema = index.map_or(&table.request.key, |index| &index.key);
        // What is wrong first must be what is wrong alone.
        (request.exclusive_start_key, request.select, request.projection) = (None, None, None);
        match self.rng.usize(..14) {
            0 => request.table = missing(),
            1 => request.limit = Some(0),
            2 => request.select = Some(Select::SpecificAttributes),
            3 => {
                (request.index, request.select) = (None, Some(Select::AllProjectedAttributes));
                request.filter = None;
                request.key_condition = self.key_condition(table, &table.request.key);
            }
            4 => request.index = Some("no-index".to_owned()),
            5 => (request.consistent_read, request.filter) = (true, None),
            6 => {
                let key = self.one_of(schema.partition()).clone();
                request.filter = Some(Condition::exists("a").and(Condition::eq(Path::attribute(key), "a")));
            }
            7 => request.filter = Some(self.wrong_condition_of_data()),
            8 => request.exclusive_start_key = Some(Item::from_iter([("pk", "a"), ("other", "b")])),
            9 => request.select = Some(Select::AllAttributes),
            10 => request.filter = Some(Condition::exists(UNPROJECTED)),
            11 => (request.projection, request.filter) = (Some(Projection::from_iter([UNPROJECTED])), None),
            12 => self.break_index_condition(table, request),
            _ => self.break_key_condition(table, request),
        }
    }

    /// Makes a key condition that leaves out an attribute which must be there.
    fn break_index_condition(&mut self, table: &Design, request: &mut Query) {
        let wide = table.request.global_indexes.iter().find(|index| index.key.attributes().count() > 2);
        let Some(index) = wide.cloned() else { return self.break_key_condition(table, request) };
        (request.index, request.filter) = (Some(index.name.clone()), None);
        (request.consistent_read, request.limit) = (false, None);
        let mut names: Vec<String> = index.key.attributes().map(str::to_owned).collect();
        names.remove(self.rng.usize(..names.len() - 1));
        let mut equals = names.into_iter().map(|name| {
            let kind = table.kind_of(&name).unwrap_or(KeyKind::S);
            let value = self.value_in(&name, kind);
            (name, value)
        });
        let Some((name, value)) = equals.next() else { return };
        request.key_condition = KeyCondition::partition(name, value);
        for (name, value) in equals {
            request.key_condition = request.key_condition.clone().with_equal(name, value);
        }
    }

    fn break_key_condition(&mut self, table: &Design, request: &mut Query) {
        let partition = table.request.key.partition()[0].clone();
        let kind = table.kind_of(&partition).unwrap_or(KeyKind::S);
        let value = self.partition_value(kind);
        let sort = table.request.key.sort().first();
        let sort = sort.map(|name| (name.clone(), table.kind_of(name).unwrap_or(KeyKind::S)));
        (request.index, request.filter) = (None, None);
        let whole = KeyCondition::partition(partition.clone(), value.clone());
        request.key_condition = match (self.rng.usize(..9), sort) {
            (0, _) => KeyCondition::partition("a", 1),
            (1, _) => KeyCondition::partition(partition, another_type(kind)),
            (2, _) => whole.with_equal("a", 1),
            (3, _) => whole.with_range(partition, SortRange::Gt(value)),
            (4, Some((sort, kind))) => whole.with_equal(sort, another_type(kind)),
            (5, Some((sort, _))) => whole.with_range(sort, SortRange::Gt(Value::Bool(true))),
            (6, Some((sort, _))) => whole.with_range(sort, SortRange::Between("b".into(), "a".into())),
            (7, Some((sort, _))) => whole.with_range(sort, SortRange::BeginsWith(1.into())),
            (_, Some((sort, _))) => {
                whole.with_equal(sort.clone(), "a").with_range(sort, SortRange::Gt("a".into()))
            }
            (_, None) => whole.with_equal("b", "a").with_equal("c", "a"),
        };
    }

    pub(in crate::history::make) fn break_scan(&mut self, table: &Design, request: &mut Scan) {
        request.exclusive_start_key = None;
        match self.rng.usize(..12) {
            0 => request.table = missing(),
            1 => request.limit = Some(0),
            2 => (request.select, request.projection) = (Some(Select::SpecificAttributes), None),
            3 => {
                (request.select, request.index) = (Some(Select::AllProjectedAttributes), None);
                request.projection = None;
            }
            4 => request.index = Some("no-index".to_owned()),
            5 => request.consistent_read = true,
            6 => request.segment = Some(Segment { number: 3, total: 3 }),
            7 => request.segment = Some(Segment { number: 0, total: *self.one_of(&[0, 1_000_001]) }),
            8 => request.filter = Some(self.wrong_condition_of_data()),
            9 => {
                (request.select, request.projection) = (None, None);
                request.filter = Some(Condition::exists(UNPROJECTED));
            }
            10 => {
                (request.select, request.filter) = (None, None);
                request.projection = Some(Projection::from_iter([UNPROJECTED]));
            }
            _ => {
                (request.select, request.filter, request.projection) = (None, None, None);
                let mut start = self.key(table);
                start.insert("other", 1);
                request.exclusive_start_key = Some(start);
            }
        }
    }
}
