//! What one request may change of a table at once: of most things, one.

use std::collections::BTreeSet;

use dynamo_model::request::{BillingMode, IndexUpdate, UpdateTable};
use dynamo_model::{Error, Result};

use super::{invalid, is_online, name, one_at_a_time};

/// What the service asks for where nothing is to be changed.
const ANYTHING: &str = "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, \
                        GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, \
                        ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, \
                        WarmThroughput or TableClass is required";

/// Requires a change, and no two that the service makes apart.
pub(super) fn check(request: &UpdateTable) -> Result<()> {
    if concerns(request) == 0 {
        return Err(Error::validation(ANYTHING));
    }
    check_alone(request)?;
    check_pairs(request)?;
    check_each_once(request)
}

/// Whether the request does nothing but make or remove indexes: those are refused by other rules while one is filled.
pub(super) fn only_makes_or_removes(request: &UpdateTable) -> bool {
    let apart = [request.index_updates.is_empty(), request.vector_index_updates.is_empty()];
    let apart = apart.into_iter().filter(|is_empty| !is_empty).count();
    concerns(request) == apart && request.index_updates.iter().all(is_online)
}

fn reserves(request: &UpdateTable) -> bool {
    request.billing.is_some() || request.throughput.is_some()
}

/// Counts what is to be changed; billing and throughput are one thing.
fn concerns(request: &UpdateTable) -> usize {
    [
        !request.index_updates.is_empty(),
        !request.vector_index_updates.is_empty(),
        reserves(request),
        request.on_demand_throughput.is_some(),
        request.warm_throughput.is_some(),
        request.stream.is_some(),
        request.encryption.is_some(),
        request.class.is_some(),
        request.deletion_protection.is_some(),
    ]
    .into_iter()
    .filter(|is_asked| *is_asked)
    .count()
}

/// Requires of what is always changed alone that it is.
fn check_alone(request: &UpdateTable) -> Result<()> {
    let alone = [
        (request.encryption.is_some(), "Server-Side Encryption modification"),
        (request.class.is_some(), "TableClass modification"),
        (request.deletion_protection.is_some(), "DeletionProtection modification"),
        (request.warm_throughput.is_some(), "WarmThroughput"),
    ];
    match alone.into_iter().find(|(is_asked, _)| *is_asked) {
        Some((_, what)) if concerns(request) > 1 => {
            Err(invalid(format_args!("{what} must be the only operation in the request")))
        }
        _ => Ok(()),
    }
}

/// Refuses pairs of other changes that do not go together.
fn check_pairs(request: &UpdateTable) -> Result<()> {
    let comes_or_goes =
        request.index_updates.iter().any(is_online) || !request.vector_index_updates.is_empty();
    let is_provisioned =
        request.throughput.is_some() || matches!(request.billing, Some(BillingMode::Provisioned(_)));
    let has_limits = request.on_demand_throughput.is_some();
    let changes_indexes = !request.index_updates.is_empty() || !request.vector_index_updates.is_empty();
    Err(invalid(if has_limits && (request.stream.is_some() || changes_indexes) {
        "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"
    } else if request.stream.is_some() && is_provisioned {
        "You cannot modify stream status while updating table IOPS"
    } else if comes_or_goes && request.throughput.is_some() {
        "You cannot create or delete index while updating table IOPS"
    } else if comes_or_goes && request.stream.is_some() {
        "You cannot create or delete index while changing stream status"
    } else {
        return Ok(());
    }))
}

fn check_each_once(request: &UpdateTable) -> Result<()> {
    let mut seen = BTreeSet::new();
    if let Some(name) = request.index_updates.iter().map(name).find(|name| !seen.insert(*name)) {
        return Err(invalid(format_args!(
            "Only one global secondary index update per index is allowed simultaneously. Index: {name}"
        )));
    }
    let online = |update: &&IndexUpdate| is_online(update);
    if request.index_updates.iter().filter(online).count() + request.vector_index_updates.len() > 1 {
        return Err(one_at_a_time());
    }
    Ok(())
}
