//! Throughput of a table that changes, and of its indexes, against what there is.

use dynamo_model::request::{
    BillingMode, IndexUpdate, OnDemandThroughput, Throughput, UpdateTable, WarmThroughput,
};
use dynamo_model::{Error, Result};

use super::super::create_table::{billing, invalid, warm};
use super::becomes_on_demand;
use crate::scaling::reserved;
use crate::table::{IndexDef, Scope, TableDef};

/// Checks what the request asks of an index whatever it is of: bounds, and that it asks for something.
pub(super) fn check_update(update: &IndexUpdate) -> Result<()> {
    match update {
        IndexUpdate::Throughput(_, throughput) => billing::check_bounds(*throughput),
        IndexUpdate::Warm(name, wanted) if *wanted == WarmThroughput::default() => {
            Err(invalid(format_args!(
                "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for \
                 index: {name}"
            )))
        }
        IndexUpdate::OnDemand(name, most) => {
            billing::check_limits(*most, OnDemandThroughput::UNLIMITED, &billing::of_index(name))
        }
        _ => Ok(()),
    }
}

/// Checks another throughput of the table, or another way to pay for it.
pub(super) fn check_table(request: &UpdateTable, table: &TableDef) -> Result<()> {
    let most = request.on_demand_throughput.unwrap_or_default();
    let mut limits = billing::limits(most);
    if let Some((member, _)) = limits.next().filter(|_| !becomes_on_demand(request, table)) {
        return Err(invalid(format_args!(
            "{member} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED"
        )));
    }
    billing::check_limits(most, OnDemandThroughput::UNLIMITED, "table")?;
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
        (Some(wanted), BillingMode::Provisioned(current)) if wanted == current => {
            Err(unchanged(current, "the table", "the table"))
        }
        _ => Ok(()),
    }
}

/// Checks other throughput of an index.
pub(super) fn check_index(
    request: &UpdateTable,
    update: &IndexUpdate,
    index: &IndexDef,
    table: &TableDef,
) -> Result<()> {
    let on_demand = becomes_on_demand(request, table);
    match update {
        IndexUpdate::Throughput(..) if on_demand => Err(Error::validation(
            "This operation cannot be performed with given input values. \
             Please contact DynamoDB service team for more info: Action Blocked: IndexUpdate",
        )),
        IndexUpdate::Throughput(name, wanted) if index.throughput == Some(*wanted) => {
            Err(unchanged(*wanted, &format!("the index {name}"), &format!("index {name}")))
        }
        IndexUpdate::Warm(_, wanted) => {
            warm::check_raised(*wanted, index.scaling.warm, format_args!("index {}", index.name))
        }
        IndexUpdate::OnDemand(name, most) => check_index_limits(name, *most, on_demand),
        _ => Ok(()),
    }
}

fn check_index_limits(name: &str, most: OnDemandThroughput, on_demand: bool) -> Result<()> {
    match (billing::limits(most).next(), on_demand) {
        (None, true) => Err(invalid(format_args!(
            "The only Updates for index: {name} when TableThroughputMode is PAY_PER_REQUEST can be to \
             OnDemandThroughput, WarmThroughput"
        ))),
        (None, false) => Err(invalid(format_args!(
            "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: {name}"
        ))),
        (Some((member, _)), false) => Err(invalid(format_args!(
            "{member} for OnDemandThroughput for index: {name} cannot be specified when the table BillingMode is \
             PROVISIONED"
        ))),
        (Some(_), true) => Ok(()),
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

fn unchanged(Throughput { read, write }: Throughput, what: &str, of: &str) -> Error {
    Error::validation(format!(
        "The provisioned throughput for {what} will not change. The requested value equals the current value. \
         Current ReadCapacityUnits provisioned for {of}: {read}. \
         Requested ReadCapacityUnits: {read}. \
         Current WriteCapacityUnits provisioned for {of}: {write}. \
         Requested WriteCapacityUnits: {write}. \
         Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
    ))
}
