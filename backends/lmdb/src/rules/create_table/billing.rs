//! Throughput against the billing mode.

use dynamo_model::request::{BillingMode, CreateTable, IndexDefinition, OnDemandThroughput, Throughput};
use dynamo_model::{Error, Result};

use super::invalid;

/// The service's own bound, far above any quota.
const MOST_UNITS: u64 = 1_000_000_000_000;

/// Requires throughput that suits the billing mode of the table, and limits of none but an on-demand one.
pub(super) fn check(request: &CreateTable) -> Result<()> {
    let most = request.on_demand_throughput;
    match request.billing {
        BillingMode::OnDemand => check_limits(most, 1, "table"),
        BillingMode::Provisioned(throughput) => {
            if let Some((member, _)) = limits(most).next() {
                return Err(invalid(format_args!(
                    "{member} for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED."
                )));
            }
            check_bounds(throughput)
        }
    }
}

/// Requires throughput of a global index of a provisioned table, and limits of none but that of another. What is said of
/// an index that lacks throughput depends on whether its table is new, too.
pub(in crate::rules) fn check_index(
    index: &IndexDefinition,
    billing: BillingMode,
    lacks: impl Fn(&str) -> Error,
) -> Result<()> {
    let IndexDefinition { name, throughput, on_demand_throughput, .. } = index;
    match (billing, *throughput) {
        (BillingMode::OnDemand, None) => check_limits(*on_demand_throughput, 1, &of_index(name)),
        (BillingMode::OnDemand, Some(_)) => Err(not_for_index(name)),
        (BillingMode::Provisioned(_), None) => Err(lacks(name)),
        (BillingMode::Provisioned(_), Some(throughput)) => match limits(*on_demand_throughput).next() {
            None => check_bounds(throughput),
            Some((member, _)) => Err(invalid(format_args!(
                "{member} for OnDemandThroughput for index: {name} cannot be specified when table BillingMode is \
                 PROVISIONED."
            ))),
        },
    }
}

/// What limits are of, as the service says it, with a space before the colon.
pub(in crate::rules) fn of_index(name: &str) -> String {
    format!("index : {name}")
}

/// Requires limits of what is served on demand that are not below the least there can be.
pub(in crate::rules) fn check_limits(most: OnDemandThroughput, least: i64, of: &str) -> Result<()> {
    match limits(most).find(|(_, units)| *units < least || *units == 0) {
        None => Ok(()),
        Some((member, _)) => Err(invalid(format_args!(
            "Requested {member} for OnDemandThroughput for {of} is outside of valid range"
        ))),
    }
}

/// Iterates over the limits there are, by the names of their members.
pub(in crate::rules) fn limits(most: OnDemandThroughput) -> impl Iterator<Item = (&'static str, i64)> {
    let units = [("MaxReadRequestUnits", most.max_read), ("MaxWriteRequestUnits", most.max_write)];
    units.into_iter().filter_map(|(member, units)| Some((member, units?)))
}

/// Makes the error of an on-demand table's index with throughput.
fn not_for_index(index: &str) -> Error {
    invalid(format_args!(
        "ProvisionedThroughput should not be specified for index: {index} when BillingMode is PAY_PER_REQUEST"
    ))
}

/// Makes the error of a new provisioned table's index without throughput.
pub(super) fn missing_for_index(index: &str) -> Error {
    invalid(format_args!("ProvisionedThroughput is not specified for index: {index}"))
}

/// Makes the error of an index without throughput of a table that is to be, or goes on being, provisioned.
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
