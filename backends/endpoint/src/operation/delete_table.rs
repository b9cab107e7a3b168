use dynamo_model::Backend as _;

use super::create_table::Answer;
use super::description::Described;
use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{SUBJECT, required};

pub(super) static OPERATION: Operation = Operation {
    name: "DeleteTable",
    service: Service::Tables,
    reads_items: false,
    members: &[required("TableName", &SUBJECT)],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let deleted = call.engine.delete_table(call.members.table()).await?;
        json(&Answer::from(Described::of_deleted(&deleted)))
    })
}
