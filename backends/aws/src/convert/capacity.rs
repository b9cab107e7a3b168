//! Consumed capacity.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::{
    Capacity as AwsCapacity, ConsumedCapacity as AwsConsumed, VectorCapacity as AwsVectorCapacity,
};
use dynamo_model::Result;
use dynamo_model::request::{Capacity, CapacityKind, ConsumedCapacity, TableName, VectorCapacity};

use crate::error::unreadable;

/// Beyond this no `f64` counts halves exactly.
const MOST_UNITS: f64 = (1_u64 << 51) as f64;
/// Beyond this no `f64` counts bytes exactly.
const MOST_BYTES: f64 = (1_u64 << 53) as f64;

/// Converts the capacity an answer reports for `table`.
///
/// # Errors
///
/// `Internal` if a figure is not a sensible number.
pub(crate) fn consumed(
    table: &TableName,
    reported: Option<&AwsConsumed>,
) -> Result<Option<ConsumedCapacity>> {
    reported.map(|reported| read(table.clone(), reported)).transpose()
}

/// Converts the capacity an answer reports table by table.
///
/// # Errors
///
/// `Internal` if a figure is not a sensible number, or belongs to no table.
pub(crate) fn consumed_by_table(reported: &[AwsConsumed]) -> Result<Vec<ConsumedCapacity>> {
    reported
        .iter()
        .map(|reported| {
            let table = reported.table_name().ok_or_else(|| unreadable("capacity consumed by no table"))?;
            read(table.into(), reported)
        })
        .collect()
}

fn read(table: TableName, reported: &AwsConsumed) -> Result<ConsumedCapacity> {
    let mut consumed = ConsumedCapacity::new(table);
    consumed.kind = kind(reported);
    consumed.total = units(reported.capacity_units())?;
    consumed.table = reported.table().map(|table| units(table.capacity_units())).transpose()?;
    consumed.global_indexes = by_index(reported.global_secondary_indexes())?;
    consumed.local_indexes = by_index(reported.local_secondary_indexes())?;
    consumed.vector_indexes = by_vector_index(reported.vector_indexes())?;
    Ok(consumed)
}

/// Tells what the units pay for. Every part of a report says it again, with the figure it has already.
fn kind(reported: &AwsConsumed) -> Option<CapacityKind> {
    match (reported.read_capacity_units(), reported.write_capacity_units()) {
        (Some(_), None) => Some(CapacityKind::Read),
        (None, Some(_)) => Some(CapacityKind::Write),
        (None, None) | (Some(_), Some(_)) => None,
    }
}

fn by_index(reported: Option<&HashMap<String, AwsCapacity>>) -> Result<BTreeMap<String, Capacity>> {
    let entries = reported.into_iter().flatten();
    entries.map(|(index, capacity)| Ok((index.clone(), units(capacity.capacity_units())?))).collect()
}

fn by_vector_index(
    reported: Option<&HashMap<String, AwsVectorCapacity>>,
) -> Result<BTreeMap<String, VectorCapacity>> {
    let entries = reported.into_iter().flatten();
    entries.map(|(index, capacity)| Ok((index.clone(), vector_capacity(capacity)?))).collect()
}

/// Converts what a vector index is paid for by.
///
/// # Errors
///
/// `Internal` if a figure is not a sensible number.
pub(crate) fn vector_capacity(reported: &AwsVectorCapacity) -> Result<VectorCapacity> {
    Ok(VectorCapacity {
        search_bytes: bytes(reported.vector_search_request_bytes())?,
        write_bytes: bytes(reported.vector_write_request_bytes())?,
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn bytes(reported: Option<f64>) -> Result<u64> {
    match reported {
        None => Ok(0),
        Some(bytes) if (0.0..=MOST_BYTES).contains(&bytes) => Ok(bytes.round() as u64),
        Some(bytes) => Err(unreadable(format_args!("{bytes} bytes consumed"))),
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn units(reported: Option<f64>) -> Result<Capacity> {
    match reported {
        None => Ok(Capacity::default()),
        Some(units) if (0.0..=MOST_UNITS).contains(&units) => {
            Ok(Capacity::from_halves((units * 2.0).round() as u64))
        }
        Some(units) => Err(unreadable(format_args!("{units} capacity units consumed"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_exact() {
        assert_eq!(units(Some(0.5)).unwrap(), Capacity::from_halves(1));
        assert_eq!(units(Some(128.5)).unwrap(), Capacity::from_halves(257));
        assert_eq!(units(Some(26.0)).unwrap(), Capacity::from_units(26));
        assert_eq!(units(None).unwrap(), Capacity::default());
    }

    #[test]
    fn senseless_figures_are_refused() {
        for senseless in [-0.5, f64::NAN, f64::INFINITY, 1e300] {
            assert!(units(Some(senseless)).is_err(), "{senseless}");
            assert!(bytes(Some(senseless)).is_err(), "{senseless}");
        }
    }
}
