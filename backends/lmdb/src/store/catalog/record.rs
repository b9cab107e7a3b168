//! What the records of tables, indexes and streams are made of alike.

use dynamo_model::Result;
use dynamo_model::request::{IndexProjection, KeySchema, Throughput};
use dynamo_model::value::as_bytes;
use serde::{Deserialize, Serialize};

use super::damaged;
use crate::scaling::{Decreased, Scaling};
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

/// What became of a throughput; a record has none if that is nothing.
#[derive(Serialize, Deserialize)]
pub(super) struct ScalingRecord {
    warm: (u64, u64),
    /// When it was last decreased, and how often that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decreased: Option<(u64, u64)>,
}

impl ScalingRecord {
    pub(super) fn of(scaling: &Scaling, own: Option<Throughput>) -> Option<Self> {
        let decreased = scaling.decreased.map(|last| (last.at, last.times));
        (*scaling != Scaling::new(own)).then(|| Self { warm: pair(scaling.warm), decreased })
    }

    pub(super) fn into_scaling(record: Option<Self>, own: Option<Throughput>) -> Scaling {
        let Some(Self { warm, decreased }) = record else { return Scaling::new(own) };
        let decreased = decreased.map(|(at, times)| Decreased { at, times });
        Scaling { warm: throughput(warm), decreased }
    }
}

/// Writes what an index includes by name: nothing said if that is everything, no name for keys only.
pub(super) fn included(projection: &IndexProjection) -> Option<Vec<String>> {
    match projection {
        IndexProjection::All => None,
        IndexProjection::KeysOnly => Some(Vec::new()),
        IndexProjection::Include(names) => Some(names.clone()),
    }
}

pub(super) fn projection(included: Option<Vec<String>>) -> IndexProjection {
    match included {
        None => IndexProjection::All,
        Some(names) if names.is_empty() => IndexProjection::KeysOnly,
        Some(names) => IndexProjection::Include(names),
    }
}

pub(super) fn pair(throughput: Throughput) -> (u64, u64) {
    (throughput.read, throughput.write)
}

pub(super) fn throughput((read, write): (u64, u64)) -> Throughput {
    Throughput { read, write }
}
