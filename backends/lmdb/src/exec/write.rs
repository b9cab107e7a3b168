//! What put, update and delete share once it is known what becomes of the item.

use dynamo_model::expr::Condition;
use dynamo_model::request::{ConsumedCapacity, ReturnCapacity, TableName};
use dynamo_model::value::{Item, ItemRef};
use dynamo_model::{Error, Result};

use super::meter::Meter;
use crate::store::changes;
use crate::table::TableDef;
use crate::worker::Batch;
use crate::{capacity, eval};

/// Checks a write's condition against the stored item; a missing one has no attributes.
pub(super) fn check_condition(
    condition: Option<&Condition>,
    stored: Option<&Item>,
    return_item: bool,
) -> Result<()> {
    let Some(condition) = condition else { return Ok(()) };
    let item = stored.map_or(ItemRef::new(&[]), Item::view);
    if eval::matches(condition, item) {
        return Ok(());
    }
    Err(Error::condition_failed(stored.filter(|_| return_item).cloned()))
}

/// Where a write goes, and what its answer reports.
pub(super) struct Target<'r> {
    pub(super) table: &'r TableDef,
    pub(super) key: &'r [u8],
    pub(super) name: &'r TableName,
    pub(super) return_capacity: ReturnCapacity,
}

/// Replaces the stored item and brings every index up to date.
pub(super) fn replace(
    batch: &mut Batch<'_, '_>,
    target: &Target<'_>,
    old: Option<&Item>,
    new: Option<&Item>,
) -> Result<Option<ConsumedCapacity>> {
    let (old_size, new_size) = (old.map(Item::size), new.map(Item::size));
    match (new, new_size) {
        // Writing what is there already would only dirty pages.
        _ if old == new => {}
        (Some(new), Some(size)) => batch.store.put_item(batch.txn, target.key, new.view(), size)?,
        _ => batch.store.delete_item(batch.txn, target.key)?,
    }
    batch.stats.change(target.table.id, old_size, new_size);
    let mut meter = Meter::new(target.return_capacity, target.name);
    meter.table(capacity::write_units(old_size, new_size));
    for change in changes(target.table, old.map(Item::view), new.map(Item::view))? {
        batch.store.apply(batch.txn, &change, batch.stats)?;
        let entry = &change.entry;
        let (old, new) = (entry.old.as_ref(), entry.new.as_ref());
        let units = capacity::index_write(
            old.map(|(_, item)| item.view()),
            new.map(|(_, item)| item.view()),
            entry.key_changed(),
        );
        meter.index(&change.index.name, units);
    }
    Ok(meter.report())
}
