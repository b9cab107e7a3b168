//! What the records of tables and streams are made of alike.

use dynamo_model::Result;
use dynamo_model::request::KeySchema;
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
        KeySchema::from_parts(self.partition, self.sort).ok_or_else(damaged)
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
