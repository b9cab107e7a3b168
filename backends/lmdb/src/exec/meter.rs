use std::collections::BTreeMap;

use dynamo_model::request::{
    Capacity, CapacityKind, ConsumedCapacity, ReturnCapacity, TableName, VectorCapacity,
};

use crate::table::{IndexDef, Scope};
use crate::vector::VectorDef;

/// Adds up what a request consumed of one table, as far as the request wants to know.
pub(super) struct Meter {
    detail: ReturnCapacity,
    name: TableName,
    /// What a transaction pays for; `None` outside of one.
    in_transaction: Option<CapacityKind>,
    table: Capacity,
    global_indexes: BTreeMap<String, Capacity>,
    local_indexes: BTreeMap<String, Capacity>,
    vector_indexes: BTreeMap<String, VectorCapacity>,
}

impl Meter {
    pub(super) fn new(detail: ReturnCapacity, name: &TableName) -> Self {
        Self {
            detail,
            name: name.clone(),
            in_transaction: None,
            table: Capacity::default(),
            global_indexes: BTreeMap::new(),
            local_indexes: BTreeMap::new(),
            vector_indexes: BTreeMap::new(),
        }
    }

    /// Charges the table; a transaction costs it twice.
    pub(super) fn table(&mut self, units: Capacity) {
        self.table += units;
        if self.in_transaction.is_some() {
            self.table += units;
        }
    }

    /// Charges an index; one that nothing happened to is not reported.
    pub(super) fn index(&mut self, index: &IndexDef, units: Capacity) {
        if units.is_zero() || self.detail == ReturnCapacity::None {
            return;
        }
        let indexes = match index.scope {
            Scope::Global => &mut self.global_indexes,
            Scope::Local => &mut self.local_indexes,
        };
        *indexes.entry(index.name.clone()).or_default() += units;
    }

    /// Charges a vector index for bytes written, worked out if they are to be reported; one that nothing happened to is not.
    pub(super) fn vectors(&mut self, index: &VectorDef, bytes: impl FnOnce() -> u64) {
        if self.detail != ReturnCapacity::Indexes {
            return;
        }
        let bytes = bytes();
        if bytes > 0 {
            self.vector_indexes.entry(index.name().to_owned()).or_default().write_bytes += bytes;
        }
    }

    /// Reports the sum, and its parts if the request asked for them.
    pub(super) fn report(self) -> Option<ConsumedCapacity> {
        if self.detail == ReturnCapacity::None {
            return None;
        }
        let mut consumed = ConsumedCapacity::new(self.name);
        consumed.kind = self.in_transaction;
        consumed.total =
            self.table + self.global_indexes.values().chain(self.local_indexes.values()).copied().sum();
        if self.detail == ReturnCapacity::Indexes {
            consumed.table = Some(self.table);
            consumed.global_indexes = self.global_indexes;
            consumed.local_indexes = self.local_indexes;
            consumed.vector_indexes = self.vector_indexes;
        }
        Some(consumed)
    }
}

/// Adds up what a request consumed of several tables.
pub(super) struct Meters {
    detail: ReturnCapacity,
    in_transaction: Option<CapacityKind>,
    tables: BTreeMap<TableName, Meter>,
}

impl Meters {
    /// Makes meters for a batch.
    pub(super) fn new(detail: ReturnCapacity) -> Self {
        Self { detail, in_transaction: None, tables: BTreeMap::new() }
    }

    /// Makes meters for a transaction.
    pub(super) fn in_transaction(kind: CapacityKind, detail: ReturnCapacity) -> Self {
        Self { in_transaction: Some(kind), ..Self::new(detail) }
    }

    /// Returns the meter of a table.
    pub(super) fn of(&mut self, name: &TableName) -> &mut Meter {
        let (detail, in_transaction) = (self.detail, self.in_transaction);
        let meter = || Meter { in_transaction, ..Meter::new(detail, name) };
        self.tables.entry(name.clone()).or_insert_with(meter)
    }

    /// Reports every table that was charged.
    pub(super) fn report(self) -> Vec<ConsumedCapacity> {
        self.tables.into_values().filter_map(Meter::report).collect()
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::request::{IndexDefinition, KeySchema};

    use super::*;

    const ONE: Capacity = Capacity::from_units(1);

    #[test]
    fn a_transaction_costs_the_table_twice_and_indexes_once() {
        let definition = IndexDefinition::new("i", KeySchema::new("g"));
        let index = IndexDef::new(&definition, Scope::Global, 1);
        let mut meters = Meters::in_transaction(CapacityKind::Write, ReturnCapacity::Indexes);
        for name in ["a", "b", "a"] {
            let meter = meters.of(&name.into());
            meter.table(ONE);
            meter.index(&index, ONE);
        }
        let report = meters.report();
        let totals: Vec<f64> = report.iter().map(|consumed| consumed.total.units()).collect();
        assert_eq!(totals, [6.0, 3.0]);
        assert!(report.iter().all(|consumed| consumed.kind == Some(CapacityKind::Write)));
        assert_eq!(report[0].table, Some(Capacity::from_units(4)));
        assert_eq!(report[0].global_indexes["i"], Capacity::from_units(2));
    }

    #[test]
    fn nothing_is_reported_unless_asked_for() {
        let mut meters = Meters::new(ReturnCapacity::None);
        meters.of(&"a".into()).table(ONE);
        assert!(meters.report().is_empty());
    }
}
