//! `DeleteTable`.

use dynamo_model::request::{TableDescription, TableName, TableStatus};

use super::{Answer, Oracle};

impl Oracle {
    /// Deletes a table, which is gone at once.
    ///
    /// # Errors
    ///
    /// If there is no such table.
    pub fn delete_table(&mut self, name: &TableName) -> Answer<TableDescription> {
        let mut description = self.describe_table(name)?;
        self.end_stream(name);
        self.tables.remove(name);
        description.status = TableStatus::Deleting;
        Ok(description)
    }
}
