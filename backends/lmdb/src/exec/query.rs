use std::ops::Bound;

use dynamo_model::request::{Query, QueryOutput, Select};
use dynamo_model::value::{Item, ItemRef};
use dynamo_model::{Result, expr::Condition};

use super::meter::Meter;
use super::range::range;
use crate::codec::{Row, key};
use crate::error::storage;
use crate::store::{KeyRange, Source};
use crate::table::{IndexDef, TableDef};
use crate::worker::Shared;
use crate::{capacity, eval, rules};

/// A page ends with the item that brings what was read to this size.
const PAGE_BYTES: usize = 1 << 20;

/// Reads one page of a partition.
pub(crate) fn query(shared: &Shared, request: &Query) -> Result<QueryOutput> {
    rules::query::check(request)?;
    let catalog = shared.catalog();
    let table = catalog.table(&request.table)?;
    rules::query::check_table(request, table)?;
    let index = request.index.as_deref().and_then(|name| table.index(name));
    let keys = after(request, table, index)?;
    let source = if index.is_some() { Source::Entries } else { Source::Items };
    let txn = shared.env.read_txn().map_err(storage)?;
    let mut page = Page::new(request);
    shared.store.walk(&txn, source, &keys, request.scan_forward, |row| {
        page.take(row);
        if page.is_full() {
            page.last = Some(page_end(table, index, row.item));
        }
        Ok(page.last.is_none())
    })?;
    Ok(page.finish(index))
}

/// The keys still to read: those of the condition, after the start key.
fn after(request: &Query, table: &TableDef, index: Option<&IndexDef>) -> Result<KeyRange> {
    let (low, high) = range(table, index, &request.key_condition);
    let Some(start) = &request.exclusive_start_key else { return Ok((low, high)) };
    let start = match index {
        None => Some(key::item(table, start.view())?),
        Some(index) => key::entry(table, index, start.view())?,
    };
    let Some(start) = start else { return Ok((low, high)) };
    Ok(if request.scan_forward { (Bound::Excluded(start), high) } else { (low, Bound::Excluded(start)) })
}

/// The key the next page starts after: the table's, and the index's.
fn page_end(table: &TableDef, index: Option<&IndexDef>, item: ItemRef<'_>) -> Item {
    let mut key = Item::new();
    let index_names = index.into_iter().flat_map(|index| index.key.attributes());
    for name in table.key.attributes().chain(index_names) {
        if let Some(value) = item.get(name)
            && !key.contains(name)
        {
            key.push_ref(name, value);
        }
    }
    key
}

/// A page while it fills.
struct Page<'r> {
    request: &'r Query,
    filter: Option<&'r Condition>,
    items: Vec<Item>,
    count: usize,
    scanned: usize,
    bytes: usize,
    last: Option<Item>,
}

impl<'r> Page<'r> {
    fn new(request: &'r Query) -> Self {
        let filter = request.filter.as_ref();
        Self { request, filter, items: Vec::new(), count: 0, scanned: 0, bytes: 0, last: None }
    }

    fn take(&mut self, row: Row<'_>) {
        self.scanned += 1;
        self.bytes += row.size;
        if self.filter.is_some_and(|filter| !eval::matches(filter, row.item)) {
            return;
        }
        self.count += 1;
        if self.request.select == Some(Select::Count) {
            return;
        }
        self.items.push(match &self.request.projection {
            Some(projection) => eval::project(projection, row.item),
            None => row.item.to_item(),
        });
    }

    fn is_full(&self) -> bool {
        let limit = self.request.limit.and_then(|limit| usize::try_from(limit).ok());
        self.bytes >= PAGE_BYTES || limit.is_some_and(|limit| self.scanned >= limit)
    }

    fn finish(self, index: Option<&IndexDef>) -> QueryOutput {
        let mut meter = Meter::new(self.request.return_capacity, &self.request.table);
        let units = capacity::read_units(self.bytes, self.request.consistent_read);
        match index {
            Some(index) => meter.index(&index.name, units),
            None => meter.table(units),
        }
        let mut output = QueryOutput::default();
        output.items = self.items;
        output.count = self.count;
        output.scanned_count = self.scanned;
        output.last_evaluated_key = self.last;
        output.consumed_capacity = meter.report();
        output
    }
}
