//! Queries and scans.

use dynamo_model::expr::{KeyCondition, SortRange};
use dynamo_model::request::{
    IndexDefinition, IndexProjection, KeyKind, KeySchema, Query, Scan, Segment, Select,
};
use dynamo_model::value::{Item, Value};

use super::Maker;
use super::conditions::ascending;
use super::designs::{DATA, Design};
use crate::history::Step;

impl Maker {
    pub(super) fn query(&mut self) -> Step {
        let table = self.table();
        let index = self.some_index(&table);
        let schema = index.as_ref().map_or(&table.request.key, |index| &index.key).clone();
        let condition = self.key_condition(&table, &schema);
        let mut request = Query::new(table.name(), condition).with_capacity(self.capacity());
        request.scan_forward = self.chance(60);
        request.limit = self.limit();
        let local = index.as_ref().is_none_or(|index| table.is_local(index));
        request.consistent_read = local && self.rng.bool();
        if let Some(index) = &index {
            request = request.on_index(index.name.clone());
        }
        let shown = shown(&table, index.as_ref());
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        let filtered: Vec<&str> =
            shown.iter().copied().filter(|name| !schema.attributes().any(|key| key == *name)).collect();
        if !filtered.is_empty() && self.chance(35) {
            request = request.with_filter(self.condition_on(&filtered, 2));
        }
        (request.projection, request.select) = self.selection(&table, index.as_ref());
        if !schema.sort().is_empty() && self.chance(25) {
            if self.chance(70) || is_whole_key(&request) {
                request.key_condition = self.whole_partition(&table, &schema);
            }
            request.exclusive_start_key =
                Some(self.start_key(&table, index.as_ref(), &request.key_condition));
        }
        if self.is_faulty() {
            self.break_query(&table, &mut request);
        }
        Step::Query(request)
    }

    pub(super) fn scan(&mut self) -> Step {
        let table = self.table();
        let index = self.some_index(&table);
        let mut request = Scan::new(table.name()).with_capacity(self.capacity());
        request.limit = self.limit();
        let local = index.as_ref().is_none_or(|index| table.is_local(index));
        request.consistent_read = local && self.rng.bool();
        if let Some(index) = &index {
            request = request.on_index(index.name.clone());
        }
        let shown = shown(&table, index.as_ref());
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        if self.chance(50) {
            request = request.with_filter(self.condition_on(&shown, 2));
        }
        (request.projection, request.select) = self.selection(&table, index.as_ref());
        if self.chance(30) {
            let total = *self.one_of(&[1, 2, 2, 3, 4, 7, 100]);
            let number = self.rng.u32(..total);
            request = request.in_segment(Segment { number, total });
        } else if self.chance(20) {
            let anywhere = KeyCondition::partition("", "");
            request.exclusive_start_key = Some(self.start_key(&table, index.as_ref(), &anywhere));
        }
        if self.is_faulty() {
            self.break_scan(&table, &mut request);
        }
        Step::Scan(request)
    }

    fn some_index(&mut self, table: &Design) -> Option<IndexDefinition> {
        let indexes: Vec<IndexDefinition> = table.indexes().cloned().collect();
        if indexes.is_empty() || self.chance(40) { None } else { Some(self.one_of(&indexes).clone()) }
    }

    fn limit(&mut self) -> Option<u32> {
        *self.one_of(&[None, None, None, Some(1), Some(2), Some(3), Some(5), Some(1000)])
    }

    fn selection(
        &mut self,
        table: &Design,
        index: Option<&IndexDefinition>,
    ) -> (Option<dynamo_model::expr::Projection>, Option<Select>) {
        // What a local index does not hold is fetched.
        let fetched = index.is_none_or(|index| table.is_local(index));
        let shown = shown(table, index.filter(|_| !fetched));
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        match self.rng.usize(..10) {
            0..2 => (Some(self.projection(&shown)), None),
            2 => (Some(self.projection(&shown)), Some(Select::SpecificAttributes)),
            3 => (None, Some(Select::Count)),
            4 if fetched || index.is_some_and(|index| index.projection == IndexProjection::All) => {
                (None, Some(Select::AllAttributes))
            }
            5 if index.is_some() => (None, Some(Select::AllProjectedAttributes)),
            _ => (None, None),
        }
    }

    /// Makes a key condition: the whole partition key, and some of the sort key from the left.
    pub(super) fn key_condition(&mut self, table: &Design, schema: &KeySchema) -> KeyCondition {
        let mut equals = Vec::new();
        for name in schema.partition() {
            let kind = table.kind_of(name).unwrap_or(KeyKind::S);
            equals.push((name.clone(), self.value_in(name, kind)));
        }
        let mut range = None;
        for name in schema.sort() {
            let kind = table.kind_of(name).unwrap_or(KeyKind::S);
            match self.rng.usize(..6) {
                0..3 => {
                    range = Some((name, self.sort_range(name, kind)));
                    break;
                }
                3 => equals.push((name.clone(), self.value_in(name, kind))),
                _ => break,
            }
        }
        // The order of the clauses does not matter.
        self.rng.shuffle(&mut equals);
        let mut equals = equals.into_iter();
        let (name, value) = equals.next().unwrap_or_else(|| (String::new(), Value::Null));
        let mut condition = KeyCondition::partition(name, value);
        for (name, value) in equals {
            condition = condition.with_equal(name, value);
        }
        match range {
            Some((name, range)) => condition.with_range(name.clone(), range),
            None => condition,
        }
    }

    /// Makes a key condition that any start key of the partition fits.
    fn whole_partition(&mut self, table: &Design, schema: &KeySchema) -> KeyCondition {
        let partition = KeySchema::new(schema.partition()[0].clone());
        let partition =
            schema.partition()[1..].iter().fold(partition, |partition, name| partition.with_partition(name));
        self.key_condition(table, &partition)
    }

    fn sort_range(&mut self, name: &str, kind: KeyKind) -> SortRange {
        let value = self.value_in(name, kind);
        match self.rng.usize(..6) {
            0 => SortRange::Lt(value),
            1 => SortRange::Le(value),
            2 => SortRange::Gt(value),
            3 => SortRange::Ge(value),
            4 if kind != KeyKind::N => SortRange::BeginsWith(value),
            _ => {
                let other = self.value_in(name, kind);
                let (low, high) = if ascending(&value, &other) { (value, other) } else { (other, value) };
                SortRange::Between(low, high)
            }
        }
    }

    /// Makes a start key that a page may have ended with; mostly one in the partition that is read.
    fn start_key(
        &mut self,
        table: &Design,
        index: Option<&IndexDefinition>,
        condition: &KeyCondition,
    ) -> Item {
        let mut start = self.key(table);
        if let Some(index) = index {
            for (name, value) in self.key_of(table, &index.key).to_map() {
                start.insert(&name, value);
            }
        }
        if self.chance(95) {
            for (name, value) in condition
                .equals()
                .iter()
                .filter(|(name, _)| start.contains(name))
                .cloned()
                .collect::<Vec<_>>()
            {
                start.insert(&name, value);
            }
        }
        start
    }
}

/// Whether a query asks for one item of a table. The reference says that it cannot be restarted, DynamoDB Local that it
/// can.
fn is_whole_key(request: &Query) -> bool {
    request.index.is_none() && request.key_condition.equals().len() == 2
}

/// Returns the attributes a table or index can show.
fn shown(table: &Design, index: Option<&IndexDefinition>) -> Vec<String> {
    let keys = table.request.key.attributes().map(str::to_owned);
    let mut names: Vec<String> = match index.map(|index| (&index.key, &index.projection)) {
        None | Some((_, IndexProjection::All)) => {
            let keyed = table.request.attributes.iter().map(|attribute| attribute.name.clone());
            keyed.chain(DATA.map(str::to_owned)).collect()
        }
        Some((key, IndexProjection::KeysOnly)) => keys.chain(key.attributes().map(str::to_owned)).collect(),
        Some((key, IndexProjection::Include(names))) => {
            keys.chain(key.attributes().map(str::to_owned)).chain(names.iter().cloned()).collect()
        }
    };
    names.sort();
    names.dedup();
    names
}
