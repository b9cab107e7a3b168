//! What tables are to serve at once.

use dynamo_model::request::{BillingMode, CreateTable, Throughput, WarmThroughput};
use dynamo_model::{Error, Result};

use super::invalid;
use crate::scaling::Scaling;

/// Where the service's guide says what an on-demand table begins with.
const GUIDE: &str = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/\
                     on-demand-capacity-mode.html#on-demand-capacity-mode-initial";

/// Requires that a new table is to serve no less than it would anyway.
pub(super) fn check(request: &CreateTable) -> Result<()> {
    let wanted = request.warm_throughput;
    match request.billing {
        BillingMode::OnDemand => check_at_least(wanted, Scaling::new(None).warm, |_| {
            format!("initial throughput for OnDemand. See: {GUIDE}")
        }),
        BillingMode::Provisioned(throughput) => {
            check_at_least(wanted, throughput, |kind| format!("{kind}CapacityUnits of ProvisionedThroughput"))
        }
    }
}

/// Requires that a table is to serve no less than it can already.
pub(in crate::rules) fn check_raised(wanted: WarmThroughput, current: Throughput) -> Result<()> {
    check_at_least(wanted, current, |_| {
        "current WarmThroughput, decreasing WarmThroughput is not supported".to_owned()
    })
}

fn check_at_least(
    wanted: WarmThroughput,
    least: Throughput,
    than: impl Fn(&'static str) -> String,
) -> Result<()> {
    let kinds = [("Read", wanted.read, least.read), ("Write", wanted.write, least.write)];
    match kinds.into_iter().find(|(_, wanted, least)| wanted.is_some_and(|wanted| wanted < *least)) {
        None => Ok(()),
        Some((kind, ..)) => Err(lower(kind, &than(kind))),
    }
}

fn lower(kind: &str, than: &str) -> Error {
    invalid(format_args!("Requested {kind}UnitsPerSecond for WarmThroughput for table is lower than {than}"))
}
