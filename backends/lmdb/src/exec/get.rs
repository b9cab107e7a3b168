use dynamo_model::Result;
use dynamo_model::request::{GetItem, GetItemOutput};

use super::lookup::{copied, lookup};
use super::meter::Meter;
use crate::worker::Shared;
use crate::{capacity, rules};

/// Reads one item.
pub(crate) fn get(shared: &Shared, request: &GetItem) -> Result<GetItemOutput> {
    request.check()?;
    let catalog = shared.catalog();
    let table = catalog.table(&request.table)?;
    let projection = request.projection.as_ref();
    rules::get::check_table(request.key.view(), projection, table)?;
    shared.simulator.admit(table, request.key.view())?;
    let age = shared.simulator.staleness(request.consistent_read, None);
    shared.read(age, |txn| {
        let row = lookup(&shared.store, txn, table, request.key.view())?;
        let mut meter = Meter::new(request.return_capacity, &request.table);
        meter.table(capacity::read_units(row.map_or(0, |row| row.size), request.consistent_read));
        let mut output = GetItemOutput::default();
        output.item = row.map(|row| copied(row.item, projection));
        output.consumed_capacity = meter.report();
        Ok(output)
    })
}
