//! What queries and scans have in common.

use dynamo_model::expr::{Condition, Projection};
use dynamo_model::request::{Query, ReturnCapacity, Scan, Select, TableName};
use dynamo_model::value::ItemRef;

/// A query without its key condition, a scan without its segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read<'r> {
    pub(crate) table: &'r TableName,
    pub(crate) index: Option<&'r str>,
    pub(crate) filter: Option<&'r Condition>,
    pub(crate) projection: Option<&'r Projection>,
    pub(crate) select: Option<Select>,
    pub(crate) limit: Option<u32>,
    pub(crate) consistent: bool,
    pub(crate) start: Option<ItemRef<'r>>,
    pub(crate) return_capacity: ReturnCapacity,
}

impl<'r> From<&'r Query> for Read<'r> {
    fn from(query: &'r Query) -> Self {
        Self {
            table: &query.table,
            index: query.index.as_deref(),
            filter: query.filter.as_ref(),
            projection: query.projection.as_ref(),
            select: query.select,
            limit: query.limit,
            consistent: query.consistent_read,
            start: query.exclusive_start_key.as_ref().map(|key| key.view()),
            return_capacity: query.return_capacity,
        }
    }
}

impl<'r> From<&'r Scan> for Read<'r> {
    fn from(scan: &'r Scan) -> Self {
        Self {
            table: &scan.table,
            index: scan.index.as_deref(),
            filter: scan.filter.as_ref(),
            projection: scan.projection.as_ref(),
            select: scan.select,
            limit: scan.limit,
            consistent: scan.consistent_read,
            start: scan.exclusive_start_key.as_ref().map(|key| key.view()),
            return_capacity: scan.return_capacity,
        }
    }
}
