use std::collections::BTreeMap;

use dynamo_model::request::{CollectionMetrics, TableName};

/// Gathers the sizes of the item collections that a request wrote to, if it wants to know them.
pub(super) struct Collections {
    wanted: bool,
    tables: BTreeMap<TableName, Vec<CollectionMetrics>>,
}

impl Collections {
    pub(super) fn new(wanted: bool) -> Self {
        Self { wanted, tables: BTreeMap::new() }
    }

    /// Adds what a write found; the last write of a collection counts.
    pub(super) fn add(&mut self, table: &TableName, metrics: Option<CollectionMetrics>) {
        let Some(metrics) = metrics.filter(|_| self.wanted) else { return };
        let known = self.tables.entry(table.clone()).or_default();
        match known.iter_mut().find(|other| other.key == metrics.key) {
            Some(former) => *former = metrics,
            None => known.push(metrics),
        }
    }

    pub(super) fn report(self) -> BTreeMap<TableName, Vec<CollectionMetrics>> {
        self.tables
    }
}
