//! Which partitions a backend keeps in which segment of a scan.

use std::collections::BTreeMap;

use dynamo_model::request::{Scan, Segment, TableName};

/// The segments of the partitions seen so far: the same every time.
#[derive(Debug, Default)]
pub(super) struct Segments(BTreeMap<Split, BTreeMap<String, u32>>);

/// A table or index cut into so many segments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Split {
    table: TableName,
    index: Option<String>,
    total: u32,
}

impl Segments {
    /// Notes that a partition was found in the segment of a scan.
    ///
    /// # Errors
    ///
    /// If it was in another one before.
    pub(super) fn note(&mut self, scan: &Scan, segment: Segment, partition: &str) -> Result<(), String> {
        let split = Split { table: scan.table.clone(), index: scan.index.clone(), total: segment.total };
        let known = self.0.entry(split).or_default();
        let number = *known.entry(partition.to_owned()).or_insert(segment.number);
        if number == segment.number {
            return Ok(());
        }
        Err(format!("partition {partition} is in segment {} now and was in {number} before", segment.number))
    }

    /// Forgets a table that is made anew.
    pub(super) fn forget(&mut self, table: &TableName) {
        self.0.retain(|split, _| split.table != *table);
    }
}
