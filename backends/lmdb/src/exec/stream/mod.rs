//! Streams: starting and ending them, and reading what they recorded.

mod describe;
mod iterator;
mod list;
mod records;

pub(crate) use describe::describe;
pub(crate) use iterator::iterator;
pub(crate) use list::list;
pub(crate) use records::records;

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::request::StreamView;
use dynamo_model::{Error, ErrorKind, Result};
use heed::RoTxn;

use crate::store::Catalog;
use crate::table::{self, StreamDef, TableDef, resource_of};
use crate::worker::{Batch, Shared};

/// Gives a table a new stream. The caller saves the table.
pub(super) fn start(batch: &mut Batch<'_, '_>, table: &mut TableDef, view: StreamView) -> Result<()> {
    let former = batch.catalog.streams().values().filter(|stream| stream.table == table.name);
    let latest = former.map(|stream| stream.started_at).max();
    // The time is part of its name, and no two streams share that.
    let started_at = latest.map_or(batch.now, |latest| batch.now.max(latest.saturating_add(1)));
    let id = batch.store.draw_id(batch.txn)?;
    let (name, key) = (table.name.clone(), table.key.clone());
    let stream = StreamDef { id, table: name, key, view, started_at, ended_at: None, trimmed: 0 };
    batch.store.save_stream(batch.txn, Arc::make_mut(batch.catalog), stream)?;
    table.stream = Some(id);
    table.latest_stream = Some(started_at);
    Ok(())
}

/// Ends a stream; what it recorded stays readable for a day.
pub(super) fn end(batch: &mut Batch<'_, '_>, id: u32) -> Result<()> {
    let Some(stream) = batch.catalog.streams().get(&id) else { return Ok(()) };
    let stream = StreamDef { ended_at: Some(batch.now), ..StreamDef::clone(stream) };
    batch.store.save_stream(batch.txn, Arc::make_mut(batch.catalog), stream)
}

/// Makes the label of a stream: when it started.
pub(crate) fn label(started_at: u64) -> String {
    let time = UNIX_EPOCH + Duration::from_millis(started_at);
    humantime::format_rfc3339_millis(time).to_string().trim_end_matches('Z').to_owned()
}

/// Makes the Amazon resource name of a stream.
pub(super) fn arn(region: &str, table: &str, started_at: u64) -> String {
    table::arn(region, resource(table, started_at))
}

/// Names a stream by its table and its start, as ARNs of all regions do.
fn resource(table: &str, started_at: u64) -> String {
    format!("{table}/stream/{}", label(started_at))
}

/// Names the one shard a stream has.
fn shard_id(stream: &StreamDef) -> String {
    format!("shardId-{:020}-{:08x}", stream.started_at, stream.id)
}

/// Writes a sequence number as the service does: digits that compare like the number.
fn sequence_text(sequence: u64) -> String {
    format!("{sequence:021}")
}

fn find<'c>(catalog: &'c Catalog, wanted: &str) -> Result<&'c Arc<StreamDef>> {
    let name = resource_of(wanted).ok_or_else(|| missing(wanted))?;
    let is_wanted = |stream: &&Arc<StreamDef>| resource(&stream.table, stream.started_at) == name;
    catalog.streams().values().find(is_wanted).ok_or_else(|| missing(wanted))
}

/// Finds a stream as a snapshot has it: what it says of the stream's end has to agree with the records of the snapshot.
fn find_in(shared: &Shared, txn: &RoTxn<'_>, wanted: &str) -> Result<StreamDef> {
    let id = find(&shared.catalog(), wanted)?.id;
    shared.store.stream(txn, id)?.ok_or_else(|| missing(wanted))
}

fn missing(wanted: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("Requested resource not found: Stream: {wanted} not found"))
}
