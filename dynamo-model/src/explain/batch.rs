//! Batches: what each read and write costs by itself.

use super::cost::{ITEM, sum};
use super::{Cost, Explain, Explanation, Step, write};
use crate::expr::Renderer;
use crate::request::{BatchGetItem, BatchWriteItem, Write};
use crate::schema::TableSchema;

impl Explain for BatchGetItem {
    fn explain(&self, _table: &TableSchema) -> Explanation {
        let steps = self.tables.iter().map(|(table, asked)| {
            let keys = asked.keys.len();
            let cost =
                Cost::read(None, ITEM, asked.consistent_read, format!("{keys} items of at most 400 KB"));
            let step = Step::new("BatchGetItem", table, vec![cost.times(keys)]).expressing(|all| {
                all.add("ProjectionExpression", asked.projection.as_ref(), Renderer::projection);
            });
            step.consistent(asked.consistent_read)
        });
        Explanation { steps: steps.collect() }
    }
}

impl Explain for BatchWriteItem {
    fn explain(&self, table: &TableSchema) -> Explanation {
        let steps = self.tables.iter().map(|(name, writes)| {
            let costs = writes.iter().flat_map(|write| match write {
                Write::Put(item) => write::put(table, item),
                Write::Delete(key) => write::delete(table, key),
            });
            let reason = format!("{} writes of items of at most 400 KB", writes.len());
            let costs = sum(costs).into_iter().map(|cost| Cost { reason: reason.clone(), ..cost });
            Step::new("BatchWriteItem", name, costs.collect())
        });
        Explanation { steps: steps.collect() }
    }
}
