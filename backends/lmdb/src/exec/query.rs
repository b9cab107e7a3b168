use dynamo_model::Result;
use dynamo_model::request::{Query, QueryOutput};

use super::page::{Place, fill};
use super::range::range;
use crate::read::Read;
use crate::rules;
use crate::worker::Shared;

/// Reads one page of a partition.
pub(crate) fn query(shared: &Shared, request: &Query) -> Result<QueryOutput> {
    rules::query::check(request)?;
    let catalog = shared.catalog();
    let table = catalog.table(&request.table)?;
    rules::query::check_table(request, table)?;
    shared.simulator.admit_query(table, &request.key_condition)?;
    let read = Read::from(request);
    let place = Place::new(&read, table);
    let keys = range(table, place.index, &request.key_condition);
    let page = fill(shared, &read, place, keys, request.scan_forward)?;
    let mut output = QueryOutput::default();
    output.consumed_capacity = page.consumed(&read, place);
    output.items = page.items;
    output.count = page.count;
    output.scanned_count = page.scanned;
    output.last_evaluated_key = page.last;
    Ok(output)
}
