use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};

pub(super) static OPERATION: Operation = Operation {
    name: "DescribeLimits",
    service: Service::Tables,
    reads_items: false,
    members: &[],
    newer: None,
    run,
};

/// The quotas that every account begins with.
const ACCOUNT: u64 = 80_000;
const TABLE: u64 = 40_000;

fn run(_call: Call<'_>) -> Answering<'_> {
    Box::pin(async {
        json(&Answer {
            account_max_read_capacity_units: ACCOUNT,
            account_max_write_capacity_units: ACCOUNT,
            table_max_read_capacity_units: TABLE,
            table_max_write_capacity_units: TABLE,
        })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    account_max_read_capacity_units: u64,
    account_max_write_capacity_units: u64,
    table_max_read_capacity_units: u64,
    table_max_write_capacity_units: u64,
}
