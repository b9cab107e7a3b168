//! `ListTables`.

use std::ops::Bound;

use dynamo_model::request::{ListTables, ListTablesOutput, TableName};

use super::{Answer, Oracle, Refusal};

const MOST_NAMES: u32 = 100;

impl Oracle {
    /// Lists the names of tables in the order of their bytes.
    ///
    /// # Errors
    ///
    /// If the limit is none.
    pub fn list_tables(&self, request: &ListTables) -> Answer<ListTablesOutput> {
        let limit = request.limit.unwrap_or(MOST_NAMES);
        check_limit(limit)?;
        let after = request.start_after.clone().map_or(Bound::Unbounded, Bound::Excluded);
        let mut rest = self.tables.range::<TableName, _>((after, Bound::Unbounded)).map(|(name, _)| name);
        let mut output = ListTablesOutput::default();
        output.tables = rest.by_ref().take(limit as usize).cloned().collect();
        output.last_evaluated = rest.next().and(output.tables.last().cloned());
        Ok(output)
    }
}

fn check_limit(limit: u32) -> Answer<()> {
    let bound = match limit {
        0 => "greater than or equal to 1",
        1..=MOST_NAMES => return Ok(()),
        _ => "less than or equal to 100",
    };
    Err(Refusal::validation(format!(
        "1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value \
         {bound}"
    )))
}
