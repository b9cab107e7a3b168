//! `DeleteTable`.

use dynamo_model::request::{TableDescription, TableName, TableStatus};

use super::{Answer, Oracle, Refusal};

impl Oracle {
    /// Deletes a table, which is gone at once.
    ///
    /// # Errors
    ///
    /// If there is no such table, or it is protected.
    pub fn delete_table(&mut self, name: &TableName) -> Answer<TableDescription> {
        let mut description = self.describe_table(name)?;
        if description.deletion_protection {
            return Err(Refusal::validation(
                "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection \
                 first.",
            ));
        }
        self.end_stream(name);
        self.tables.remove(name);
        description.status = TableStatus::Deleting;
        Ok(description)
    }
}
