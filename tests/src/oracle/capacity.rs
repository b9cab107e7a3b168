//! What operations consume.

use std::collections::BTreeMap;

use dynamo_model::request::{Capacity, CapacityKind, ConsumedCapacity, ReturnCapacity, TableName};

use super::table::{Change, Index, Scope, Table};
use super::{Attributes, size};

const READ_BLOCK: usize = 4096;
const WRITE_BLOCK: usize = 1024;

/// What one request consumed of one table and of its indexes.
#[derive(Clone, Debug, Default)]
pub(super) struct Consumed {
    /// What a transaction consumed; other requests do not tell.
    kind: Option<CapacityKind>,
    table: Capacity,
    global_indexes: BTreeMap<String, Capacity>,
    local_indexes: BTreeMap<String, Capacity>,
}

/// What a request consumed, table by table.
#[derive(Clone, Debug, Default)]
pub(super) struct Meter(BTreeMap<TableName, Consumed>);

impl Consumed {
    /// Counts a read of so many bytes of the table.
    pub(super) fn table_read(bytes: usize, consistent: bool) -> Self {
        Self { table: read_units(bytes, consistent), ..Self::default() }
    }

    /// Counts a read of so many bytes of an index, which is charged for all of it.
    pub(super) fn index_read(scope: Scope, index: &str, bytes: usize, consistent: bool) -> Self {
        let mut consumed = Self::default();
        consumed.charge(scope, index, read_units(bytes, consistent));
        consumed
    }

    /// Counts what a write of an item costs the table and its indexes.
    pub(super) fn written(table: &Table, change: &Change) -> Self {
        let units = write_units(change.old.as_ref()).max(write_units(change.new.as_ref()));
        let mut consumed = Self { table: Capacity::from_units(units), ..Self::default() };
        for index in table.indexes() {
            let units = index_write_units(index, change);
            if units > 0 {
                consumed.charge(index.scope, index.name(), Capacity::from_units(units));
            }
        }
        consumed
    }

    fn charge(&mut self, scope: Scope, index: &str, units: Capacity) {
        let indexes = match scope {
            Scope::Global => &mut self.global_indexes,
            Scope::Local => &mut self.local_indexes,
        };
        *indexes.entry(index.to_owned()).or_default() += units;
    }

    /// Doubles the table's part, and tells what is consumed, as transactions do.
    pub(super) fn in_transaction(mut self, kind: CapacityKind) -> Self {
        self.kind = Some(kind);
        self.table += self.table;
        self
    }

    pub(super) fn add(&mut self, other: Self) {
        self.kind = self.kind.or(other.kind);
        self.table += other.table;
        for (scope, indexes) in [(Scope::Global, other.global_indexes), (Scope::Local, other.local_indexes)] {
            indexes.iter().for_each(|(index, units)| self.charge(scope, index, *units));
        }
    }

    /// Makes the report a request asked for.
    pub(super) fn report(&self, table: &TableName, detail: ReturnCapacity) -> Option<ConsumedCapacity> {
        if detail == ReturnCapacity::None {
            return None;
        }
        let mut report = ConsumedCapacity::new(table.clone());
        report.kind = self.kind;
        report.total =
            self.table + self.global_indexes.values().chain(self.local_indexes.values()).copied().sum();
        if detail == ReturnCapacity::Indexes {
            report.table = Some(self.table);
            report.global_indexes.clone_from(&self.global_indexes);
            report.local_indexes.clone_from(&self.local_indexes);
        }
        Some(report)
    }
}

impl Meter {
    pub(super) fn add(&mut self, table: &TableName, consumed: Consumed) {
        self.0.entry(table.clone()).or_default().add(consumed);
    }

    /// Makes the reports a request asked for, one for each table.
    pub(super) fn reports(&self, detail: ReturnCapacity) -> Vec<ConsumedCapacity> {
        self.0.iter().filter_map(|(table, consumed)| consumed.report(table, detail)).collect()
    }
}

fn read_units(bytes: usize, consistent: bool) -> Capacity {
    let blocks = bytes.div_ceil(READ_BLOCK).max(1) as u64;
    if consistent { Capacity::from_units(blocks) } else { Capacity::from_halves(blocks) }
}

/// What is not there costs as much as the smallest item.
fn write_units(item: Option<&Attributes>) -> u64 {
    let bytes = item.map_or(0, size::of_item);
    bytes.div_ceil(WRITE_BLOCK).max(1) as u64
}

fn index_write_units(index: &Index, change: &Change) -> u64 {
    let entry = |item: &Option<Attributes>| index.entry(item.as_ref()?);
    let blocks = |entry: &Attributes| write_units(Some(entry));
    match (entry(&change.old), entry(&change.new)) {
        (None, None) => 0,
        (Some(one), None) | (None, Some(one)) => blocks(&one),
        (Some(old), Some(new)) if old == new => 0,
        (Some(old), Some(new)) if index.key.key_of(&old) == index.key.key_of(&new) => {
            blocks(&old).max(blocks(&new))
        }
        (Some(old), Some(new)) => blocks(&old) + blocks(&new),
    }
}
