//! `ListTables`.

use dynamo_model::Result;
use dynamo_model::request::{ListTables, ListTablesOutput};

use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: ListTables) -> Result<ListTablesOutput> {
    let sent = aws
        .client
        .list_tables()
        .set_exclusive_start_table_name(request.start_after.map(|name| name.to_string()))
        .set_limit(request.limit.map(convert::int))
        .send()
        .await;
    let answer = aws.answer(sent)?;
    let mut output = ListTablesOutput::default();
    output.tables = answer.table_names().iter().map(|name| name.as_str().into()).collect();
    output.last_evaluated = answer.last_evaluated_table_name().map(Into::into);
    Ok(output)
}
