//! The steps of every write, whichever request it came in.

use std::borrow::Cow;

use dynamo_model::expr::{Condition, Update};
use dynamo_model::request::{CollectionMetrics, UpdateItem};
use dynamo_model::value::{Item, ItemRef};
use dynamo_model::{Error, Result};

use super::meter::Meter;
use super::replace::{Cause, Replacement};
use crate::codec::key;
use crate::table::TableDef;
use crate::worker::Batch;
use crate::{eval, rules};

/// What becomes of an item.
#[derive(Clone, Copy)]
pub(super) enum Intent<'r> {
    /// It is this one.
    Put(&'r Item),
    /// The one with this key changes.
    Update(&'r Item, &'r Update),
    /// The one of this request changes, which is limited in what it says, too.
    Statement(&'r UpdateItem),
    /// The one with this key goes.
    Delete(&'r Item),
    /// The one with this key stays; only the condition counts.
    Nothing(&'r Item),
}

/// A write of one item.
#[derive(Clone, Copy)]
pub(super) struct Write<'r> {
    pub(super) intent: Intent<'r>,
    pub(super) condition: Option<&'r Condition>,
    pub(super) return_item_on_failure: bool,
}

/// What a write did.
pub(super) struct Written<'r> {
    pub(super) old: Option<Item>,
    pub(super) new: Option<Cow<'r, Item>>,
    /// The larger of the sizes before and after; 0 if there was no item at all.
    pub(super) size: usize,
    /// The size of its collection, in bytes, if the table has local indexes.
    collection: Option<u64>,
}

/// What metrics count in.
const GIGABYTE: u64 = 1 << 30;

impl Written<'_> {
    /// Reports the size of the collection that was written to, if the table has local indexes.
    pub(super) fn collection_metrics(&self, table: &TableDef, subject: &Item) -> Option<CollectionMetrics> {
        let whole = self.collection? / GIGABYTE;
        let mut partition = Item::new();
        for name in table.key.partition() {
            partition.push_ref(name, subject.get(name)?);
        }
        Some(CollectionMetrics::new(partition, [whole, whole + 1]))
    }
}

impl<'r> Write<'r> {
    /// Makes an unconditional write.
    pub(super) fn new(intent: Intent<'r>) -> Self {
        Self { intent, condition: None, return_item_on_failure: false }
    }

    /// Checks the write against its table; the caller has checked the request alone.
    pub(super) fn check(&self, table: &TableDef) -> Result<()> {
        match self.intent {
            Intent::Put(item) => rules::put::check_table(item.view(), self.condition, table),
            Intent::Update(key, update) | Intent::Statement(UpdateItem { key, update, .. }) => {
                rules::update::check_table(key.view(), update, self.condition, table)
            }
            Intent::Delete(key) | Intent::Nothing(key) => {
                rules::delete::check_table(key.view(), self.condition, table)
            }
        }
    }

    /// Does what the write says, if its condition holds of the stored item. The caller has checked it.
    pub(super) fn run(
        &self,
        batch: &mut Batch<'_, '_>,
        table: &TableDef,
        meter: &mut Meter,
    ) -> Result<Written<'r>> {
        let key = key::item(table, self.subject().view())?;
        let old = batch.store.item(batch.txn, &key)?.map(|row| row.item.to_item());
        self.check_condition(old.as_ref())?;
        let new = match self.intent {
            Intent::Put(item) => Some(Cow::Borrowed(item)),
            Intent::Update(key, update) => updated(table, key, update, old.as_ref())?.map(Cow::Owned),
            Intent::Statement(request) => {
                let new = updated(table, &request.key, &request.update, old.as_ref())?;
                request.check_statement()?;
                new.map(Cow::Owned)
            }
            Intent::Delete(_) => None,
            Intent::Nothing(_) => old.clone().map(Cow::Owned),
        };
        let is_update = matches!(self.intent, Intent::Update(..) | Intent::Statement(_));
        let cause = if is_update { Cause::Update } else { Cause::Write };
        let (subject, key) = (self.subject(), &key);
        let replacement = Replacement { table, subject, key, old: old.as_ref(), new: new.as_deref(), cause };
        let (size, collection) = replacement.run(batch, meter)?;
        Ok(Written { old, new, size, collection })
    }

    /// Returns the item to put, or the key of another change.
    pub(super) fn subject(&self) -> &'r Item {
        match self.intent {
            Intent::Put(item) => item,
            Intent::Update(key, _)
            | Intent::Statement(UpdateItem { key, .. })
            | Intent::Delete(key)
            | Intent::Nothing(key) => key,
        }
    }

    /// Checks the condition against the stored item; a missing one has no attributes.
    fn check_condition(&self, stored: Option<&Item>) -> Result<()> {
        let Some(condition) = self.condition else { return Ok(()) };
        let item = stored.map_or(ItemRef::new(&[]), Item::view);
        if eval::matches(condition, item) {
            return Ok(());
        }
        Err(Error::condition_failed(stored.filter(|_| self.return_item_on_failure).cloned()))
    }
}

/// Works out what an update makes of the stored item, and checks it.
fn updated(table: &TableDef, key: &Item, update: &Update, old: Option<&Item>) -> Result<Option<Item>> {
    let old = old.map(Item::view);
    let new = eval::apply(update, old, key.view())?;
    if let Some(new) = &new {
        rules::update::check_result(update, old, new.view(), table)?;
    }
    Ok(new)
}
