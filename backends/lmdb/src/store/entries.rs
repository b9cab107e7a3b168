//! What a write does to the indexes.

use dynamo_model::Result;
use dynamo_model::request::IndexProjection;
use dynamo_model::value::{Item, ItemRef};
use heed::RwTxn;

use super::{StatsDelta, Store};
use crate::codec::key;
use crate::table::{IndexDef, TableDef};

/// What a write does to one index.
pub(crate) struct IndexChange<'t> {
    pub(crate) index: &'t IndexDef,
    pub(crate) entry: EntryChange,
}

/// An item's entry before and after; both absent or equal if nothing changes.
#[derive(Debug, Default)]
pub(crate) struct EntryChange {
    pub(crate) old: Option<(Vec<u8>, Item)>,
    pub(crate) new: Option<(Vec<u8>, Item)>,
}

impl EntryChange {
    /// Whether the index stays as it is.
    pub(crate) fn is_none(&self) -> bool {
        self.old == self.new
    }

    /// Whether the entry moves to another place in the index.
    pub(crate) fn key_changed(&self) -> bool {
        match (&self.old, &self.new) {
            (Some((old, _)), Some((new, _))) => old != new,
            _ => false,
        }
    }

    /// Returns the sizes of the entry before and after.
    pub(crate) fn sizes(&self) -> [Option<usize>; 2] {
        [&self.old, &self.new].map(|entry| entry.as_ref().map(|(_, item)| item.size()))
    }
}

/// Works out what replacing `old` by `new`, stored under `item_key`, does to every index of the table.
pub(crate) fn index_changes<'t>(
    table: &'t TableDef,
    item_key: &[u8],
    old: Option<ItemRef<'_>>,
    new: Option<ItemRef<'_>>,
) -> Result<Vec<IndexChange<'t>>> {
    let of = |index, item: Option<ItemRef<'_>>| match item {
        Some(item) => entry(table, index, item),
        None => Ok(None),
    };
    let covered = table.indexes.iter().filter(|index| index.filled.covers(item_key));
    covered
        .map(|index| {
            Ok(IndexChange { index, entry: EntryChange { old: of(index, old)?, new: of(index, new)? } })
        })
        .collect()
}

/// Makes an item's entry in an index; `Ok(None)` if the item is not in the index.
pub(crate) fn entry(
    table: &TableDef,
    index: &IndexDef,
    item: ItemRef<'_>,
) -> Result<Option<(Vec<u8>, Item)>> {
    Ok(key::entry(table, index, item)?.map(|key| (key, projected(table, index, item))))
}

/// What an index holds of an item.
fn projected(table: &TableDef, index: &IndexDef, item: ItemRef<'_>) -> Item {
    if index.projection == IndexProjection::All {
        return item.to_item();
    }
    let mut entry = Item::new();
    for (name, value) in item.iter().filter(|(name, _)| index.holds(name, &table.key)) {
        entry.push_ref(name, value);
    }
    entry
}

impl Store {
    /// Brings an index up to date.
    pub(crate) fn apply(
        &self,
        txn: &mut RwTxn<'_>,
        change: &IndexChange<'_>,
        stats: &mut StatsDelta,
    ) -> Result<()> {
        let EntryChange { old, new } = &change.entry;
        if change.entry.is_none() {
            return Ok(());
        }
        let [old_size, new_size] = change.entry.sizes();
        stats.change(change.index.id, old_size, new_size);
        if let Some((key, _)) = old
            && new.as_ref().is_none_or(|(new, _)| new != key)
        {
            self.delete_entry(txn, key)?;
        }
        match new {
            Some((key, item)) => self.put_entry(txn, key, item),
            None => Ok(()),
        }
    }
}
