use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};

pub(super) static OPERATION: Operation = Operation {
    name: "DescribeEndpoints",
    service: Service::Tables,
    reads_items: false,
    members: &[],
    newer: None,
    run,
};

/// How long, in minutes, clients may remember the address.
const CACHE_PERIOD: u32 = 1440;

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let address = call.host.unwrap_or_default();
        json(&Answer { endpoints: [Endpoint { address, cache_period_in_minutes: CACHE_PERIOD }] })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    endpoints: [Endpoint<'o>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Endpoint<'o> {
    address: &'o str,
    cache_period_in_minutes: u32,
}
