//! The handle to a table.

mod handle;

use std::marker::PhantomData;
use std::sync::Arc;

use super::{
    BatchGet, BatchGetMixed, BatchWrite, Bound, ClaimUnique, Delete, Edit, Get, GetCollection, GetUnique,
    IntoGetCollection, Keys, Put, Transact, TransactGet, Update, Upsert,
};
use crate::backend::Backend;
use crate::clock::Clock;
use crate::entity::{
    Entity, GroupedFrom, Key, OfTable, ReadFrom, SoftDelete, Table, UniqueKey, Upgradable, Upsertable,
};
use crate::error::Result;
use crate::query::{IntoQuery, Query};
use crate::request::TableName;
use crate::scan::{Scan, UpgradeAll};
use crate::typed::PatchOf;

/// A table on a backend: what application code holds. Cheap to clone; clones share the backend.
///
/// `Shop::on(backend)` makes one. Only entities of table `T` can be used with it. Its methods make builders, which are values:
/// they show the request they would send, and send it once they are awaited.
///
/// ```
#[doc = include_str!("../../backend/stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}")]
/// # struct Order { id: String, customer: String, total: u32 }
/// use dynamo_model::Db;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// # let backend = Memory::default();
/// let shop: Db<Shop> = Shop::on(backend).named("shop-test");
/// shop.create(&Order { id: "o1".to_owned(), customer: "c1".to_owned(), total: 5 }).await?;
/// let order = shop.get(Order::key("o1")).await?;
/// assert_eq!(order.map(|order| order.total), Some(5));
/// assert_eq!(shop.scan::<Order>().all().await?.len(), 1);
///
/// let raise = shop.update(Order::key("o1")).set(|o| o.total.plus(2)).only_if(|o| o.total.lt(10));
/// assert!(raise.request()?.condition.is_some());
/// # Ok(())
/// # }
/// ```
pub struct Db<T: Table> {
    backend: Arc<dyn Backend>,
    table: TableName,
    clock: Clock,
    types: PhantomData<fn() -> T>,
}

// The compiler names methods by the module that they are in: those that requests are made by are here, beside the type.
impl<T: Table> Db<T> {
    /// Reads an entity by its key.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// assert_eq!(shop.get(Order::key("o1")).await?, Some(order("o1", 5)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn get<E: Entity + OfTable<T>>(&self, key: Key<E>) -> Get<E, Bound<'_, T>> {
        Get::new(key).bind(self)
    }

    /// Reads the entity that has a unique value, as its guard says; see [`GetUnique`].
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
    /// shop.create(&User { id: "u1".into(), email: "ada@example.org".into() }).await?;
    /// let ada = shop.get_unique(User::unique_email("ada@example.org")).await?;
    /// assert_eq!(ada.map(|user| user.id).as_deref(), Some("u1"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_unique<E: Entity + OfTable<T>>(&self, value: UniqueKey<E>) -> GetUnique<E, Bound<'_, T>> {
        GetUnique::new(value).bind(self)
    }

    /// Stores an entity, replacing the one with the same key.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// shop.put(&order("o1", 7)).await?;
    /// assert_eq!(shop.get(Order::key("o1")).await?, Some(order("o1", 7)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn put<E: OfTable<T>>(&self, entity: &E) -> Put<E, Bound<'_, T>> {
        Put::new(entity).bind(self)
    }

    /// Stores an entity that must not exist yet; the condition fails if it does.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let create = shop.create(&order("o1", 5)).request()?;
    /// let condition = create.condition.map(|condition| Renderer::new().condition(&condition));
    /// assert_eq!(condition.as_deref(), Some("attribute_not_exists(#n0)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn create<E: OfTable<T>>(&self, entity: &E) -> Put<E, Bound<'_, T>> {
        Put::create(entity).bind(self)
    }

    /// Stores an entity that must exist already; the condition fails if it does not.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let order = order("o1", 5);
    /// assert!(shop.put(&order).request()?.condition.is_none());
    /// assert!(shop.create(&order).request()?.condition.is_some());
    /// let replace = shop.replace(&order).only_if(|o| o.total.lt(5));
    /// assert!(replace.explain()?.to_string().contains("ConditionExpression: attribute_exists(#n0) AND #n1 < :v0"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn replace<E: OfTable<T>>(&self, entity: &E) -> Put<E, Bound<'_, T>> {
        Put::replace(entity).bind(self)
    }

    /// Changes attributes of an entity that exists; the condition fails if it does not.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let raise = shop.update(Order::key("o1")).set(|o| o.total.plus(2)).request()?;
    /// assert_eq!(Renderer::new().update(&raise.update), "SET #n0 = if_not_exists(#n0, :v0) + :v1");
    /// assert!(raise.condition.is_some(), "only if it exists");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn update<E: Entity + OfTable<T>>(&self, key: Key<E>) -> Update<E, Bound<'_, T>> {
        Update::new(key).bind(self)
    }

    /// Changes what a patch has of an entity that exists: `db.update(key).apply(patch)`.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// #[derive(Deserialize, Patch)]
    /// #[patch(of = Order)]
    /// struct OrderPatch {
    ///     total: Option<u32>,
    /// }
    ///
    /// # let shop = Shop::on(Memory::default());
    /// let body = OrderPatch { total: Some(7) };
    /// let request = shop.patch(Order::key("o1"), &body).request()?;
    /// assert_eq!(request, shop.update(Order::key("o1")).set(|o| o.total.to(7)).request()?);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn patch<E: Entity + OfTable<T>>(
        &self,
        key: Key<E>,
        patch: &impl PatchOf<E>,
    ) -> Update<E, Bound<'_, T>> {
        self.update(key).apply(patch)
    }

    /// Stores an entity whether it exists or not, keeping what the item has besides.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let upsert = shop.upsert(&order("o1", 5)).keeping(|o| &o.total).request()?;
    /// assert_eq!(upsert.condition, None, "whether it exists or not");
    /// let update = shop.update(Order::key("o1")).set(|o| o.total.to(5)).request()?;
    /// assert!(update.condition.is_some(), "only if it exists");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn upsert<E: Upsertable + OfTable<T>>(&self, entity: &E) -> Upsert<E, Bound<'_, T>> {
        Upsert::new(entity).bind(self)
    }

    /// Reads an entity, changes it with a closure that may run several times, and writes what differs; see [`Edit`].
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let raise = |order: &mut Order| {
    ///     order.total += 2;
    ///     Ok(())
    /// };
    /// let sent = shop.edit(Order::key("o1"), raise).request(&order("o1", 5))?;
    /// assert!(sent.is_some_and(|sent| sent.update.targets().any(|path| path.root() == "total")));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn edit<E, F>(&self, key: Key<E>, change: F) -> Edit<'_, E, F>
    where
        E: Entity + OfTable<T>,
        F: FnMut(&mut E) -> Result<()> + Send,
    {
        Edit::new(self, key, change)
    }

    /// Deletes an entity for good; succeeds if there is none.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// shop.delete(Order::key("o1")).await?;
    /// assert_eq!(shop.get(Order::key("o1")).await?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete<E: Entity + OfTable<T>>(&self, key: Key<E>) -> Delete<E, Bound<'_, T>> {
        Delete::new(key).bind(self)
    }

    /// Softly deletes an entity that exists: it stays, with the time of its deletion, and reads leave it out from now on. The
    /// condition fails if it does not exist, or is softly deleted already.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: String, #[attr(deleted)] deleted_at: Option<u64> }
    /// use dynamo_model::expr::Renderer;
    ///
    /// # let shop = Shop::on(Memory::default());
    /// let request = shop.soft_delete(Note::key("n1")).request()?;
    /// assert_eq!(Renderer::new().update(&request.update), "SET #n0 = :v0");
    /// let get = shop.get(Note::key("n1")).including_hidden();
    /// assert!(get.request().is_ok(), "it would still find the note");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn soft_delete<E: SoftDelete + OfTable<T>>(&self, key: Key<E>) -> Update<E, Bound<'_, T>> {
        Update::soft_delete(key).bind(self)
    }

    /// Takes a soft deletion back; the condition fails if the entity does not exist, or is not softly deleted.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: String, #[attr(deleted)] deleted_at: Option<u64> }
    /// use dynamo_model::expr::Renderer;
    ///
    /// # let shop = Shop::on(Memory::default());
    /// let request = shop.restore(Note::key("n1")).request()?;
    /// assert_eq!(Renderer::new().update(&request.update), "REMOVE #n0");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn restore<E: SoftDelete + OfTable<T>>(&self, key: Key<E>) -> Update<E, Bound<'_, T>> {
        Update::restore(key).bind(self)
    }

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

    /// Reads any number of entities of several types by their keys, in the shape the keys come in.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let (orders, note) = shop.batch_get_mixed((["o2", "o1"].map(Order::key), Note::key("n1"))).await?;
    /// assert_eq!((orders, note), ([None, Some(order("o1", 5))], None));
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_get_mixed<K: Keys<T>>(&self, keys: K) -> BatchGetMixed<K, Bound<'_, T>> {
        BatchGetMixed::new(keys).bind(self)
    }

    /// Begins a batch of writes, each on its own.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let batch = shop.batch_write().put_all(&[order("o1", 6), order("o2", 7)]).delete(Session::key("s1"));
    /// assert_eq!(batch.requests()?[0].tables["shop"].len(), 3);
    /// # Ok::<(), dynamo_model::Error>(())
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
    /// # let shop = Shop::on(Memory::default());
    /// let read = shop.transact_get((Order::key("o1"), Session::key("s1")));
    /// assert_eq!(read.request::<Shop>()?.gets.len(), 2);
    /// # Ok::<(), dynamo_model::Error>(())
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
    pub fn get_collection<C>(&self, collection: C) -> GetCollection<C::Collection, Bound<'_, T>>
    where
        C: IntoGetCollection<Collection: GroupedFrom<T>>,
    {
        collection.__get().bind(self)
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
