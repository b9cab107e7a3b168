//! What is done with several items.

use super::Db;
use crate::builder::{BatchGet, BatchWrite, Bound, ClaimUnique, GetCollection, Keys, Transact, TransactGet};
use crate::entity::{Entity, Grouped, Key, OfTable, ReadFrom, Table, Upgradable};
use crate::query::{IntoQuery, Query};
use crate::scan::{Scan, UpgradeAll};

impl<T: Table> Db<T> {
    /// Reads any number of entities by their keys.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// assert_eq!(shop.batch_get(["o2", "o1"].map(Order::key)).await?, [None, Some(order("o1", 5))]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_get<E: Entity + OfTable<T>>(
        &self,
        keys: impl IntoIterator<Item = Key<E>>,
    ) -> BatchGet<E, Bound<'_, T>> {
        BatchGet::new(keys).bind(self)
    }

    /// Begins a batch of writes, each on its own.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let found = shop.batch_get(["o1", "o2"].map(Order::key)).await?;
    /// assert_eq!(found, [Some(order("o1", 5)), None]);
    ///
    /// let batch = shop.batch_write().put_all(&[order("o1", 6), order("o2", 7)]).delete(Session::key("s1"));
    /// assert_eq!(batch.requests()?[0].tables["shop"].len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_write(&self) -> BatchWrite<T, Bound<'_, T>> {
        BatchWrite::new().bind(self)
    }

    /// Begins a transaction: writes that all happen, or none.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.transact().create(&order("o1", 5)).create(&order("o2", 7)).await?;
    /// assert_eq!(shop.scan::<Order>().count().await?, 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn transact(&self) -> Transact<T, Bound<'_, T>> {
        Transact::new().bind(self)
    }

    /// Reads entities at one moment: no write is seen for one of them and not for another.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.transact().create(&order("o1", 5)).create(&order("o2", 7)).await?;
    /// assert_eq!(shop.get(Order::key("o2")).await?.map(|order| order.total), Some(7));
    ///
    /// let read = shop.transact_get((Order::key("o1"), Session::key("s1")));
    /// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn transact_get<K: Keys<T>>(&self, keys: K) -> TransactGet<K, Bound<'_, T>> {
        TransactGet::new(keys).bind(self)
    }

    /// Reads all items of a collection into one struct.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Collection, Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
    /// # struct Order { id: String, customer: String }
    /// #[derive(Collection)]
    /// #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
    /// struct OfCustomer {
    ///     orders: Vec<Order>,
    /// }
    ///
    /// # let shop = Shop::on(Memory::default()).named("shop-of-today");
    /// let read = shop.get_collection(OfCustomer::of("c1")).request()?;
    /// assert_eq!(&*read.table, "shop-of-today");
    /// let mut renderer = dynamo_model::expr::Renderer::new();
    /// assert_eq!(renderer.key_condition(&read.key_condition), "#n0 = :v0");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn get_collection<C: Grouped<Table = T>>(
        &self,
        collection: GetCollection<C>,
    ) -> GetCollection<C, Bound<'_, T>> {
        collection.bind(self)
    }

    /// Reads the items of an access pattern.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let query = shop.query(Order::by_customer("c1").day("2026-11-26")).request()?;
    /// assert_eq!(query.index.as_deref(), Some("gsi1"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn query<Q>(&self, pattern: Q) -> Query<Q::Output, Bound<'_, T>, Q::Pattern>
    where
        Q: IntoQuery,
        Q::Output: ReadFrom<T>,
    {
        pattern.into_query().bind(self)
    }

    /// Makes the guards of unique values for entities that are older than the constraint, and says which values clash; see
    /// [`ClaimUnique`].
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Result, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// let claims = shop.claim_unique::<User>().await?;
    /// assert!(claims.checked == 0 && claims.clashes.is_empty(), "there is no user yet");
    /// # Ok(())
    /// # }
    /// ```
    pub fn claim_unique<E: Entity + OfTable<T>>(&self) -> ClaimUnique<'_, E> {
        ClaimUnique::new(self)
    }

    /// Reads every item of the table, or of an index: as an entity, or as the table's enum. All of it is charged.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// assert_eq!(shop.scan::<Order>().all().await?, [order("o1", 5)]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn scan<O: OfTable<T>>(&self) -> Scan<O, Bound<'_, T>> {
        Scan::new().bind(self)
    }

    /// Upgrades every item of an entity that is stored in an older revision; see [`UpgradeAll`].
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::value::Item;
    /// # use dynamo_model::{Entity, Result, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = say_status))]
    /// # struct Order { id: String, status: String }
    /// # fn say_status(item: &mut Item) -> Result<()> { item.rename("state", "status"); Ok(()) }
    /// # let shop = Shop::on(Memory::default());
    /// let scan = shop.upgrade_all::<Order>().request()?;
    /// assert!(scan.filter.is_some(), "of all orders, the older ones");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn upgrade_all<E: Upgradable + OfTable<T>>(&self) -> UpgradeAll<'_, E> {
        UpgradeAll::new(self)
    }
}
