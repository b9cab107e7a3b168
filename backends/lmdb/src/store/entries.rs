//! What a write does to the indexes.

use dynamo_model::Result;
use dynamo_model::request::IndexProjection;
use dynamo_model::value::{Item, ItemRef};
use heed::RwTxn;

use super::{StatsDelta, Store};
use crate::codec::key;
use crate::table::{IndexDef, TableDef};

/// What a write does to one index.
pub(crate) struct Change<'t> {
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
    /// Whether the entry moves to another place in the index.
    pub(crate) fn key_changed(&self) -> bool {
        match (&self.old, &self.new) {
            (Some((old, _)), Some((new, _))) => old != new,
            _ => false,
        }
    }
}

/// Works out what replacing `old` by `new` does to every index of the table.
pub(crate) fn changes<'t>(
    table: &'t TableDef,
    old: Option<ItemRef<'_>>,
    new: Option<ItemRef<'_>>,
) -> Result<Vec<Change<'t>>> {
    let entry = |index, item: Option<ItemRef<'_>>| -> Result<Option<(Vec<u8>, Item)>> {
        let Some(item) = item else { return Ok(None) };
        Ok(key::entry(table, index, item)?.map(|key| (key, projected(table, index, item))))
    };
    table
        .indexes
        .iter()
        .map(|index| {
            Ok(Change { index, entry: EntryChange { old: entry(index, old)?, new: entry(index, new)? } })
        })
        .collect()
}

/// What an index holds of an item.
fn projected(table: &TableDef, index: &IndexDef, item: ItemRef<'_>) -> Item {
    let included: &[String] = match &index.projection {
        IndexProjection::All => return item.to_item(),
        IndexProjection::KeysOnly => &[],
        IndexProjection::Include(names) => names,
    };
    let held = |name: &str| {
        index.key.attributes().chain(table.key.attributes()).any(|key| key == name)
            || included.iter().any(|other| other == name)
    };
    let mut entry = Item::new();
    for (name, value) in item.iter().filter(|(name, _)| held(name)) {
        entry.push_ref(name, value);
    }
    entry
}

impl Store {
    /// Brings an index up to date.
    pub(crate) fn apply(
        &self,
        txn: &mut RwTxn<'_>,
        change: &Change<'_>,
        stats: &mut StatsDelta,
    ) -> Result<()> {
        let EntryChange { old, new } = &change.entry;
        if old == new {
            return Ok(());
        }
        stats.change(
            change.index.id,
            old.as_ref().map(|(_, item)| item.size()),
            new.as_ref().map(|(_, item)| item.size()),
        );
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
