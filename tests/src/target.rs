use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{CreateTable, KeyKind, KeySchema, TableName};
use dynamo_model::{Backend, Db, Error, ErrorKind, Result, entity};

use crate::{TestTable, Time};

/// What a claim is tried on: a backend, perhaps its clock, and tables nobody else uses.
#[derive(Debug)]
pub struct Target {
    backend: Arc<dyn Backend>,
    time: Option<Arc<dyn Time>>,
    prefix: String,
    next: AtomicU32,
    made: Mutex<Vec<TableName>>,
}

impl Target {
    pub(crate) fn new(claim: &str, backend: Arc<dyn Backend>, time: Option<Arc<dyn Time>>) -> Self {
        // Backends outlive processes, and processes share them: the name says which run this is.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let prefix = format!("{claim:.100}-{:x}-{now:x}", std::process::id());
        Self { backend, time, prefix, next: AtomicU32::new(0), made: Mutex::default() }
    }

    /// Returns the backend.
    #[must_use]
    pub fn backend(&self) -> &Arc<dyn Backend> {
        &self.backend
    }

    /// Returns the backend's clock.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unsupported`] if the backend has none that can be moved.
    pub fn time(&self) -> Result<&dyn Time> {
        self.time.as_deref().ok_or_else(|| Error::new(ErrorKind::Unsupported, "there is no clock to move"))
    }

    /// Returns the name of a table that does not exist yet; if the claim creates it, it is deleted afterwards.
    pub fn table_name(&self) -> TableName {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let name: TableName = format!("{}-{number}", self.prefix).into();
        self.made.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&name));
        name
    }

    /// Creates the table that `design` describes for a fresh name.
    ///
    /// # Errors
    ///
    /// As [`Backend::create_table`].
    pub async fn create(&self, design: impl FnOnce(TableName) -> CreateTable) -> Result<TestTable> {
        let name = self.table_name();
        self.backend.create_table(design(Arc::clone(&name))).await?;
        Ok(TestTable::new(Arc::clone(&self.backend), name))
    }

    /// Creates a table with the string keys `pk` and `sk`.
    ///
    /// # Errors
    ///
    /// As [`Backend::create_table`].
    pub async fn table(&self) -> Result<TestTable> {
        self.create(|name| plain(name, KeyKind::S)).await
    }

    /// Creates a table with the partition key `pk`, a string, and the sort key `sk` of type `sort`.
    ///
    /// # Errors
    ///
    /// As [`Backend::create_table`].
    pub async fn table_sorted_by(&self, sort: KeyKind) -> Result<TestTable> {
        self.create(|name| plain(name, sort)).await
    }

    /// Creates a table whose only key attribute is `pk`, a string.
    ///
    /// # Errors
    ///
    /// As [`Backend::create_table`].
    pub async fn hash_table(&self) -> Result<TestTable> {
        self.create(|name| CreateTable::new(name, KeySchema::new("pk")).with_attribute("pk", KeyKind::S))
            .await
    }

    /// Creates the table of a typed design, under a fresh name.
    ///
    /// # Errors
    ///
    /// As [`Backend::create_table`].
    pub async fn db<T: entity::Table>(&self) -> Result<Db<T>> {
        let db = Db::new(Arc::clone(&self.backend)).named(self.table_name());
        db.ensure_table().await?;
        Ok(db)
    }

    /// Deletes every table the claim made. What cannot be deleted is left: the claim's own verdict counts.
    pub(crate) fn clean_up(&self) -> BoxFuture<'_, ()> {
        let made = std::mem::take(&mut *self.made.lock().unwrap_or_else(PoisonError::into_inner));
        Box::pin(async move {
            for table in made {
                let _ = self.backend.delete_table(table).await;
            }
        })
    }
}

/// Describes a table with the keys `pk` and `sk`.
pub(crate) fn plain(name: TableName, sort: KeyKind) -> CreateTable {
    CreateTable::new(name, KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", sort)
}
