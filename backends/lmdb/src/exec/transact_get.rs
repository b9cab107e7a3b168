use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::check::check_transacted_size;
use dynamo_model::request::{CapacityKind, TransactGetItems, TransactGetItemsOutput};

use heed::RoTxn;

use super::lookup::{copied, lookup};
use super::meter::Meters;
use super::reasons::Reasons;
use crate::simulate::Simulator;
use crate::store::Store;
use crate::table::TableDef;
use crate::worker::Shared;
use crate::{capacity, rules};

/// Reads items of several tables as of one moment.
pub(crate) fn transact_get(shared: &Shared, request: &TransactGetItems) -> Result<TransactGetItemsOutput> {
    request.check()?;
    let catalog = shared.catalog();
    let tables: Vec<&Arc<TableDef>> =
        request.gets.iter().map(|get| catalog.table(&get.table)).collect::<Result<_>>()?;
    check_gets(request, &tables, &shared.simulator)?;
    shared.read(None, |txn| read(&shared.store, txn, request, &tables))
}

fn read(
    store: &Store,
    txn: &RoTxn<'_>,
    request: &TransactGetItems,
    tables: &[&Arc<TableDef>],
) -> Result<TransactGetItemsOutput> {
    let mut meters = Meters::in_transaction(CapacityKind::Read, request.return_capacity);
    let mut output = TransactGetItemsOutput::default();
    let mut bytes = 0;
    for (get, table) in request.gets.iter().zip(tables) {
        let row = lookup(store, txn, table, get.key.view())?;
        let size = row.map_or(0, |row| row.size);
        bytes += size;
        check_transacted_size(bytes)?;
        meters.of(&get.table).table(capacity::read_units(size, true));
        let shown = row.map(|row| copied(row.item, get.projection.as_ref()));
        // The service leaves out an item of which nothing is shown, as if it were not there.
        output.items.push(shown.filter(|item| !item.is_empty()));
    }
    output.consumed_capacity = meters.report();
    Ok(output)
}

fn check_gets(request: &TransactGetItems, tables: &[&Arc<TableDef>], simulator: &Simulator) -> Result<()> {
    for (get, table) in request.gets.iter().zip(tables) {
        rules::key_paths::check_projection(get.projection.as_ref(), table)?;
    }
    let mut reasons = Reasons::default();
    for (get, table) in request.gets.iter().zip(tables) {
        // The projection has been checked.
        let outcome = rules::get::check_table(get.key.view(), None, table)
            .and_then(|()| simulator.admit(table, get.key.view()))
            .and_then(|()| simulator.meet_no_transaction());
        reasons.add(table, outcome)?;
    }
    reasons.into_result()
}
