//! What is done with one item.

use super::Db;
use crate::builder::{Bound, Delete, Edit, Get, Put, Update, Upsert};
use crate::entity::{Entity, Key, OfTable, SoftDelete, Table};
use crate::error::Result;
use crate::typed::Patch;

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
    /// assert_eq!(shop.get(Order::key("o2")).await?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get<E: Entity + OfTable<T>>(&self, key: Key<E>) -> Get<E, Bound<'_, T>> {
        Get::new(key).bind(self)
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
        patch: &impl Patch<Entity = E>,
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
    pub fn upsert<E: Entity + OfTable<T>>(&self, entity: &E) -> Upsert<E, Bound<'_, T>> {
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
}
