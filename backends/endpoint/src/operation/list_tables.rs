use dynamo_model::Backend as _;
use dynamo_model::request::ListTables;
use serde::Serialize;

use super::{Answering, Call, Operation, Service, json};
use crate::wire::shape::{LIST_LIMIT, NEW, optional};

pub(super) static OPERATION: Operation = Operation {
    name: "ListTables",
    service: Service::Tables,
    reads_items: false,
    members: &[optional("ExclusiveStartTableName", &NEW), optional("Limit", &LIST_LIMIT)],
    newer: None,
    run,
};

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let mut request = ListTables::new();
        request.limit = call.members.count("Limit");
        request.start_after = call.members.text("ExclusiveStartTableName").map(Into::into);
        let output = call.engine.list_tables(request).await?;
        json(&Answer {
            table_names: output.tables.iter().map(|name| &**name).collect(),
            last_evaluated_table_name: output.last_evaluated.as_deref(),
        })
    })
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'o> {
    table_names: Vec<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_table_name: Option<&'o str>,
}
