//! The oracle can say no: small faults in a backend are found, and told in a few steps.

mod backend;
mod local_indexes;
mod reads;
mod streams;
mod tables;
mod time;
mod writes;

use std::sync::{Arc, Mutex};

use dynamo_model::request::TableName;
use dynamo_model::value::Item;
use dynamo_tests::history::{Settings, Site, Step, StreamStep, run};

use crate::engine::Engine;

/// What is wrong with a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The limit of a query counts what the filter lets through.
    FilterBeforeLimit,
    /// Items that are deleted stay in the indexes.
    DroppedIndexDelete,
    /// Writes of more than one unit cost half a unit more.
    CapacityOffByOne,
    /// Items with a set are not deleted, whatever the answer.
    LostDelete,
    /// Streams lack the records of changed items.
    DroppedRecord,
    /// Puts of the item that is there are recorded.
    RecordOfNothing,
    /// Records of deleted items come without the item.
    LostOldImage,
    /// Iterators for what is to come lead to what there is.
    LatestIsOldest,
    /// Records do not say that an item expired.
    UnmarkedExpiry,
    /// One item of those that have expired stays.
    ItemLeftBehind,
    /// What a local index does not hold is fetched for nothing.
    UnchargedFetch,
    /// Local indexes hold what items were before their last update.
    StaleLocalEntry,
    /// Items that are updated are in no local index any more.
    LostLocalEntry,
    /// An index that is added lacks one of the items there are.
    ForgottenItem,
    /// An index that is deleted stays.
    LingeringIndex,
    /// Protected tables are deleted like any.
    IgnoredProtection,
}

/// The built-in engine, with a fault.
#[derive(Debug)]
struct Faulty {
    engine: Engine,
    fault: Fault,
    memory: Mutex<Memory>,
}

/// What the faults go by.
#[derive(Debug, Default)]
struct Memory {
    deleted: Vec<(TableName, Item)>,
    /// What items were before they were updated.
    updated: Vec<(TableName, Item)>,
    /// The items that indexes lack.
    forgotten: Vec<(TableName, String, Item)>,
}

/// Requires a fault to be found in a bounded number of steps, and to be told in a few, the last of which shows it.
async fn is_found(fault: Fault, most_steps: usize, shows: impl Fn(&Step) -> bool) {
    let site = Site::timed(move |now| {
        let faulty = Arc::new(Faulty { engine: Engine::open(now)?, fault, memory: Mutex::default() });
        Ok((faulty.clone(), faulty))
    });
    let Err(failure) = run(&site, Settings { seed: 1, steps: 500, rounds: 10 }).await else {
        panic!("{fault:?} was not found");
    };
    assert!(failure.steps().len() <= most_steps, "{failure}");
    assert!(failure.steps().last().is_some_and(shows), "{failure}");
}

#[tokio::test]
async fn a_filter_before_the_limit_is_found() {
    is_found(
        Fault::FilterBeforeLimit,
        3,
        |step| matches!(step, Step::Query(query) if query.filter.is_some()),
    )
    .await;
}

#[tokio::test]
async fn an_index_entry_that_outlives_its_item_is_found() {
    is_found(Fault::DroppedIndexDelete, 4, |step| matches!(step, Step::Scan(scan) if scan.index.is_some()))
        .await;
}

#[tokio::test]
async fn half_a_capacity_unit_too_much_is_found() {
    is_found(Fault::CapacityOffByOne, 2, |step| matches!(step, Step::Put(_))).await;
}

#[tokio::test]
async fn a_delete_that_does_not_happen_is_found() {
    is_found(Fault::LostDelete, 4, |step| !matches!(step, Step::Delete(_))).await;
}

#[tokio::test]
async fn a_dropped_record_is_found() {
    is_found(Fault::DroppedRecord, 6, reads_stream).await;
}

#[tokio::test]
async fn a_record_of_a_write_that_changes_nothing_is_found() {
    is_found(Fault::RecordOfNothing, 5, reads_stream).await;
}

#[tokio::test]
async fn a_record_without_its_old_image_is_found() {
    is_found(Fault::LostOldImage, 4, reads_stream).await;
}

#[tokio::test]
async fn an_iterator_that_starts_too_early_is_found() {
    is_found(Fault::LatestIsOldest, 6, reads_stream).await;
}

#[tokio::test]
async fn an_expiry_that_is_recorded_like_any_delete_is_found() {
    is_found(Fault::UnmarkedExpiry, 7, reads_stream).await;
}

#[tokio::test]
async fn an_expired_item_that_is_left_behind_is_found() {
    is_found(Fault::ItemLeftBehind, 6, |step| !matches!(step, Step::Sweep)).await;
}

#[tokio::test]
async fn a_fetch_that_costs_nothing_is_found() {
    is_found(Fault::UnchargedFetch, 3, reads_local_index).await;
}

#[tokio::test]
async fn an_entry_of_a_local_index_that_an_update_does_not_reach_is_found() {
    is_found(Fault::StaleLocalEntry, 4, reads_local_index).await;
}

#[tokio::test]
async fn an_entry_of_a_local_index_that_an_update_takes_away_is_found() {
    is_found(Fault::LostLocalEntry, 4, reads_local_index).await;
}

#[tokio::test]
async fn an_added_index_that_lacks_an_item_is_found() {
    is_found(Fault::ForgottenItem, 4, |step| match step {
        Step::Query(query) => query.index.is_some(),
        Step::Scan(scan) => scan.index.is_some(),
        _ => false,
    })
    .await;
}

#[tokio::test]
async fn a_deleted_index_that_stays_is_found() {
    is_found(Fault::LingeringIndex, 4, |step| !matches!(step, Step::OfTable(_))).await;
}

#[tokio::test]
async fn a_protected_table_that_can_be_deleted_is_found() {
    is_found(Fault::IgnoredProtection, 3, |step| matches!(step, Step::DeleteTable(_))).await;
}

fn reads_local_index(step: &Step) -> bool {
    match step {
        Step::Query(query) => is_local(&query.index),
        Step::Scan(scan) => is_local(&scan.index),
        _ => false,
    }
}

fn is_local(index: &Option<String>) -> bool {
    index.as_ref().is_some_and(|index| index.starts_with("local"))
}

fn reads_stream(step: &Step) -> bool {
    matches!(step, Step::Stream(StreamStep::Read(_) | StreamStep::Keep(..) | StreamStep::GoOn(..)))
}
