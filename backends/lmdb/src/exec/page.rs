//! Pages, of queries and scans alike.

use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::request::{Capacity, ConsumedCapacity, IndexProjection, Select};
use dynamo_model::value::{Item, ItemRef, Writer};
use heed::RoTxn;

use super::lookup::lookup;
use super::meter::Meter;
use crate::codec::{Row, key};
use crate::read::Read;
use crate::store::{KeyRange, Source, Store};
use crate::table::{IndexDef, Scope, TableDef};
use crate::worker::Shared;
use crate::{capacity, eval};

/// A page ends with the item that brings what was read, or what was looked up for it, to this size.
const PAGE_BYTES: usize = 1 << 20;
/// Room for the key attributes of most items, in bytes.
const USUAL_KEY: usize = 96;

/// What is read: a table, or one of its indexes.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) table: &'t TableDef,
    pub(super) index: Option<&'t IndexDef>,
}

/// Takes what is returned of a page's items, one by one, where they stand.
pub(super) type Each<'e> = dyn FnMut(ItemRef<'_>) -> Result<()> + 'e;

/// A page while it fills.
#[derive(Default)]
pub(super) struct Page {
    pub(super) count: usize,
    pub(super) scanned: usize,
    pub(super) last: Option<Item>,
    bytes: usize,
    /// The bytes of items looked up in the table.
    fetched: usize,
    /// Their units.
    looked_up: Capacity,
}

impl<'t> Place<'t> {
    /// Finds what a checked request reads.
    pub(super) fn new(read: &Read<'_>, table: &'t TableDef) -> Self {
        Self { table, index: read.index.and_then(|name| table.index(name)) }
    }

    /// Returns the table if the request wants more than a local index holds: that is looked up item by item.
    fn base(self, read: &Read<'_>) -> Option<&'t TableDef> {
        let index = self.index.filter(|index| index.scope == Scope::Local)?;
        let all = read.select == Some(Select::AllAttributes) && index.projection != IndexProjection::All;
        let named = read.projection.is_some_and(|projection| {
            projection.paths().iter().any(|path| !index.holds(path.root(), &self.table.key))
        });
        (all || named).then_some(self.table)
    }

    /// Whether a partition can hold more than one row.
    pub(super) fn can_go_on(self) -> bool {
        self.index.is_some() || !self.table.key.sort().is_empty()
    }

    /// Returns the number its rows are stored under.
    pub(super) fn id(self) -> u32 {
        self.index.map_or(self.table.id, |index| index.id)
    }
}

/// Reads the rows within `keys`, after the request's start key, until the page is full; `each` gets the items.
pub(super) fn fill(
    shared: &Shared,
    read: &Read<'_>,
    place: Place<'_>,
    keys: KeyRange,
    forward: bool,
    each: &mut Each<'_>,
) -> Result<Page> {
    let keys = after(read, place, keys, forward)?;
    let source = if place.index.is_some() { Source::Entries } else { Source::Items };
    let age = shared.simulator.staleness(read.consistent, place.index);
    shared.read(age, |txn| {
        let mut page = Page::default();
        let base = place.base(read).map(|table| Base { store: &shared.store, txn, table });
        shared.store.walk(txn, source, &keys, forward, |_, row| {
            page.take(read, base.as_ref(), row, each)?;
            if page.is_full(read) {
                page.last = Some(page_end(place, row.item));
            }
            Ok(page.last.is_none())
        })?;
        Ok(page)
    })
}

/// The keys still to read.
fn after(read: &Read<'_>, place: Place<'_>, (low, high): KeyRange, forward: bool) -> Result<KeyRange> {
    let Some(start) = read.start else { return Ok((low, high)) };
    let Some(start) = key::row(place.table, place.index, start)? else { return Ok((low, high)) };
    Ok(if forward { (Bound::Excluded(start), high) } else { (low, Bound::Excluded(start)) })
}

/// The key the next page starts after: the table's, and the index's.
fn page_end(place: Place<'_>, item: ItemRef<'_>) -> Item {
    let mut key = Writer::with_capacity(USUAL_KEY);
    let index_names = place.index.into_iter().flat_map(|index| index.key.attributes());
    for name in place.table.key.attributes().chain(index_names) {
        if let Some(value) = item.get(name)
            && !ItemRef::new(key.as_bytes()).contains(name)
        {
            key.name(name);
            key.value(value);
        }
    }
    key.into_item()
}

/// Where to look up what a local index does not hold.
struct Base<'t> {
    store: &'t Store,
    txn: &'t RoTxn<'t>,
    table: &'t TableDef,
}

impl Page {
    fn take(
        &mut self,
        read: &Read<'_>,
        base: Option<&Base<'_>>,
        row: Row<'_>,
        each: &mut Each<'_>,
    ) -> Result<()> {
        self.scanned += 1;
        self.bytes += row.size;
        if read.filter.is_some_and(|filter| !eval::matches(filter, row.item)) {
            return Ok(());
        }
        self.count += 1;
        if read.select == Some(Select::Count) {
            return Ok(());
        }
        let row = match base {
            Some(base) => self.look_up(read, base, row)?,
            None => row,
        };
        match read.projection {
            Some(projection) => each(eval::project(projection, row.item).view()),
            None => each(row.item),
        }
    }

    /// Reads the item an entry stands for; each costs as much as a read of its own.
    fn look_up<'t>(&mut self, read: &Read<'_>, base: &Base<'t>, entry: Row<'t>) -> Result<Row<'t>> {
        let item = lookup(base.store, base.txn, base.table, entry.item)?.unwrap_or(entry);
        self.fetched += item.size;
        self.looked_up += capacity::read_units(item.size, read.consistent);
        Ok(item)
    }

    fn is_full(&self, read: &Read<'_>) -> bool {
        let limit = read.limit.and_then(|limit| usize::try_from(limit).ok());
        self.bytes.max(self.fetched) >= PAGE_BYTES || limit.is_some_and(|limit| self.scanned >= limit)
    }

    /// Charges all that was read, whatever the filter let through.
    pub(super) fn consumed(&self, read: &Read<'_>, place: Place<'_>) -> Option<ConsumedCapacity> {
        let mut meter = Meter::new(read.return_capacity, read.table);
        let units = capacity::read_units(self.bytes, read.consistent);
        match place.index {
            Some(index) => meter.index(index, units),
            None => meter.table(units),
        }
        meter.table(self.looked_up);
        meter.report()
    }
}
