//! Throughput against the billing mode.

use dynamo_model::request::{BillingMode, CreateTable, OnDemandThroughput, Throughput};
use dynamo_model::{Error, Result};

use super::invalid;

/// The service's own bound, far above any quota.
const MOST_UNITS: u64 = 1_000_000_000_000;

/// Requires throughput of every global index of a provisioned table, and of none of another; and limits of none but the
/// other.
pub(super) fn check(request: &CreateTable) -> Result<()> {
    let most = request.on_demand_throughput;
    match request.billing {
        BillingMode::OnDemand => {
            check_limits(most, 1)?;
            check_without_throughput(request)
        }
        BillingMode::Provisioned(throughput) => {
            if let Some((member, _)) = limits(most).next() {
                return Err(invalid(format_args!(
                    "{member} for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED."
                )));
            }
            check_bounds(throughput)?;
            check_with_throughput(request)
        }
    }
}

/// Requires limits of what a table serves on demand that are not below the least there can be.
pub(in crate::rules) fn check_limits(most: OnDemandThroughput, least: i64) -> Result<()> {
    match limits(most).find(|(_, units)| *units < least || *units == 0) {
        None => Ok(()),
        Some((member, _)) => Err(invalid(format_args!(
            "Requested {member} for OnDemandThroughput for table is outside of valid range"
        ))),
    }
}

/// Iterates over the limits there are, by the names of their members.
pub(in crate::rules) fn limits(most: OnDemandThroughput) -> impl Iterator<Item = (&'static str, i64)> {
    let units = [("MaxReadRequestUnits", most.max_read), ("MaxWriteRequestUnits", most.max_write)];
    units.into_iter().filter_map(|(member, units)| Some((member, units?)))
}

fn check_without_throughput(request: &CreateTable) -> Result<()> {
    match request.global_indexes.iter().find(|index| index.throughput.is_some()) {
        None => Ok(()),
        Some(index) => Err(not_for_index(&index.name)),
    }
}

fn check_with_throughput(request: &CreateTable) -> Result<()> {
    request.global_indexes.iter().try_for_each(|index| match index.throughput {
        Some(throughput) => check_bounds(throughput),
        None => Err(needed_for_index(&index.name)),
    })
}

/// Makes the error of an on-demand table's index with throughput.
pub(in crate::rules) fn not_for_index(index: &str) -> Error {
    invalid(format_args!(
        "ProvisionedThroughput should not be specified for index: {index} when BillingMode is PAY_PER_REQUEST"
    ))
}

/// Makes the error of a provisioned table's index without throughput.
pub(in crate::rules) fn needed_for_index(index: &str) -> Error {
    invalid(format_args!("ProvisionedThroughput must be specified for index: {index}"))
}

pub(in crate::rules) fn check_bounds(throughput: Throughput) -> Result<()> {
    let units = [("ReadCapacityUnits", throughput.read), ("WriteCapacityUnits", throughput.write)];
    match units.into_iter().find(|(_, units)| *units > MOST_UNITS) {
        None => Ok(()),
        Some((member, units)) => {
            Err(Error::validation(format!("Given value {units} for {member} is out of bounds")))
        }
    }
}
