use std::time::{Duration, SystemTime};

use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{ListTables, PutItem, Scan, TableName};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};
use dynamo_tests::Time;
use dynamo_tests::oracle::Swept;

use super::{Fault, Faulty};

impl Time for Faulty {
    fn now(&self) -> SystemTime {
        self.engine.now()
    }

    fn advance(&self, by: Duration) {
        self.engine.advance(by);
    }

    fn sweep(&self) -> BoxFuture<'_, Result<Swept>> {
        match self.fault {
            Fault::ItemLeftBehind => Box::pin(self.careless_sweep()),
            _ => self.engine.sweep(),
        }
    }
}

impl Faulty {
    /// Puts the first item back that was deleted.
    async fn careless_sweep(&self) -> Result<Swept> {
        let before = self.items().await?;
        let swept = self.engine.sweep().await?;
        let after = self.items().await?;
        if let Some((table, item)) = before.into_iter().find(|item| !after.contains(item)) {
            self.engine.db.put_item(PutItem::new(table, item)).await?;
        }
        Ok(swept)
    }

    async fn items(&self) -> Result<Vec<(TableName, Item)>> {
        let mut all = Vec::new();
        for table in self.engine.db.list_tables(ListTables::new()).await?.tables {
            let page = self.engine.db.scan(Scan::new(table.clone())).await?;
            all.extend(page.items.into_iter().map(|item| (table.clone(), item)));
        }
        Ok(all)
    }
}
