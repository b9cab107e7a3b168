use std::ops::Bound;

use dynamo_model::Result;
use dynamo_model::request::{ListTables, ListTablesOutput, TableName};

use crate::rules;
use crate::worker::Shared;

/// Lists the names of tables, in byte order.
pub(crate) fn list(shared: &Shared, request: &ListTables) -> Result<ListTablesOutput> {
    let limit = rules::list_tables::check(request)?;
    let catalog = shared.catalog();
    let start = request.start_after.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    let mut names = catalog.tables().range::<str, _>((start, Bound::Unbounded)).map(|(name, _)| name);
    let mut output = ListTablesOutput::default();
    output.tables = names.by_ref().take(limit).map(|name| TableName::from(name.as_str())).collect();
    output.last_evaluated = names.next().and(output.tables.last().cloned());
    Ok(output)
}
