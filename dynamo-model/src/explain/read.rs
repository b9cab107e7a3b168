//! Reads: by the size of what is read, whatever is returned of it.

use super::cost::{ITEM, PAGE};
use super::{Cost, Explain, Explanation, Step};
use crate::expr::{Path, Renderer};
use crate::request::{GetItem, Query, Scan, SearchVectors, TransactGetItems};
use crate::schema::TableSchema;

/// The most items that a hydrated page has, if the request says nothing.
const HYDRATED: u32 = 100;

impl Explain for GetItem {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let cost = Cost::read(None, ITEM, self.consistent_read, "an item of at most 400 KB");
        let step =
            Step::new("GetItem", &self.table, vec![cost]).of_item(table, &self.key).expressing(|all| {
                all.add("ProjectionExpression", self.projection.as_ref(), Renderer::projection);
            });
        Explanation { steps: vec![step] }
    }
}

impl Explain for Query {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let index = self.index.as_deref();
        let costs = page(table, index, self.limit, self.consistent_read, self.projection.is_none());
        let step = Step::new("Query", &self.table, costs).on_index(index).expressing(|all| {
            all.add("KeyConditionExpression", Some(&self.key_condition), Renderer::key_condition);
            all.add("FilterExpression", self.filter.as_ref(), Renderer::condition);
            all.add("ProjectionExpression", self.projection.as_ref(), Renderer::projection);
        });
        Explanation { steps: vec![step] }
    }
}

impl Explain for Scan {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let index = self.index.as_deref();
        let costs = page(table, index, self.limit, self.consistent_read, self.projection.is_none());
        let step = Step::new("Scan", &self.table, costs).on_index(index).expressing(|all| {
            all.add("FilterExpression", self.filter.as_ref(), Renderer::condition);
            all.add("ProjectionExpression", self.projection.as_ref(), Renderer::projection);
        });
        Explanation { steps: vec![step] }
    }
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

/// A page of at most so many items and, where an index is read that lacks some of what is `whole`, of the table's.
fn page(
    table: &TableSchema,
    index: Option<&str>,
    limit: Option<u32>,
    consistent: bool,
    whole: bool,
) -> Vec<Cost> {
    let bytes = limit.map_or(PAGE, |items| u64::from(items).saturating_mul(ITEM));
    let read = match limit {
        Some(items) if bytes < PAGE => {
            Cost::read(index, bytes, consistent, format!("a page of at most {items} items of 400 KB"))
        }
        _ => Cost::read(index, PAGE, consistent, "a page of at most 1 MB"),
    };
    let is_hydrated = whole && index.is_some_and(|index| table.is_hydrated(index));
    std::iter::once(read).chain(is_hydrated.then(|| hydration(limit))).collect()
}

/// The entities of a page, read by their keys.
fn hydration(limit: Option<u32>) -> Cost {
    let items = limit.unwrap_or(HYDRATED);
    let cost = Cost::read(None, ITEM, false, format!("the entities of the page, at most {items} of 400 KB"));
    let none = crate::request::Capacity::default();
    Cost { least: none, ..cost.times(usize::try_from(items).unwrap_or(usize::MAX)) }
}
