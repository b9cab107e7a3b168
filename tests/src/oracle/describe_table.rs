//! `DescribeTable`.

use std::time::Duration;

use dynamo_model::ErrorKind;
use dynamo_model::request::{TableDescription, TableName};

use super::table::Table;
use super::{Answer, Attributes, Oracle, Refusal, size, stream, tags};

impl Oracle {
    /// Describes a table as it is now.
    ///
    /// # Errors
    ///
    /// If there is no such table.
    pub fn describe_table(&self, name: &TableName) -> Answer<TableDescription> {
        self.tables.get(name).map(|table| describe(table, self.now)).ok_or_else(|| missing(name))
    }
}

/// Refuses an operation on a table that does not exist, by its name.
pub(super) fn missing(name: &TableName) -> Refusal {
    Refusal::worded(ErrorKind::NotFound, format!("Requested resource not found: Table: {name} not found"))
}

fn describe(table: &Table, now: Duration) -> TableDescription {
    let mut description = TableDescription::of(&table.definition);
    (description.item_count, description.size_bytes) = count(table.items.values());
    description.id = format!("{:08}", table.number);
    description.arn = tags::arn(&table.definition.table);
    let named = |number| (stream::arn(&table.definition.table, number), stream::label(number));
    (description.latest_stream_arn, description.latest_stream_label) = table.latest_stream.map(named).unzip();
    let shown = description.global_indexes.iter_mut().chain(&mut description.local_indexes);
    for (index, shown) in std::iter::zip(table.indexes(), shown) {
        let entries: Vec<Attributes> = table.items.values().filter_map(|item| index.entry(item)).collect();
        (shown.item_count, shown.size_bytes) = count(entries.iter());
        shown.arn = format!("{}/index/{}", description.arn, index.name());
    }
    table.scaling.describe(&mut description, now);
    description
}

fn count<'i>(items: impl Iterator<Item = &'i Attributes>) -> (u64, u64) {
    items.fold((0, 0), |(count, bytes), item| (count + 1, bytes + size::of_item(item) as u64))
}
