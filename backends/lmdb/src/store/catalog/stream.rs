//! A stream's record: an item like any other.

use dynamo_model::Result;
use dynamo_model::request::StreamView;
use dynamo_model::value::{Item, ItemRef};
use serde::{Deserialize, Serialize};

use super::damaged;
use super::record::KeyRecord;
use crate::table::StreamDef;

#[derive(Serialize, Deserialize)]
struct Record {
    id: u32,
    table: String,
    key: KeyRecord,
    view: String,
    started_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended_at: Option<u64>,
    trimmed: u64,
}

pub(super) fn encode(stream: &StreamDef) -> Result<Item> {
    let record = Record {
        id: stream.id,
        table: stream.table.clone(),
        key: KeyRecord::of(&stream.key),
        view: stream.view.as_str().to_owned(),
        started_at: stream.started_at,
        ended_at: stream.ended_at,
        trimmed: stream.trimmed,
    };
    Ok(Item::from_serialize(&record)?)
}

pub(super) fn decode(bytes: &[u8]) -> Result<StreamDef> {
    let record: Record = ItemRef::new(bytes).deserialize().map_err(|_| damaged())?;
    Ok(StreamDef {
        id: record.id,
        table: record.table,
        key: record.key.into_schema()?,
        view: StreamView::parse(&record.view).ok_or_else(damaged)?,
        started_at: record.started_at,
        ended_at: record.ended_at,
        trimmed: record.trimmed,
    })
}
