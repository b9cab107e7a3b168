//! Item collections: the items of one partition of a table with local indexes, and their entries there.

use std::collections::BTreeMap;

use dynamo_model::request::{CollectionMetrics, TableName};
use dynamo_model::value::Item;

use super::table::Table;
use super::{Answer, Attributes, Refusal, size};

/// The most an item and its entries in local indexes may come to.
const LARGEST_WITH_ENTRIES: usize = 409_600;
/// No history fills a gigabyte.
const GIGABYTES: [u64; 2] = [0, 1];

/// What a request of several writes reports, table by table.
#[derive(Clone, Debug, Default)]
pub(super) struct Collections(BTreeMap<TableName, Vec<CollectionMetrics>>);

/// Reports on the collection of an item, if its table has any and the request asks for it.
pub(super) fn metrics(table: &Table, item: &Attributes, asked: bool) -> Option<CollectionMetrics> {
    if !asked || table.local_indexes.is_empty() {
        return None;
    }
    let partition = table.key.partition.iter();
    let key: Attributes =
        partition.filter_map(|(name, _)| Some((name.clone(), item.get(name)?.clone()))).collect();
    Some(CollectionMetrics::new(Item::from(key), GIGABYTES))
}

/// Refuses an item that is too large together with its entries in local indexes.
pub(super) fn check_size(table: &Table, item: &Attributes) -> Answer<()> {
    let entries = table.local_indexes.iter().filter_map(|index| index.entry(item));
    let total = size::of_item(item) + entries.map(|entry| size::of_item(&entry)).sum::<usize>();
    if total > LARGEST_WITH_ENTRIES { Err(too_large()) } else { Ok(()) }
}

/// The reference gives the limit; the words are those of an item that is too large by itself.
fn too_large() -> Refusal {
    Refusal::one_of([
        "Item size has exceeded the maximum allowed size".to_owned(),
        "Item size to update has exceeded the maximum allowed size".to_owned(),
    ])
}

impl Collections {
    /// Adds a collection that was written to; several writes are reported once.
    pub(super) fn add(&mut self, table: &TableName, found: Option<CollectionMetrics>) {
        let Some(found) = found else { return };
        let known = self.0.entry(table.clone()).or_default();
        if !known.contains(&found) {
            known.push(found);
        }
    }

    pub(super) fn report(self) -> BTreeMap<TableName, Vec<CollectionMetrics>> {
        self.0
    }
}
