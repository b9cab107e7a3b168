//! Sizes of item collections.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::{ItemCollectionMetrics, ReturnItemCollectionMetrics};
use dynamo_model::Result;
use dynamo_model::request::{CollectionMetrics, TableName};

use super::item;
use crate::error::unreadable;

/// Far above any collection, and whole in an `f64`.
const MOST_GIGABYTES: f64 = (1_u64 << 40) as f64;

pub(crate) fn return_metrics(wanted: bool) -> Option<ReturnItemCollectionMetrics> {
    wanted.then_some(ReturnItemCollectionMetrics::Size)
}

/// Converts the size of a collection an answer reports.
///
/// # Errors
///
/// `Internal` if it is not of a collection, or no range.
pub(crate) fn collection_metrics(reported: &ItemCollectionMetrics) -> Result<CollectionMetrics> {
    let key = reported.item_collection_key().ok_or_else(|| unreadable("the size of no item collection"))?;
    let [low, high] = reported.size_estimate_range_gb() else {
        return Err(unreadable("the size of an item collection is not a range"));
    };
    Ok(CollectionMetrics::new(item(key)?, [gigabytes(*low)?, gigabytes(*high)?]))
}

/// Converts the sizes of collections an answer reports table by table.
///
/// # Errors
///
/// As [`collection_metrics`] does.
pub(crate) fn collection_metrics_by_table(
    reported: Option<&HashMap<String, Vec<ItemCollectionMetrics>>>,
) -> Result<BTreeMap<TableName, Vec<CollectionMetrics>>> {
    let tables = reported.into_iter().flatten();
    tables
        .map(|(table, metrics)| {
            Ok((table.as_str().into(), metrics.iter().map(collection_metrics).collect::<Result<_>>()?))
        })
        .collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn gigabytes(reported: f64) -> Result<u64> {
    if (0.0..=MOST_GIGABYTES).contains(&reported) {
        return Ok(reported.round() as u64);
    }
    Err(unreadable(format_args!("an item collection of {reported} GB")))
}
