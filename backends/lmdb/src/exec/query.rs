use dynamo_model::Result;
use dynamo_model::request::{Query, QueryOutput};

use super::page::{Each, Place, fill};
use super::range::range;
use crate::read::Read;
use crate::rules;
use crate::worker::Shared;

/// Reads one page of a partition; `each` gets the items, which are not in the answer.
pub(crate) fn query(shared: &Shared, request: &Query, each: &mut Each<'_>) -> Result<QueryOutput> {
    request.check()?;
    let catalog = shared.catalog();
    let table = catalog.table(&request.table)?;
    rules::query::check_table(request, table)?;
    let read = Read::from(request);
    let place = Place::new(&read, table);
    shared.simulator.admit_query(table, &request.key_condition)?;
    place.index.map_or(Ok(()), |index| shared.simulator.admit_to_index(table, index))?;
    let keys = range(table, place.index, &request.key_condition);
    let page = fill(shared, &read, place, keys, request.scan_forward, each)?;
    let mut output = QueryOutput::default();
    output.consumed_capacity = page.consumed(&read, place);
    output.count = page.count;
    output.scanned_count = page.scanned;
    // A partition of a table without a sort key is one item, and no query goes on after it.
    output.last_evaluated_key = page.last.filter(|_| place.can_go_on());
    Ok(output)
}

/// Checks which keys a query is about, and reads nothing.
pub(crate) fn check_query_keys(shared: &Shared, request: &Query) -> Result<()> {
    request.check()?;
    let catalog = shared.catalog();
    rules::query::check_keys(request, catalog.table(&request.table)?)
}
