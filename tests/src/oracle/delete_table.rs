//! `DeleteTable`.

use dynamo_model::request::{TableDescription, TableName, TableStatus};

use super::describe_table::{describe, missing};
use super::{Answer, Oracle};

impl Oracle {
    /// Deletes a table, which is gone at once.
    ///
    /// # Errors
    ///
    /// If there is no such table.
    pub fn delete_table(&mut self, name: &TableName) -> Answer<TableDescription> {
        let table = self.tables.remove(name).ok_or_else(|| missing(name))?;
        let mut description = describe(&table);
        description.status = TableStatus::Deleting;
        Ok(description)
    }
}
