//! Reads: by the size of what is read, whatever is returned of it.

use super::cost::{ITEM, KB, PAGE};
use super::{Cost, Explain, Explanation, Step};
use crate::expr::{Path, Projection, Renderer};
use crate::request::check::{LONGEST_PARTITION_VALUE, LONGEST_SORT_VALUES};
use crate::request::{GetItem, Query, Scan, SearchVectors, TableName, TransactGetItems};
use crate::schema::{ProjectionSchema, TableSchema};

/// What a read of several pages does the same for each of.
pub(crate) const PAGES: &str = "page";
/// The most items that a hydrated page has, if the request says nothing.
const HYDRATED: u32 = 100;

impl Explain for GetItem {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let cost = Cost::read(None, ITEM, self.consistent_read, "an item of at most 400 KB");
        let step =
            Step::new("GetItem", &self.table, vec![cost]).of_item(table, &self.key).expressing(|all| {
                all.add("ProjectionExpression", self.projection.as_ref(), Renderer::projection);
            });
        Explanation { steps: vec![step.consistent(self.consistent_read)] }
    }
}

impl Explain for Query {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let is_hydrated = is_hydrated(table, self.index.as_deref(), self.projection.as_ref());
        Explanation { steps: vec![explain_query(self, table, Found::once(is_hydrated))] }
    }
}

impl Explain for Scan {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let is_hydrated = is_hydrated(table, self.index.as_deref(), self.projection.as_ref());
        Explanation { steps: vec![explain_scan(self, table, Found::once(is_hydrated))] }
    }
}

/// What becomes of the items that a page finds, and what follows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Whether they are then read from the table.
    pub(crate) hydrated: bool,
    pub(crate) further: Further,
}

/// Whether awaiting a read goes on to further pages by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Further {
    Never,
    /// If the page ends before it has all items that the request asks for.
    IfCut,
    /// Until there are enough items.
    Maybe,
}

impl Found {
    fn once(hydrated: bool) -> Self {
        Self { hydrated, further: Further::Never }
    }
}

/// Explains a query, knowing what becomes of what it finds.
pub(crate) fn explain_query(query: &Query, table: &TableSchema, found: Found) -> Step {
    let index = query.index.as_deref();
    let page = Page::of(table, index, query.limit, query.consistent_read, found);
    let step = page.read_by("Query", &query.table).on_index(index).expressing(|all| {
        all.add("KeyConditionExpression", Some(&query.key_condition), Renderer::key_condition);
        all.add("FilterExpression", query.filter.as_ref(), Renderer::condition);
        all.add("ProjectionExpression", query.projection.as_ref(), Renderer::projection);
    });
    let backward = (!query.scan_forward).then_some(false);
    step.setting("ScanIndexForward", backward).reading_page(
        query.limit,
        query.consistent_read,
        query.exclusive_start_key.as_ref(),
    )
}

/// Explains a scan, knowing what becomes of what it finds.
pub(crate) fn explain_scan(scan: &Scan, table: &TableSchema, found: Found) -> Step {
    let index = scan.index.as_deref();
    let page = Page::of(table, index, scan.limit, scan.consistent_read, found);
    let step = page.read_by("Scan", &scan.table).on_index(index).expressing(|all| {
        all.add("FilterExpression", scan.filter.as_ref(), Renderer::condition);
        all.add("ProjectionExpression", scan.projection.as_ref(), Renderer::projection);
    });
    step.setting("Segment", scan.segment.map(|segment| segment.number))
        .setting("TotalSegments", scan.segment.map(|segment| segment.total))
        .reading_page(scan.limit, scan.consistent_read, scan.exclusive_start_key.as_ref())
}

/// Whether a request made by hand may be one whose items are then read from the table: some entity says so of the index, and
/// the request asks for all that it holds.
fn is_hydrated(table: &TableSchema, index: Option<&str>, projection: Option<&Projection>) -> bool {
    projection.is_none() && index.is_some_and(|index| table.is_hydrated(index))
}

/// What a search consumes of its index is no read units, but bytes that the service counts as it searches.
impl Explain for SearchVectors {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let asks_for_keys = self.projection.as_ref().is_some_and(|projection| {
            projection.paths().iter().map(Path::root).eq(table.key.all().map(|key| key.name))
        });
        let is_hydrated = asks_for_keys && table.is_hydrated(&self.index);
        let costs = is_hydrated.then(|| hydration(Some(self.top_k)));
        let step = Step::new("SearchVectors", &self.table, costs.into_iter().collect());
        let step = step.on_index(Some(&self.index)).expressing(|all| {
            all.add("SearchConditionExpression", self.condition.as_ref(), Renderer::condition);
            all.add("ProjectionExpression", self.projection.as_ref(), Renderer::projection);
        });
        let step = step.setting("TopK", Some(self.top_k));
        Explanation { steps: vec![step] }
    }
}

impl Explain for TransactGetItems {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let steps = self.gets.iter().map(|get| {
            let cost =
                Cost::read(None, ITEM, true, "an item of at most 400 KB, twice in a transaction").times(2);
            Step::new("Get in TransactGetItems", &get.table, vec![cost]).of_item(table, &get.key).expressing(
                |all| {
                    all.add("ProjectionExpression", get.projection.as_ref(), Renderer::projection);
                },
            )
        });
        Explanation { steps: steps.collect() }
    }
}

/// A page, and whether further ones may follow it.
struct Page {
    costs: Vec<Cost>,
    goes_on: bool,
}

impl Page {
    /// A page of at most so many items and, where that only says which there are, of the table's.
    fn of(
        table: &TableSchema,
        index: Option<&str>,
        limit: Option<u32>,
        consistent: bool,
        found: Found,
    ) -> Self {
        let (largest, one) = match index.and_then(|index| keys_only(table, index)) {
            Some(bytes) => (bytes, format!("entries of {} KB", bytes.div_ceil(KB))),
            None => (ITEM, "items of 400 KB".to_owned()),
        };
        let (most, reason, fits) = match limit.map(|items| (items, u64::from(items).saturating_mul(largest)))
        {
            Some((items, bytes)) if bytes < PAGE => (bytes, format!("a page of at most {items} {one}"), true),
            limited => {
                // What crosses the line is read and charged, too.
                let most = limited.map_or(u64::MAX, |(_, bytes)| bytes).min(PAGE - 1 + largest);
                (most, "a page of at most 1 MB and what crosses that".to_owned(), false)
            }
        };
        let read = Cost::read(index, most, consistent, reason);
        let goes_on = match found.further {
            Further::Never => false,
            Further::IfCut => !fits,
            Further::Maybe => true,
        };
        Self {
            costs: std::iter::once(read).chain(found.hydrated.then(|| hydration(limit))).collect(),
            goes_on,
        }
    }

    fn read_by(self, operation: &'static str, table: &TableName) -> Step {
        let step = Step::new(operation, table, self.costs);
        if self.goes_on { step.for_each(PAGES) } else { step }
    }
}

/// The most bytes of an entry of an index that holds keys only: their values, and their names.
fn keys_only(table: &TableSchema, index: &str) -> Option<u64> {
    let index = table.index(index).filter(|index| index.projection == ProjectionSchema::KeysOnly)?;
    let others = index.key.all().filter(|attribute| !table.key.has(attribute.name));
    let names: usize = table.key.all().chain(others).map(|attribute| attribute.name.len()).sum();
    let partitions = table.key.pk.len() + index.key.pk.len();
    let values = partitions * LONGEST_PARTITION_VALUE + 2 * LONGEST_SORT_VALUES;
    u64::try_from(names + values).ok()
}

/// The entities of a page, read by their keys.
fn hydration(limit: Option<u32>) -> Cost {
    let items = limit.unwrap_or(HYDRATED);
    let cost = Cost::read(None, ITEM, false, format!("the entities of the page, at most {items} of 400 KB"));
    let none = crate::request::Capacity::default();
    Cost { least: none, ..cost.times(usize::try_from(items).unwrap_or(usize::MAX)) }
}
