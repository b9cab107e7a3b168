use dynamo_model::Backend as _;
use serde::Serialize;

use super::description::Described;
use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{SUBJECT, required};

pub(super) static OPERATION: Operation = Operation {
    name: "DescribeTable",
    service: Service::Tables,
    reads_items: false,
    members: &[required("TableName", &SUBJECT)],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let table = call.engine.describe_table(call.members.table()).await?;
        json(&Answer { table: Described::of(&table) })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'t> {
    table: Described<'t>,
}
