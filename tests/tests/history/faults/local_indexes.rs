use dynamo_model::request::{GetItem, Query, QueryOutput, TableName, UpdateItem, UpdateItemOutput};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};

use super::{Faulty, is_local};

impl Faulty {
    /// Leaves out of the sum what was read of the table.
    pub(super) async fn free_fetch(&self, request: Query) -> Result<QueryOutput> {
        let mut page = self.engine.db.query(request).await?;
        if let Some(consumed) = page.consumed_capacity.as_mut().filter(|one| !one.local_indexes.is_empty()) {
            consumed.total = consumed.local_indexes.values().copied().sum();
        }
        Ok(page)
    }

    pub(super) async fn noted_update(&self, request: UpdateItem) -> Result<UpdateItemOutput> {
        let (table, key) = (request.table.clone(), request.key.clone());
        let before = self.engine.db.get_item(GetItem::new(table.clone(), key)).await?.item;
        let output = self.engine.db.update_item(request).await?;
        self.memory.lock().unwrap().updated.extend(before.map(|item| (table, item)));
        Ok(output)
    }

    /// Gives the attributes of updated items the values they had.
    pub(super) async fn stale_query(&self, request: Query) -> Result<QueryOutput> {
        let (table, of_local) = (request.table.clone(), is_local(&request.index));
        let mut page = self.engine.db.query(request).await?;
        for item in page.items.iter_mut().filter(|_| of_local) {
            let Some(before) = self.before(&table, item) else { continue };
            for (name, value) in item.clone().iter() {
                if before.get(name).is_some_and(|old| old != value) {
                    item.insert_ref(name, before.get(name).unwrap());
                }
            }
        }
        Ok(page)
    }

    pub(super) async fn query_without_updated(&self, request: Query) -> Result<QueryOutput> {
        let (table, of_local) = (request.table.clone(), is_local(&request.index));
        let mut page = self.engine.db.query(request).await?;
        page.items.retain(|item| !of_local || self.before(&table, item).is_none());
        Ok(page)
    }

    /// Finds out what an item was before its last update.
    fn before(&self, table: &TableName, item: &Item) -> Option<Item> {
        let memory = self.memory.lock().unwrap();
        let same = |other: &Item| ["pk", "sk"].iter().all(|name| other.get(name) == item.get(name));
        let mut updated = memory.updated.iter().rev().filter(|(of, _)| of == table);
        updated.find(|(_, before)| same(before)).map(|(_, before)| before.clone())
    }
}
