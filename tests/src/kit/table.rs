use std::fmt::Debug;
use std::ops::Deref;
use std::sync::Arc;

use dynamo_model::expr::{Condition, KeyCondition, Update};
use dynamo_model::request::{DeleteItem, GetItem, PutItem, Query, QueryOutput, TableName, UpdateItem};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Backend, Error, Result};

/// A table of its own, with short names for the requests claims make over and over.
///
/// Everything else goes through the [`Backend`] it dereferences to.
#[derive(Debug)]
pub struct TestTable {
    backend: Arc<dyn Backend>,
    name: TableName,
}

impl TestTable {
    pub(crate) fn new(backend: Arc<dyn Backend>, name: TableName) -> Self {
        Self { backend, name }
    }

    pub(crate) async fn put(&self, item: Item) -> Result<()> {
        self.put_item(PutItem::new(self, item)).await.map(drop)
    }

    pub(crate) async fn put_all(&self, items: impl IntoIterator<Item = Item> + Send) -> Result<()> {
        let items: Vec<Item> = items.into_iter().collect();
        for item in items {
            self.put(item).await?;
        }
        Ok(())
    }

    pub(crate) async fn get(&self, key: Item) -> Result<Option<Item>> {
        Ok(self.get_item(GetItem::new(self, key).consistent()).await?.item)
    }

    pub(crate) async fn update(&self, key: Item, update: Update) -> Result<()> {
        self.update_item(UpdateItem::new(self, key).with_update(update)).await.map(drop)
    }

    pub(crate) async fn delete(&self, key: Item) -> Result<()> {
        self.delete_item(DeleteItem::new(self, key)).await.map(drop)
    }

    /// Says whether a condition is true of the item with this key, changing nothing.
    pub(crate) async fn holds(&self, key: Item, condition: Condition) -> Result<bool> {
        let probe = UpdateItem::new(self, key).with_update(Update::new().remove("absent"));
        match self.update_item(probe.with_condition(condition)).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_condition_failed() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Queries the partition `pk` of the table.
    pub(crate) fn partition(&self, pk: impl Into<Value>) -> Query {
        Query::new(self, KeyCondition::partition("pk", pk))
    }

    /// Reads page after page until there is none.
    pub(crate) async fn pages(&self, mut query: Query) -> Result<Vec<QueryOutput>> {
        let mut pages = Vec::new();
        loop {
            let page = self.query(query.clone()).await?;
            query.exclusive_start_key = page.last_evaluated_key.clone();
            pages.push(page);
            if query.exclusive_start_key.is_none() {
                return Ok(pages);
            }
        }
    }

    /// Reads all items of a query.
    pub(crate) async fn all(&self, query: Query) -> Result<Vec<Item>> {
        Ok(self.pages(query).await?.into_iter().flat_map(|page| page.items).collect())
    }

    /// Reads one attribute of all items of a query.
    pub(crate) async fn column(&self, name: &str, query: Query) -> Result<Vec<Value>> {
        let items = self.all(query).await?;
        Ok(items.iter().map(|item| item.get(name).map_or(Value::Null, |value| value.to_value())).collect())
    }

    /// Reads a string attribute of all items of a query.
    pub(crate) async fn texts(&self, name: &str, query: Query) -> Result<Vec<String>> {
        let column = self.column(name, query).await?;
        Ok(column.iter().map(|value| value.as_s().unwrap_or_default().to_owned()).collect())
    }
}

impl Deref for TestTable {
    type Target = dyn Backend;

    fn deref(&self) -> &Self::Target {
        &*self.backend
    }
}

impl From<&TestTable> for TableName {
    fn from(table: &TestTable) -> Self {
        Arc::clone(&table.name)
    }
}

/// Takes the error out of what must fail.
#[track_caller]
pub(crate) fn refused<T: Debug>(result: Result<T>) -> Error {
    match result {
        Ok(value) => panic!("should have been refused, but returned {value:?}"),
        Err(error) => error,
    }
}
