use std::collections::BTreeMap;

use dynamo_model::request::{Capacity, ConsumedCapacity, ReturnCapacity, TableName};

/// Adds up what a request consumed of one table, as far as the request wants to know.
pub(super) struct Meter {
    detail: ReturnCapacity,
    name: TableName,
    in_transaction: bool,
    table: Capacity,
    indexes: BTreeMap<String, Capacity>,
}

impl Meter {
    pub(super) fn new(detail: ReturnCapacity, name: &TableName) -> Self {
        Self {
            detail,
            name: name.clone(),
            in_transaction: false,
            table: Capacity::default(),
            indexes: BTreeMap::new(),
        }
    }

    /// Charges the table; a transaction costs it twice.
    pub(super) fn table(&mut self, units: Capacity) {
        self.table += units;
        if self.in_transaction {
            self.table += units;
        }
    }

    /// Charges an index; one that nothing happened to is not reported.
    pub(super) fn index(&mut self, name: &str, units: Capacity) {
        if !units.is_zero() && self.detail != ReturnCapacity::None {
            *self.indexes.entry(name.to_owned()).or_default() += units;
        }
    }

    /// Reports the sum, and its parts if the request asked for them.
    pub(super) fn report(self) -> Option<ConsumedCapacity> {
        if self.detail == ReturnCapacity::None {
            return None;
        }
        let mut consumed = ConsumedCapacity::new(self.name);
        consumed.total = self.table + self.indexes.values().copied().sum();
        if self.detail == ReturnCapacity::Indexes {
            consumed.table = Some(self.table);
            consumed.global_indexes = self.indexes;
        }
        Some(consumed)
    }
}

/// Adds up what a request consumed of several tables.
pub(super) struct Meters {
    detail: ReturnCapacity,
    in_transaction: bool,
    tables: BTreeMap<TableName, Meter>,
}

impl Meters {
    /// Makes meters for a batch.
    pub(super) fn new(detail: ReturnCapacity) -> Self {
        Self { detail, in_transaction: false, tables: BTreeMap::new() }
    }

    /// Makes meters for a transaction.
    pub(super) fn in_transaction(detail: ReturnCapacity) -> Self {
        Self { in_transaction: true, ..Self::new(detail) }
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
    use super::*;

    const ONE: Capacity = Capacity::from_units(1);

    #[test]
    fn a_transaction_costs_the_table_twice_and_indexes_once() {
        let mut meters = Meters::in_transaction(ReturnCapacity::Indexes);
        for name in ["a", "b", "a"] {
            let meter = meters.of(&name.into());
            meter.table(ONE);
            meter.index("i", ONE);
        }
        let report = meters.report();
        let totals: Vec<f64> = report.iter().map(|consumed| consumed.total.units()).collect();
        assert_eq!(totals, [6.0, 3.0]);
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
