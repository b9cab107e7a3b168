//! What the handle is made of, and the table itself.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Db;
use crate::backend::Backend;
use crate::builder::{found::check_same, time_to_live};
use crate::clock::Clock;
use crate::entity::Table;
use crate::error::Result;
use crate::request::{TableDescription, TableName};

impl<T: Table> Db<T> {
    /// Makes a handle for the table's declared name.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use std::sync::Arc;
    ///
    /// use dynamo_model::Backend;
    ///
    /// # let memory = Memory::default();
    /// // One backend for several tables.
    /// let backend: Arc<dyn Backend> = Arc::new(memory);
    /// let (shop, archive) = (Db::<Shop>::new(backend.clone()), Db::<Shop>::new(backend).named("archive"));
    /// assert_eq!((&**shop.table_name(), &**archive.table_name()), ("shop", "archive"));
    /// ```
    #[must_use]
    pub fn new(backend: Arc<dyn Backend>) -> Self {
        Self { backend, table: T::SCHEMA.name.into(), clock: Clock::system(), types: PhantomData }
    }

    /// Uses another table name, such as one per test or per stage.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let backend = Memory::default();
    /// let stage: Db<Shop> = Shop::on(backend).named("shop-staging");
    /// assert_eq!(&**stage.table_name(), "shop-staging");
    /// assert_eq!(&*stage.get(Order::key("o1")).request()?.table, "shop-staging");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn named(self, table: impl Into<TableName>) -> Self {
        Self { table: table.into(), ..self }
    }

    /// Takes the time from another clock than the system's: for the times that writes put into entities, and for what expires
    /// or is softly deleted. Tests stop it.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Clock, Db, Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String }
    /// use std::time::UNIX_EPOCH;
    ///
    /// # let backend = Memory::default();
    /// let shop: Db<Shop> = Shop::on(backend).with_clock(Clock::stopped_at(UNIX_EPOCH));
    /// assert_eq!(shop.clock().now(), UNIX_EPOCH);
    /// ```
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Returns the clock.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use std::time::UNIX_EPOCH;
    ///
    /// # let shop = Shop::on(Memory::default());
    /// let shop = shop.with_clock(Clock::stopped_at(UNIX_EPOCH));
    /// assert_eq!(shop.clock().now(), UNIX_EPOCH);
    /// ```
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Returns the table's name.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// assert_eq!(&**shop.table_name(), "shop");
    /// ```
    #[must_use]
    pub fn table_name(&self) -> &TableName {
        &self.table
    }

    /// Returns the backend, for requests the typed layer does not make.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// use dynamo_model::request::GetItem;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let get = GetItem::new(shop.table_name().clone(), Order::key("o1").item()?);
    /// let stored = shop.backend().get_item(get).await?.item;
    /// assert_eq!(stored.and_then(|item| item.get("total").and_then(|total| total.as_n())), Some(5.into()));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn backend(&self) -> &dyn Backend {
        &*self.backend
    }

    /// Creates the table with its indexes, unless it exists; checks its keys and indexes if it does. Lets items expire by the
    /// attribute that the table declares as its `ttl`, unless they do.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Result, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # #[index(name = "gsi1")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let made = shop.ensure_table().await?;
    /// assert_eq!(made.key.attributes().collect::<Vec<_>>(), ["pk", "sk"]);
    /// assert_eq!(made.global_indexes[0].definition.name, "gsi1");
    /// assert_eq!(shop.ensure_table().await?, made, "it is there, and as it should be");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_validation`](crate::Error::is_validation) if the table exists with another key, lacks an index, or has items
    /// expire by another attribute.
    pub async fn ensure_table(&self) -> Result<TableDescription> {
        let wanted = T::SCHEMA.create_table(&self.table);
        let found = match self.backend.describe_table(self.table.clone()).await {
            Err(error) if error.is_not_found() => match self.backend.create_table(wanted.clone()).await {
                // Another process may have been faster.
                Err(error) if error.is_in_use() => self.backend.describe_table(self.table.clone()).await,
                created => created,
            },
            described => described,
        }?;
        check_same(&wanted, &found)?;
        if let Some(ttl) = T::SCHEMA.ttl {
            time_to_live::ensure(self, ttl).await?;
        }
        Ok(found)
    }

    /// Deletes the table and everything in it.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Result, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # #[index(name = "gsi1")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.ensure_table().await?;
    /// assert_eq!(&*shop.delete_table().await?.table, "shop");
    /// assert!(shop.delete_table().await.unwrap_err().is_not_found());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) if there is no such table.
    pub async fn delete_table(&self) -> Result<TableDescription> {
        self.backend.delete_table(self.table.clone()).await
    }
}

impl<T: Table> Clone for Db<T> {
    fn clone(&self) -> Self {
        Self {
            backend: self.backend.clone(),
            table: self.table.clone(),
            clock: self.clock.clone(),
            types: PhantomData,
        }
    }
}

impl<T: Table> fmt::Debug for Db<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("table", &self.table).field("backend", &self.backend).finish()
    }
}
