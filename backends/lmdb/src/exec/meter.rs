use dynamo_model::request::{Capacity, ConsumedCapacity, ReturnCapacity, TableName};

/// Adds up what a request consumed, as far as the request wants to know.
pub(super) struct Meter<'r> {
    detail: ReturnCapacity,
    name: &'r TableName,
    table: Capacity,
    indexes: Vec<(String, Capacity)>,
}

impl<'r> Meter<'r> {
    pub(super) fn new(detail: ReturnCapacity, name: &'r TableName) -> Self {
        Self { detail, name, table: Capacity::default(), indexes: Vec::new() }
    }

    /// Charges the table.
    pub(super) fn table(&mut self, units: Capacity) {
        self.table += units;
    }

    /// Charges an index; one that nothing happened to is not reported.
    pub(super) fn index(&mut self, name: &str, units: Capacity) {
        if !units.is_zero() {
            self.indexes.push((name.to_owned(), units));
        }
    }

    /// Reports the sum, and its parts if the request asked for them.
    pub(super) fn report(self) -> Option<ConsumedCapacity> {
        if self.detail == ReturnCapacity::None {
            return None;
        }
        let mut consumed = ConsumedCapacity::new(self.name.clone());
        consumed.total = self.table + self.indexes.iter().map(|(_, units)| *units).sum();
        if self.detail == ReturnCapacity::Indexes {
            consumed.table = Some(self.table);
            consumed.global_indexes = self.indexes.into_iter().collect();
        }
        Some(consumed)
    }
}
