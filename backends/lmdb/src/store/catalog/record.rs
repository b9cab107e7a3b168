//! What the records of tables and streams are made of alike.

use dynamo_model::Result;
use dynamo_model::request::{KeySchema, StreamView};
use dynamo_model::value::as_bytes;
use serde::{Deserialize, Serialize};

use super::damaged;
use crate::table::Filled;

#[derive(Serialize, Deserialize)]
pub(super) struct KeyRecord {
    partition: Vec<String>,
    sort: Vec<String>,
}

impl KeyRecord {
    pub(super) fn of(key: &KeySchema) -> Self {
        Self { partition: key.partition().to_vec(), sort: key.sort().to_vec() }
    }

    pub(super) fn into_schema(self) -> Result<KeySchema> {
        let mut partition = self.partition.into_iter();
        let first = KeySchema::new(partition.next().ok_or_else(damaged)?);
        let schema = partition.fold(first, KeySchema::with_partition);
        Ok(self.sort.into_iter().fold(schema, KeySchema::with_sort))
    }
}

/// How far something is filled; a record has none if it is whole.
#[derive(Serialize, Deserialize)]
pub(super) struct FilledRecord(#[serde(with = "as_bytes")] Vec<u8>);

impl FilledRecord {
    pub(super) fn of(filled: &Filled) -> Option<Self> {
        match filled {
            Filled::Whole => None,
            Filled::UpTo(key) => Some(Self(key.clone())),
        }
    }

    pub(super) fn into_filled(record: Option<Self>) -> Filled {
        record.map_or(Filled::Whole, |Self(key)| Filled::UpTo(key))
    }
}

/// Reads the service's spelling of what a stream records.
pub(super) fn view(text: &str) -> Result<StreamView> {
    let views =
        [StreamView::KeysOnly, StreamView::NewImage, StreamView::OldImage, StreamView::NewAndOldImages];
    views.into_iter().find(|view| view.as_str() == text).ok_or_else(damaged)
}
