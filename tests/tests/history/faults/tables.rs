use dynamo_model::request::{
    IndexUpdate, Query, QueryOutput, Scan, ScanOutput, TableDescription, TableName, UpdateTable,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};

use super::Faulty;

impl Faulty {
    /// Forgets the first item of the table in the index it adds.
    pub(super) async fn forgetful_change(&self, request: UpdateTable) -> Result<TableDescription> {
        let table = request.table.clone();
        let added = request.index_updates.iter().find_map(|update| match update {
            IndexUpdate::Create(index) => Some(index.name.clone()),
            _ => None,
        });
        let output = self.engine.db.update_table(request).await?;
        if let Some(index) = added {
            let scan = Scan::new(table.clone()).on_index(index.clone());
            let first = self.engine.db.scan(scan).await?.items.into_iter().next();
            self.memory.lock().unwrap().forgotten.extend(first.map(|item| (table, index, item)));
        }
        Ok(output)
    }

    pub(super) async fn forgetful_query(&self, request: Query) -> Result<QueryOutput> {
        let (table, index) = (request.table.clone(), request.index.clone());
        let mut page = self.engine.db.query(request).await?;
        page.items.retain(|item| !self.has_forgotten(&table, index.as_deref(), item));
        Ok(page)
    }

    pub(super) async fn forgetful_scan(&self, request: Scan) -> Result<ScanOutput> {
        let (table, index) = (request.table.clone(), request.index.clone());
        let mut page = self.engine.db.scan(request).await?;
        page.items.retain(|item| !self.has_forgotten(&table, index.as_deref(), item));
        Ok(page)
    }

    fn has_forgotten(&self, table: &TableName, index: Option<&str>, item: &Item) -> bool {
        let memory = self.memory.lock().unwrap();
        let is_that = |lost: &Item| ["pk", "sk"].iter().all(|name| lost.get(name) == item.get(name));
        let mut lost = memory.forgotten.iter();
        lost.any(|(of, from, lost)| of == table && Some(from.as_str()) == index && is_that(lost))
    }

    /// Deletes no index, and does not say so.
    pub(super) async fn sparing_change(&self, mut request: UpdateTable) -> Result<TableDescription> {
        let is_delete = |update: &IndexUpdate| matches!(update, IndexUpdate::Delete(_));
        let Some(place) = request.index_updates.iter().position(is_delete) else {
            return self.engine.db.update_table(request).await;
        };
        let mut description = self.engine.db.describe_table(request.table.clone()).await?;
        let IndexUpdate::Delete(name) = request.index_updates.remove(place) else { return Ok(description) };
        description.global_indexes.retain(|index| index.definition.name != name);
        let keys = description.global_indexes.iter().chain(&description.local_indexes);
        let keys: Vec<_> = keys.map(|index| &index.definition.key).chain([&description.key]).collect();
        description
            .attributes
            .retain(|one| keys.iter().any(|key| key.attributes().any(|name| name == one.name)));
        Ok(description)
    }

    pub(super) async fn reckless_delete(&self, table: TableName) -> Result<TableDescription> {
        let unprotect = UpdateTable::new(table.clone()).with_deletion_protection(false);
        // There may be no such table, or nothing to change.
        let _ = self.engine.db.update_table(unprotect).await;
        self.engine.db.delete_table(table).await
    }
}
