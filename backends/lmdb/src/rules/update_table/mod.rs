//! What a change of a table may ask.

mod redefined;
mod throughput;
mod together;
mod vector;

use std::fmt::Display;

use dynamo_model::request::check::{Violations, check_index_name, check_table_name};
use dynamo_model::request::{
    BillingMode, Encryption, IndexDefinition, IndexUpdate, StreamUpdate, UpdateTable, VectorIndexUpdate,
};
use dynamo_model::{Error, ErrorKind, Result};

use super::create_table::{
    TableViolations as _, billing, index, invalid, schema, vector as create_vector, warm,
};
use crate::encryption;
use crate::scaling::{Scaling, reserved};
use crate::table::{Scope, TableDef};

/// Checks the request alone: members, that there is something to do, and how much at once.
///
/// # Errors
///
/// The first fault, in the service's words; faults of single members come together.
pub(crate) fn check(request: &UpdateTable) -> Result<()> {
    check_table_name(&request.table)?;
    check_index_names(request)?;
    check_members(request)?;
    together::check(request)?;
    schema::check_definitions(&request.attributes)?;
    request.index_updates.iter().try_for_each(throughput::check_update)?;
    request.billing.and_then(reserved).or(request.throughput).map_or(Ok(()), billing::check_bounds)
}

/// Checks the request against its table: what it changes is there, is not being changed, and becomes something else.
///
/// # Errors
///
/// The first fault, in the service's words.
pub(crate) fn check_table(request: &UpdateTable, table: &TableDef, now: u64) -> Result<()> {
    if table.is_updating() && !together::only_makes_or_removes(request) {
        return Err(Error::new(
            ErrorKind::InUse,
            format!(
                "Attempt to change a resource which is still in use: Table is being updated: {}",
                table.name
            ),
        ));
    }
    throughput::check_table(request, table)?;
    warm::check_raised(request.warm_throughput.unwrap_or_default(), table.scaling.warm, "table")?;
    check_encryption(request.encryption.as_ref(), table.encryption_key.as_deref())?;
    request.index_updates.iter().try_for_each(|update| check_index(request, update, table))?;
    vector::check(request, table)?;
    check_stream(request, table)?;
    check_limits(request, table, now)
}

/// Requires of indexes that are to be there already a name that one can have.
fn check_index_names(request: &UpdateTable) -> Result<()> {
    let known = request.index_updates.iter().filter(|update| !matches!(update, IndexUpdate::Create(_)));
    known.map(name).try_for_each(check_index_name)?;
    vector::deleted(request).try_for_each(check_index_name)
}

fn check_members(request: &UpdateTable) -> Result<()> {
    let mut found = Violations::default();
    for (position, attribute) in request.attributes.iter().enumerate() {
        let path = format!("attributeDefinitions.{}.member.attributeName", position + 1);
        found.attribute_name(&path, &attribute.name);
    }
    for (position, update) in request.vector_index_updates.iter().enumerate() {
        if let VectorIndexUpdate::Create(index) = update {
            found.vectors(&format!("vectorIndexUpdates.{}.member.create", position + 1), index);
        }
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

/// Whether the update makes or removes an index, which takes the service a while.
fn is_online(update: &IndexUpdate) -> bool {
    matches!(update, IndexUpdate::Create(_) | IndexUpdate::Delete(_))
}

fn one_at_a_time() -> Error {
    limit_exceeded("Only 1 online index can be created or deleted simultaneously per table")
}

fn check_index(request: &UpdateTable, update: &IndexUpdate, table: &TableDef) -> Result<()> {
    let known = table.indexes_in(Scope::Global).find(|index| index.name == name(update));
    // One that is being filled may go, and nothing else may come or go meanwhile.
    if is_online(update) && is_filling_another(table, name(update)) {
        return Err(one_at_a_time());
    }
    match (update, known) {
        (IndexUpdate::Create(definition), _) => check_new_index(request, definition, table),
        (IndexUpdate::Delete(name), None)
            if table.indexes_in(Scope::Local).any(|index| index.name == *name) =>
        {
            Err(Error::validation("Cannot delete an index that is not a GlobalSecondaryIndex"))
        }
        (_, None) => Err(Error::new(ErrorKind::NotFound, "Requested resource not found")),
        (_, Some(index)) => throughput::check_index(request, update, index, table),
    }
}

/// Whether an index of another name is being filled.
fn is_filling_another(table: &TableDef, name: &str) -> bool {
    table.filling().any(|(other, filled)| other != name && !filled.is_whole())
}

fn check_new_index(request: &UpdateTable, definition: &IndexDefinition, table: &TableDef) -> Result<()> {
    if table.index(&definition.name).is_some() {
        return Err(invalid(format_args!("Index already exists: {}", definition.name)));
    }
    if table.vector(&definition.name).is_some() {
        return Err(vector::exists());
    }
    if table.indexes_in(Scope::Global).count() >= index::MOST_GLOBAL {
        return Err(limit_exceeded("Number of global secondary indexes exceeds per-table limit of 20"));
    }
    index::check_global_key(definition)?;
    if request.attributes.is_empty() {
        return Err(invalid("Some index key attributes are not defined in AttributeDefinitions"));
    }
    schema::check_defined(&request.attributes, &definition.key)?;
    redefined::check_key(request, definition, table)?;
    index::check_projection(&definition.projection)?;
    index::check_included(included(table).chain([index::included(&definition.projection)]))?;
    let billing = request.billing.unwrap_or(table.billing);
    billing::check_index(definition, billing, billing::needed_for_index)?;
    warm::check_index(definition, billing)
}

/// Counts the attributes that a table's indexes include by name, index by index.
fn included(table: &TableDef) -> impl Iterator<Item = usize> {
    let indexes = table.indexes.iter().map(|index| index::included(&index.projection));
    indexes.chain(table.vectors.iter().map(|index| create_vector::included(&index.definition)))
}

fn becomes_on_demand(request: &UpdateTable, table: &TableDef) -> bool {
    request.billing.unwrap_or(table.billing) == BillingMode::OnDemand
}

fn check_encryption(wanted: Option<&Encryption>, current: Option<&str>) -> Result<()> {
    match (wanted, current) {
        (Some(Encryption::Owned), None) => Err(invalid("Table is already encrypted by default")),
        (Some(Encryption::Key(name)), Some(key)) if encryption::is_arn_of(name, key) => Err(invalid(
            "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change \
             Master Key",
        )),
        _ => Ok(()),
    }
}

fn check_stream(request: &UpdateTable, table: &TableDef) -> Result<()> {
    match (request.stream, table.stream) {
        (Some(StreamUpdate::Enable(_)), Some(_)) => {
            Err(Error::validation(format!("Table already has an enabled stream: TableName: {}", table.name)))
        }
        (Some(StreamUpdate::Disable), None) => {
            Err(Error::validation(format!("Table has no stream to disable: TableName: {}", table.name)))
        }
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
        IndexUpdate::Throughput(name, _)
        | IndexUpdate::Warm(name, _)
        | IndexUpdate::OnDemand(name, _)
        | IndexUpdate::Delete(name) => name,
        _ => "",
    }
}

#[cfg(test)]
mod tests;
