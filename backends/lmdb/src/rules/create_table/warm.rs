//! What tables are to serve at once.

use std::fmt::Display;

use dynamo_model::Result;
use dynamo_model::request::{BillingMode, CreateTable, IndexDefinition, Throughput, WarmThroughput};

use super::invalid;
use crate::scaling::{Scaling, reserved};

/// Where the service's guide says what an on-demand table begins with.
const GUIDE: &str = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/\
                     on-demand-capacity-mode.html#on-demand-capacity-mode-initial";

/// Requires that a new table is to serve no less than it would anyway.
pub(super) fn check(request: &CreateTable) -> Result<()> {
    let own = reserved(request.billing);
    check_new(request.warm_throughput, own, "table")
}

/// Requires that a new global index is to serve no less than it would anyway.
pub(in crate::rules) fn check_index(index: &IndexDefinition, billing: BillingMode) -> Result<()> {
    let own = reserved(billing).and(index.throughput);
    check_new(index.warm_throughput, own, format_args!("index {}", index.name))
}

/// Requires that a table, or an index, is to serve no less than it can already.
pub(in crate::rules) fn check_raised(
    wanted: WarmThroughput,
    current: Throughput,
    of: impl Display,
) -> Result<()> {
    check_at_least(wanted, current, of, |_| {
        "current WarmThroughput, decreasing WarmThroughput is not supported".to_owned()
    })
}

fn check_new(wanted: WarmThroughput, own: Option<Throughput>, of: impl Display) -> Result<()> {
    match own {
        None => check_at_least(wanted, Scaling::new(None).warm, of, |_| {
            format!("initial throughput for OnDemand. See: {GUIDE}")
        }),
        Some(own) => {
            check_at_least(wanted, own, of, |kind| format!("{kind}CapacityUnits of ProvisionedThroughput"))
        }
    }
}

fn check_at_least(
    wanted: WarmThroughput,
    least: Throughput,
    of: impl Display,
    than: impl Fn(&'static str) -> String,
) -> Result<()> {
    let kinds = [("Read", wanted.read, least.read), ("Write", wanted.write, least.write)];
    match kinds.into_iter().find(|(_, wanted, least)| wanted.is_some_and(|wanted| wanted < *least)) {
        None => Ok(()),
        Some((kind, ..)) => Err(invalid(format_args!(
            "Requested {kind}UnitsPerSecond for WarmThroughput for {of} is lower than {}",
            than(kind)
        ))),
    }
}
