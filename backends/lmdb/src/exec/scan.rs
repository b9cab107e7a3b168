use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::request::{Scan, ScanOutput};

use super::page::{Each, Place, fill};
use crate::codec::segment::Rows;
use crate::read::Read;
use crate::rules;
use crate::worker::Shared;

/// Reads one page of a table or index, or of a segment of it.
pub(crate) fn scan(shared: &Shared, request: &Scan) -> Result<ScanOutput> {
    let mut items = Vec::new();
    let mut output = scan_each(shared, request, &mut |item| {
        items.push(item.to_item());
        Ok(())
    })?;
    output.items = items;
    Ok(output)
}

/// Reads one page; `each` gets the items, which are not in the answer.
pub(crate) fn scan_each(shared: &Shared, request: &Scan, each: &mut Each<'_>) -> Result<ScanOutput> {
    request.check()?;
    let catalog = shared.catalog();
    let table = catalog.table(&request.table)?;
    rules::scan::check_table(request, table)?;
    let read = Read::from(request);
    let place = Place::new(&read, table);
    shared.simulator.admit_scan(table)?;
    place.index.map_or(Ok(()), |index| shared.simulator.admit_to_index(table, index))?;
    let rows = Rows::of(place.id(), request.segment);
    let keys = (Bound::Included(rows.low.to_vec()), Bound::Excluded(rows.high.to_vec()));
    let page = fill(shared, &read, place, keys, true, each)?;
    let mut output = ScanOutput::default();
    output.consumed_capacity = page.consumed(&read, place);
    output.count = page.count;
    output.scanned_count = page.scanned;
    output.last_evaluated_key = page.last;
    Ok(output)
}
