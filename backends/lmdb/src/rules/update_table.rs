//! What a change of a table may ask.

use std::collections::BTreeSet;
use std::fmt::Display;

use dynamo_model::request::check::{Violations, check_index_name, check_table_name};
use dynamo_model::request::{
    BillingMode, IndexDefinition, IndexUpdate, OnDemandThroughput, StreamUpdate, Throughput, UpdateTable,
};
use dynamo_model::{Error, ErrorKind, Result};

use super::create_table::{TableViolations as _, billing, index, invalid, schema, warm};
use crate::scaling::{Scaling, reserved};
use crate::table::{IndexDef, Scope, TableDef};

/// Checks the request alone: members, that there is something to do, and how much at once.
///
/// # Errors
///
/// The first fault, in the service's words; faults of single members come together.
pub(crate) fn check(request: &UpdateTable) -> Result<()> {
    check_table_name(&request.table)?;
    check_index_names(request)?;
    check_members(request)?;
    if is_empty(request) {
        return Err(Error::validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or \
             SSESpecification or ReplicaUpdates is required",
        ));
    }
    check_warmed_alone(request)?;
    check_each_once(request)?;
    schema::check_definitions(&request.attributes)?;
    billing::check_limits(request.on_demand_throughput.unwrap_or_default(), OnDemandThroughput::UNLIMITED)?;
    let throughput = request.index_updates.iter().filter_map(|update| match update {
        IndexUpdate::Throughput(_, throughput) => Some(*throughput),
        _ => None,
    });
    let table = request.billing.and_then(reserved).or(request.throughput);
    throughput.chain(table).try_for_each(billing::check_bounds)
}

/// Checks the request against its table: what it changes is there, is not being changed, and becomes something else.
///
/// # Errors
///
/// The first fault, in the service's words.
pub(crate) fn check_table(request: &UpdateTable, table: &TableDef, now: u64) -> Result<()> {
    if table.is_updating() && !only_makes_or_removes(request) {
        return Err(Error::new(
            ErrorKind::InUse,
            format!(
                "Attempt to change a resource which is still in use: Table is being updated: {}",
                table.name
            ),
        ));
    }
    check_billing(request, table)?;
    warm::check_raised(request.warm_throughput.unwrap_or_default(), table.scaling.warm)?;
    request.index_updates.iter().try_for_each(|update| check_index(request, update, table))?;
    check_stream(request, table)?;
    check_limits(request, table, now)
}

/// Whether the request does nothing but make or remove indexes: those are refused by other rules while one is filled.
fn only_makes_or_removes(request: &UpdateTable) -> bool {
    !changes_more_than_indexes(request) && request.index_updates.iter().all(is_online)
}

/// Requires of indexes that are to be there already a name that one can have.
fn check_index_names(request: &UpdateTable) -> Result<()> {
    let known = request.index_updates.iter().filter(|update| !matches!(update, IndexUpdate::Create(_)));
    known.map(name).try_for_each(check_index_name)
}

fn check_members(request: &UpdateTable) -> Result<()> {
    let mut found = Violations::default();
    for (position, attribute) in request.attributes.iter().enumerate() {
        let path = format!("attributeDefinitions.{}.member.attributeName", position + 1);
        found.attribute_name(&path, &attribute.name);
    }
    for (position, update) in request.index_updates.iter().enumerate() {
        let path = format!("globalSecondaryIndexUpdates.{}.member", position + 1);
        match update {
            IndexUpdate::Create(index) => found.index(&format!("{path}.create"), index, false),
            IndexUpdate::Throughput(_, throughput) => {
                found.throughput(&format!("{path}.update.provisionedThroughput"), *throughput);
            }
            _ => {}
        }
    }
    if let Some(throughput) = request.billing.and_then(reserved).or(request.throughput) {
        found.throughput("provisionedThroughput", throughput);
    }
    found.into_result()
}

fn is_empty(request: &UpdateTable) -> bool {
    request.index_updates.is_empty() && !changes_more_than_indexes(request)
}

fn changes_more_than_indexes(request: &UpdateTable) -> bool {
    request.billing.is_some()
        || request.throughput.is_some()
        || request.on_demand_throughput.is_some()
        || request.warm_throughput.is_some()
        || request.stream.is_some()
        || request.class.is_some()
        || request.deletion_protection.is_some()
}

fn check_warmed_alone(request: &UpdateTable) -> Result<()> {
    let mut rest = request.clone();
    if rest.warm_throughput.take().is_none() || is_empty(&rest) {
        return Ok(());
    }
    Err(invalid("WarmThroughput must be the only operation in the request"))
}

fn check_each_once(request: &UpdateTable) -> Result<()> {
    let mut seen = BTreeSet::new();
    if let Some(name) = request.index_updates.iter().map(name).find(|name| !seen.insert(*name)) {
        return Err(invalid(format_args!(
            "Only one global secondary index update per index is allowed simultaneously. Index: {name}"
        )));
    }
    if request.index_updates.iter().filter(|update| is_online(update)).count() > 1 {
        return Err(one_at_a_time());
    }
    Ok(())
}

/// Whether the update makes or removes an index, which takes the service a while.
fn is_online(update: &IndexUpdate) -> bool {
    !matches!(update, IndexUpdate::Throughput(..))
}

fn one_at_a_time() -> Error {
    limit_exceeded("Only 1 online index can be created or deleted simultaneously per table")
}

fn check_billing(request: &UpdateTable, table: &TableDef) -> Result<()> {
    let mut limits = billing::limits(request.on_demand_throughput.unwrap_or_default());
    if let Some((member, _)) = limits.next().filter(|_| !becomes_on_demand(request, table)) {
        return Err(invalid(format_args!(
            "{member} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED"
        )));
    }
    let is_provisioned = matches!(table.billing, BillingMode::Provisioned(_));
    match request.billing {
        _ if request.throughput.is_some() && becomes_on_demand(request, table) => {
            return Err(invalid(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            ));
        }
        Some(BillingMode::Provisioned(_)) if !is_provisioned => {
            return check_every_index_provisioned(request, table);
        }
        _ => {}
    }
    match (request.billing.and_then(reserved).or(request.throughput), table.billing) {
        (Some(wanted), BillingMode::Provisioned(current)) if wanted == current => Err(unchanged(current)),
        _ => Ok(()),
    }
}

/// Whoever starts to provision a table does so for its global indexes, too.
fn check_every_index_provisioned(request: &UpdateTable, table: &TableDef) -> Result<()> {
    let given = |name: &str| {
        request
            .index_updates
            .iter()
            .any(|update| matches!(update, IndexUpdate::Throughput(of, _) if of == name))
    };
    match table.indexes_in(Scope::Global).find(|index| !given(&index.name)) {
        None => Ok(()),
        Some(index) => Err(billing::needed_for_index(&index.name)),
    }
}

fn unchanged(Throughput { read, write }: Throughput) -> Error {
    Error::validation(format!(
        "The provisioned throughput for the table will not change. The requested value equals the current value. \
         Current ReadCapacityUnits provisioned for the table: {read}. \
         Requested ReadCapacityUnits: {read}. \
         Current WriteCapacityUnits provisioned for the table: {write}. \
         Requested WriteCapacityUnits: {write}. \
         Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
    ))
}

fn check_index(request: &UpdateTable, update: &IndexUpdate, table: &TableDef) -> Result<()> {
    let is_there = table.indexes_in(Scope::Global).any(|index| index.name == name(update));
    // One that is being filled may go, and nothing else may come or go meanwhile.
    let other = |index: &&IndexDef| !index.filled.is_whole() && index.name != name(update);
    if is_online(update) && table.indexes.iter().any(|index| other(&index)) {
        return Err(one_at_a_time());
    }
    match update {
        IndexUpdate::Create(definition) => check_new_index(request, definition, table),
        _ if !is_there => Err(Error::new(ErrorKind::NotFound, "Requested resource not found")),
        IndexUpdate::Throughput(..) if becomes_on_demand(request, table) => Err(Error::validation(
            "This operation cannot be performed with given input values. \
             Please contact DynamoDB service team for more info: Action Blocked: IndexUpdate",
        )),
        _ => Ok(()),
    }
}

fn check_new_index(request: &UpdateTable, definition: &IndexDefinition, table: &TableDef) -> Result<()> {
    if table.index(&definition.name).is_some() {
        return Err(invalid(format_args!("Index already exists: {}", definition.name)));
    }
    if table.indexes_in(Scope::Global).count() >= index::MOST_GLOBAL {
        return Err(limit_exceeded("Number of global secondary indexes exceeds per-table limit of 20"));
    }
    index::check_global_key(definition)?;
    if !definition.key.attributes().all(|name| schema::is_defined(&request.attributes, name)) {
        return Err(invalid("Some index key attributes are not defined in AttributeDefinitions"));
    }
    index::check_projection(definition)?;
    let projections = table.indexes.iter().map(|index| &index.projection);
    index::check_included(projections.chain([&definition.projection]))?;
    match (becomes_on_demand(request, table), definition.throughput) {
        (true, Some(_)) => Err(billing::not_for_index(&definition.name)),
        (false, None) => Err(billing::needed_for_index(&definition.name)),
        _ => Ok(()),
    }
}

fn becomes_on_demand(request: &UpdateTable, table: &TableDef) -> bool {
    request.billing.unwrap_or(table.billing) == BillingMode::OnDemand
}

/// The service's words for this are not known; these are DynamoDB Local's.
fn check_stream(request: &UpdateTable, table: &TableDef) -> Result<()> {
    match (request.stream, table.stream) {
        (Some(StreamUpdate::Enable(_)), Some(_)) => {
            Err(Error::validation("Table already has an enabled stream"))
        }
        (Some(StreamUpdate::Disable), None) => Err(Error::validation("Table has no stream to disable")),
        _ => Ok(()),
    }
}

/// Refuses what has been done too often of late.
fn check_limits(request: &UpdateTable, table: &TableDef, now: u64) -> Result<()> {
    let (former, wanted) =
        (reserved(table.billing), request.billing.and_then(reserved).or(request.throughput));
    let becomes_on_demand = request.billing == Some(BillingMode::OnDemand) && former.is_some();
    if becomes_on_demand && !table.switches.allow(now) {
        return Err(limit_exceeded("Update to PayPerRequest mode are limited to 4 times in 1 day(s)"));
    }
    if !table.scaling.allows(former, wanted, now) {
        return Err(too_many_decreases(&table.scaling, now));
    }
    for update in &request.index_updates {
        let IndexUpdate::Throughput(name, wanted) = update else { continue };
        let index =
            table.index(name).filter(|index| !index.scaling.allows(index.throughput, Some(*wanted), now));
        if let Some(index) = index {
            return Err(too_many_decreases(&index.scaling, now));
        }
    }
    Ok(())
}

fn too_many_decreases(scaling: &Scaling, now: u64) -> Error {
    limit_exceeded(format_args!(
        "Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each \
         subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases \
         today: {}",
        scaling.decreases_today(now)
    ))
}

fn limit_exceeded(what: impl Display) -> Error {
    Error::new(ErrorKind::LimitExceeded, format!("Subscriber limit exceeded: {what}"))
}

fn name(update: &IndexUpdate) -> &str {
    match update {
        IndexUpdate::Create(index) => &index.name,
        IndexUpdate::Throughput(name, _) | IndexUpdate::Delete(name) => name,
        _ => "",
    }
}

#[cfg(test)]
mod tests;
