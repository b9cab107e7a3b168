use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::request::check::check_size_with_entries;
use dynamo_model::request::{
    Action, Capacity, CapacityKind, TableName, TransactWrite, TransactWriteItems, TransactWriteItemsOutput,
};
use dynamo_model::value::Item;
use dynamo_model::{Error, ErrorKind, Result};

use super::collections::Collections;
use super::meter::{Meter, Meters};
use super::reasons::Reasons;
use super::write::{Intent, Write, Written};
use crate::codec::Fingerprint;
use crate::store::{Done, entry};
use crate::table::{Scope, TableDef};
use crate::worker::Batch;
use crate::{capacity, rules};

/// Writes items of several tables, all or none; the caller has checked the request alone, and has taken its
/// fingerprint if it has a token.
pub(crate) fn transact_write(
    mut batch: Batch<'_, '_>,
    request: &TransactWriteItems,
    fingerprint: Option<Fingerprint>,
) -> Result<TransactWriteItemsOutput> {
    let Some((token, fingerprint)) = request.token.as_ref().zip(fingerprint) else {
        return Ok(execute(&mut batch, request)?.0);
    };
    if let Some(done) = batch.store.done(batch.txn, token, batch.now)? {
        return repeat(request, fingerprint, &done);
    }
    let (output, reads) = execute(&mut batch, request)?;
    let kept = batch.store.remember(batch.txn, token, Done { fingerprint, reads }, batch.now)?;
    batch.stats.add(kept);
    Ok(output)
}

/// Runs every action, and finds what repeating the transaction will cost. What is written before an action fails goes
/// with the batch's own transaction.
fn execute(
    batch: &mut Batch<'_, '_>,
    request: &TransactWriteItems,
) -> Result<(TransactWriteItemsOutput, BTreeMap<String, u64>)> {
    let tables = tables(batch, request)?;
    check_schemas(request, &tables)?;
    let mut meters = Meters::in_transaction(CapacityKind::Write, request.return_capacity);
    let mut collections = Collections::new(request.return_collection_metrics);
    let mut reasons = Reasons::default();
    let mut reads = BTreeMap::new();
    for (action, table) in request.writes.iter().zip(&tables) {
        let write = write_of(action);
        let outcome = attempt(batch, &write, table, meters.of(&action.table));
        if let Some(written) = reasons.add(table, outcome)? {
            *reads.entry(action.table.to_string()).or_default() += capacity::read_count(written.size);
            if !matches!(action.action, Action::Check(_)) {
                collections.add(&action.table, written.collection_metrics(table, write.subject()));
            }
        }
    }
    reasons.into_result()?;
    let mut output = TransactWriteItemsOutput::default();
    output.consumed_capacity = meters.report();
    output.collection_metrics = collections.report();
    Ok((output, reads))
}

fn attempt<'r>(
    batch: &mut Batch<'_, '_>,
    write: &Write<'r>,
    table: &TableDef,
    meter: &mut Meter,
) -> Result<Written<'r>> {
    batch.simulator.admit(table, write.subject().view())?;
    batch.simulator.meet_no_transaction()?;
    write.run(batch, table, meter)
}

/// Finds the table of every action, and checks what is a fault of the request rather than of an action.
fn tables(batch: &Batch<'_, '_>, request: &TransactWriteItems) -> Result<Vec<Arc<TableDef>>> {
    let find = |write: &TransactWrite| batch.catalog.table(&write.table);
    let known = request.writes.iter().map(|write| find(write).ok().map(AsRef::as_ref));
    rules::transact_write::check_targets(request, known)?;
    let tables: Vec<Arc<TableDef>> =
        request.writes.iter().map(|write| find(write).cloned()).collect::<Result<_>>()?;
    for (write, table) in request.writes.iter().zip(&tables) {
        rules::transact_write::check_written(write, table)?;
        if let Action::Put(item) = &write.action {
            check_size_with_entries(item.view(), local_bytes(table, item)?, false)?;
        }
    }
    Ok(tables)
}

/// Checks that every action fits its table. The first that does not is the only reason to cancel: no action is tried
/// then, and no condition evaluated.
fn check_schemas(request: &TransactWriteItems, tables: &[Arc<TableDef>]) -> Result<()> {
    for (position, (action, table)) in request.writes.iter().zip(tables).enumerate() {
        // The conditions have been checked already.
        let write = Write { condition: None, ..write_of(action) };
        if let Err(error) = write.check(table) {
            return Reasons::alone(position, request.writes.len(), table, error);
        }
    }
    Ok(())
}

/// Adds up the sizes of the entries an item gets in local indexes; none for an item that cannot be put.
fn local_bytes(table: &TableDef, item: &Item) -> Result<usize> {
    if !table.has_collections() || rules::put::check_table(item.view(), None, table).is_err() {
        return Ok(0);
    }
    let mut bytes = 0;
    for index in table.indexes_in(Scope::Local) {
        bytes += entry(table, index, item.view())?.map_or(0, |(_, entry)| entry.size());
    }
    Ok(bytes)
}

fn write_of(action: &TransactWrite) -> Write<'_> {
    let intent = match &action.action {
        Action::Put(item) => Intent::Put(item),
        Action::Update(key, update) => Intent::Update(key, update),
        Action::Delete(key) => Intent::Delete(key),
        Action::Check(key) => Intent::Nothing(key),
    };
    Write {
        intent,
        condition: action.condition.as_ref(),
        return_item_on_failure: action.return_item_on_failure,
    }
}

/// Answers a request that was done already: nothing is written, and it costs as much as reading what it wrote.
fn repeat(
    request: &TransactWriteItems,
    fingerprint: Fingerprint,
    done: &Done,
) -> Result<TransactWriteItemsOutput> {
    if done.fingerprint != fingerprint {
        return Err(Error::new(
            ErrorKind::TokenMismatch,
            "The client request token was used for another request within the last ten minutes",
        ));
    }
    let mut meters = Meters::in_transaction(CapacityKind::Read, request.return_capacity);
    for (name, units) in &done.reads {
        meters.of(&TableName::from(name.as_str())).table(Capacity::from_units(*units));
    }
    let mut output = TransactWriteItemsOutput::default();
    output.consumed_capacity = meters.report();
    Ok(output)
}
