//! Records of streams: what changed, in order.
//!
//! ```text
//! stream id(u32 BE) sequence number(u64 BE)    the row of a record
//! ```

use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::request::{StreamEvent, StreamView};
use dynamo_model::value::{Item, ItemRef, Number, ValueRef, Writer};
use heed::{RoTxn, RwTxn};

use super::Store;
use crate::codec::{row, sealed};
use crate::error::storage;
use crate::table::StreamDef;

/// A change of one item, about to be recorded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change<'c> {
    /// Milliseconds since 1970.
    pub(crate) at: u64,
    pub(crate) old: Option<ItemRef<'c>>,
    pub(crate) new: Option<ItemRef<'c>>,
    /// Whether the item was deleted because it expired.
    pub(crate) expired: bool,
}

/// A record as it is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChangeRow<'t> {
    pub(crate) sequence: u64,
    record: ItemRef<'t>,
}

impl Store {
    /// Appends a record of a change to a stream, and returns its size. Its time is not before that of the last record, even
    /// if the clock has gone back: records are found by their times.
    pub(crate) fn append(
        &self,
        txn: &mut RwTxn<'_>,
        stream: &StreamDef,
        mut change: Change<'_>,
    ) -> Result<usize> {
        let last = self.last_change(txn, stream)?;
        // A last record that is damaged is no reason to refuse a write.
        let latest = last.and_then(|(key, bytes)| ChangeRow::decode(key, bytes).ok()?.at().ok());
        change.at = change.at.max(latest.unwrap_or_default());
        let sequence = last_sequence(stream, last)?.saturating_add(1);
        let record = encode(stream, change);
        let key = key(stream.id, sequence);
        let row = row::encode(&key, record.view(), 0)?;
        self.changes.put(txn, &key, &row).map_err(storage)?;
        Ok(row.len())
    }

    /// Returns the sequence number of the newest record there is or was; 0 if there never was one.
    pub(crate) fn last_sequence(&self, txn: &RoTxn<'_>, stream: &StreamDef) -> Result<u64> {
        last_sequence(stream, self.last_change(txn, stream)?)
    }

    fn last_change<'t>(
        &self,
        txn: &'t RoTxn<'_>,
        stream: &StreamDef,
    ) -> Result<Option<(&'t [u8], &'t [u8])>> {
        let (low, high) = (key(stream.id, 0), key(stream.id, u64::MAX));
        let range = (Bound::Included(low.as_slice()), Bound::Included(high.as_slice()));
        self.changes.rev_range(txn, &range).map_err(storage)?.next().transpose().map_err(storage)
    }

    /// Walks the records of a stream from a sequence number on, until `each` says to stop.
    pub(crate) fn walk_changes(
        &self,
        txn: &RoTxn<'_>,
        stream: u32,
        from: u64,
        mut each: impl FnMut(ChangeRow<'_>) -> Result<bool>,
    ) -> Result<()> {
        let (low, high) = (key(stream, from), key(stream, u64::MAX));
        let range = (Bound::Included(low.as_slice()), Bound::Included(high.as_slice()));
        for found in self.changes.range(txn, &range).map_err(storage)? {
            let (key, bytes) = found.map_err(storage)?;
            if !each(ChangeRow::decode(key, bytes)?)? {
                break;
            }
        }
        Ok(())
    }

    /// Deletes the records of a stream up to a sequence number.
    pub(crate) fn delete_changes(&self, txn: &mut RwTxn<'_>, stream: u32, up_to: u64) -> Result<()> {
        let (low, high) = (key(stream, 0), key(stream, up_to));
        let range = (Bound::Included(low.as_slice()), Bound::Included(high.as_slice()));
        self.changes.delete_range(txn, &range).map(|_| ()).map_err(storage)
    }
}

impl<'t> ChangeRow<'t> {
    /// Reads the record found under `key`.
    pub(crate) fn decode(key: &[u8], bytes: &'t [u8]) -> Result<Self> {
        Ok(Self { sequence: sequence_of(key)?, record: row::decode(key, bytes)?.item })
    }

    /// Returns when the change happened, in milliseconds since 1970.
    pub(crate) fn at(&self) -> Result<u64> {
        match self.record.get("at") {
            Some(ValueRef::N(at)) => at.to_u64().ok_or_else(sealed::damaged),
            _ => Err(sealed::damaged()),
        }
    }

    /// Returns how many bytes the record has.
    pub(crate) fn size(&self) -> usize {
        self.record.as_bytes().len()
    }

    /// Returns what happened.
    pub(crate) fn event(&self) -> Result<StreamEvent> {
        let Some(ValueRef::S(text)) = self.record.get("event") else { return Err(sealed::damaged()) };
        let events = [StreamEvent::Insert, StreamEvent::Modify, StreamEvent::Remove];
        events.into_iter().find(|event| event.as_str() == text).ok_or_else(sealed::damaged)
    }

    /// Returns the key of the item.
    pub(crate) fn keys(&self) -> Result<ItemRef<'t>> {
        self.image("keys").ok_or_else(sealed::damaged)
    }

    /// Returns the item before the change, if the stream records it.
    pub(crate) fn old_image(&self) -> Option<ItemRef<'t>> {
        self.image("old")
    }

    /// Returns the item after the change, if the stream records it.
    pub(crate) fn new_image(&self) -> Option<ItemRef<'t>> {
        self.image("new")
    }

    /// Whether the item was deleted because it expired.
    pub(crate) fn expired(&self) -> bool {
        self.record.contains("expired")
    }

    fn image(&self, name: &str) -> Option<ItemRef<'t>> {
        match self.record.get(name) {
            Some(ValueRef::M(image)) => Some(image),
            _ => None,
        }
    }
}

fn encode(stream: &StreamDef, change: Change<'_>) -> Item {
    let Change { at, old, new, expired } = change;
    let event = match (old, new) {
        (None, _) => StreamEvent::Insert,
        (Some(_), Some(_)) => StreamEvent::Modify,
        (Some(_), None) => StreamEvent::Remove,
    };
    let mut out = Writer::new();
    out.name("at");
    out.number(Number::from(at));
    out.name("event");
    out.string(event.as_str());
    if expired {
        out.name("expired");
        out.boolean(true);
    }
    push_keys(&mut out, stream, new.or(old).unwrap_or_default());
    push_images(&mut out, stream.view, old, new);
    out.into_item()
}

fn push_keys(out: &mut Writer, stream: &StreamDef, item: ItemRef<'_>) {
    out.name("keys");
    out.map(|out| {
        for name in stream.key.attributes() {
            if let Some(value) = item.get(name) {
                out.name(name);
                out.value(value);
            }
        }
    });
}

fn push_images(out: &mut Writer, view: StreamView, old: Option<ItemRef<'_>>, new: Option<ItemRef<'_>>) {
    for (name, image) in [("old", old.filter(|_| view.has_old())), ("new", new.filter(|_| view.has_new()))] {
        if let Some(image) = image {
            out.name(name);
            out.value(ValueRef::M(image));
        }
    }
}

fn key(stream: u32, sequence: u64) -> [u8; 12] {
    let [a, b, c, d] = stream.to_be_bytes();
    let [e, f, g, h, i, j, k, l] = sequence.to_be_bytes();
    [a, b, c, d, e, f, g, h, i, j, k, l]
}

fn last_sequence(stream: &StreamDef, last: Option<(&[u8], &[u8])>) -> Result<u64> {
    last.map_or(Ok(stream.trimmed), |(key, _)| sequence_of(key))
}

fn sequence_of(key: &[u8]) -> Result<u64> {
    key.last_chunk::<8>().map(|sequence| u64::from_be_bytes(*sequence)).ok_or_else(sealed::damaged)
}
