use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::spec::Spec;
use crate::backend::BoxFuture;
use crate::builder::{Binding as _, Bound, Db, upgrade_stored};
use crate::entity::{Answered, Entity, Readable, Record, Table as _, Upgradable, is_older};
use crate::error::Result;
use crate::explain::{Explain as _, Explanation, PAGES, Repeated};
use crate::paging::{Cursor, Pace, ReadsOn as _, Walk};
use crate::request;
use crate::schema::EntitySchema;
use crate::value::Item;

/// Upgrades every stored item of an entity that is of an older revision; awaiting gives an [`UpgradedItems`].
///
/// It is a scan of the table: all of it is read and charged. Each item is written only if it is still as it was read, so
/// that programs can go on meanwhile. Run again, it finds only what is left. When it has found nothing, no item is older,
/// and the steps can be removed: `oldest` says so.
///
/// ```
#[doc = include_str!("../backend/stub.md")]
/// # use dynamo_model::{Db, Entity, Result, Table};
/// # use dynamo_model::value::Item;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = Order::in_cents))]
/// # struct Order { id: String, cents: u32 }
/// # impl Order { fn in_cents(_item: &mut Item) -> Result<()> { Ok(()) } }
/// async fn be_done_with_old_orders(shop: &Db<Shop>) -> Result<usize> {
///     let (mut count, mut from) = (0, None);
///     loop {
///         let mut upgrade = shop.upgrade_all::<Order>().limit(1000).rate(50);
///         if let Some(cursor) = from {
///             upgrade = upgrade.after(cursor);
///         }
///         let done = upgrade.await?;
///         count += done.upgraded;
///         // A program that is stopped here goes on from the cursor.
///         let Some(cursor) = done.cursor else { return Ok(count) };
///         from = Some(cursor);
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// assert!(shop.upgrade_all::<Order>().request()?.filter.is_some(), "only what is older is returned");
/// assert_eq!(be_done_with_old_orders(&shop).await?, 0);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// What a step returns, [`is_unknown_revision`](crate::Error::is_unknown_revision) if an item is older than the oldest
/// revision, and [`is_contended`](crate::Error::is_contended) if an item is changed again and again. What was upgraded
/// before stays so.
#[must_use = "nothing is upgraded until it is awaited"]
pub struct UpgradeAll<'d, E: Entity> {
    db: &'d Db<E::Table>,
    spec: Spec,
}

/// What an [`UpgradeAll`] has done.
///
/// ```
#[doc = include_str!("../backend/stub.md")]
/// # use dynamo_model::{Entity, Result, Table};
/// # use dynamo_model::value::Item;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = Order::in_cents))]
/// # struct Order { id: String, cents: u32 }
/// # impl Order { fn in_cents(_item: &mut Item) -> Result<()> { Ok(()) } }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// let done = shop.upgrade_all::<Order>().await?;
/// assert!(done.found == 0 && done.cursor.is_none(), "no item is older: the steps can be removed");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpgradedItems {
    /// How many items of older revisions were found.
    pub found: usize,
    /// How many of them were upgraded: all but those that another program had upgraded or deleted by then.
    pub upgraded: usize,
    /// Where to go on; `None` if all was read.
    pub cursor: Option<Cursor>,
}

impl<'d, E: Upgradable> UpgradeAll<'d, E> {
    pub(crate) fn new(db: &'d Db<E::Table>) -> Self {
        let mut spec = Spec { including_hidden: true, ..Spec::default() };
        if let Some(older) = is_older::<E>() {
            spec.filter.add(Ok(older));
        }
        Self { db, spec }
    }

    /// Upgrades at most `items` items, at least 1; the cursor says where to go on.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    /// # use dynamo_model::{Entity, Result, Table};
    /// # use dynamo_model::value::Item;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = Order::in_cents))]
    /// # struct Order { id: String, cents: u32 }
    /// # impl Order { fn in_cents(_item: &mut Item) -> Result<()> { Ok(()) } }
    /// # let shop = Shop::on(Memory::default());
    /// let upgrade = shop.upgrade_all::<Order>().limit(1_000).rate(50);
    /// assert!(upgrade.request()?.filter.is_some(), "only what is older is returned");
    /// assert!(shop.upgrade_all::<Order>().rate(0).request().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn limit(mut self, items: usize) -> Self {
        self.spec.limit = Some(items);
        self
    }

    /// Consumes no more than this many capacity units a second, read and write units together.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "till")]
    /// # enum Till { Sale(Sale) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Till, pk = "SALE#{id}", sk = "SALE", revision = 2, upgrade(1 = in_cents))]
    /// # struct Sale { id: String, cents: u32 }
    /// # fn in_cents(_item: &mut dynamo_model::value::Item) -> Result<()> { Ok(()) }
    /// use dynamo_model::request::ReturnCapacity;
    ///
    /// # let till = Till::on(Memory::default());
    /// let slow = till.upgrade_all::<Sale>().rate(50).request()?;
    /// assert_eq!(slow.return_capacity, ReturnCapacity::Total, "it goes by what is reported");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn rate(mut self, units_per_second: u32) -> Self {
        self.spec.rate = Some(units_per_second);
        self
    }

    /// Goes on where another one ended.
    ///
    /// ```
    /// # use dynamo_lmdb::Lmdb;
    /// # use dynamo_model::request::PutItem;
    /// # use dynamo_model::value::Item;
    /// # use dynamo_model::{Backend as _, Entity, Record as _, Result, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = in_cents))]
    /// # struct Order { id: String, cents: u32 }
    /// # fn in_cents(_item: &mut Item) -> Result<()> { Ok(()) }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = Lmdb::temporary()?;
    /// # let shop = Shop::on(engine.clone());
    /// # shop.ensure_table().await?;
    /// # for id in ["o1", "o2"] {
    /// #     let mut old = Order { id: id.to_owned(), cents: 500 }.to_item()?;
    /// #     old.remove("_rev");
    /// #     engine.put_item(PutItem::new("shop", old)).await?;
    /// # }
    /// // There are two orders of revision 1.
    /// let first = shop.upgrade_all::<Order>().limit(1).await?;
    /// let rest = shop.upgrade_all::<Order>().after(first.cursor.expect("there is more")).await?;
    /// assert_eq!((first.upgraded, rest.upgraded), (1, 1));
    /// # Ok(())
    /// # }
    /// ```
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.spec.after = Some(cursor);
        self
    }

    /// Returns the request of the first page to read. Each item that is found is written by an update of its own besides.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "till")]
    /// # enum Till { Sale(Sale) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Till, pk = "SALE#{id}", sk = "SALE", revision = 2, upgrade(1 = in_cents))]
    /// # struct Sale { id: String, cents: u32 }
    /// # fn in_cents(_item: &mut dynamo_model::value::Item) -> Result<()> { Ok(()) }
    /// # let till = Till::on(Memory::default());
    /// assert!(till.upgrade_all::<Sale>().request()?.filter.is_some(), "only what is older is returned");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_validation`](crate::Error::is_validation) if the limit or rate is 0, and
    /// [`is_invalid_cursor`](crate::Error::is_invalid_cursor) if the cursor is another scan's.
    pub fn request(&self) -> Result<request::Scan> {
        Ok(self.walk()?.into_request())
    }

    /// Says in words and numbers what each page reads, what is done with each item of an older revision that is found, and what
    /// that costs at worst.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    /// # use dynamo_model::{Entity, Result, Table};
    /// # use dynamo_model::value::Item;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = Order::in_cents))]
    /// # struct Order { id: String, cents: u32 }
    /// # impl Order { fn in_cents(_item: &mut Item) -> Result<()> { Ok(()) } }
    /// # let shop = Shop::on(Memory::default());
    /// let said = shop.upgrade_all::<Order>().explain()?;
    /// let steps: Vec<_> = said.steps.iter().map(|step| (step.operation, step.each)).collect();
    /// assert_eq!(steps, [("Scan", Some("page")), ("UpdateItem", Some("item of an older revision"))]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn explain(&self) -> Result<Explanation> {
        let table = E::Table::SCHEMA;
        let repeated = Repeated { table, name: self.db.table_name() };
        let mut all = self.request()?.explain(table).for_each(PAGES);
        all.steps.push(repeated.update(E::SCHEMA, "item of an older revision"));
        Ok(all)
    }

    fn walk(&self) -> Result<Walk<request::Scan>> {
        self.spec.clone().into_walk::<Outdated<E>>(self.db.table_name().clone(), Bound(self.db).now())
    }

    async fn run(self) -> Result<UpgradedItems> {
        let pace = self.spec.rate.map(Pace::new);
        let mut walk = self.walk()?.at_pace(pace.clone());
        let mut done = UpgradedItems::default();
        while !walk.is_over() {
            let page = walk.next_page::<Outdated<E>>(self.db).await?;
            done.cursor = page.cursor().cloned();
            for Outdated { item, .. } in page {
                done.found += 1;
                done.upgraded += usize::from(self.upgrade(item, pace.as_ref()).await?);
            }
        }
        Ok(done)
    }

    async fn upgrade(&self, item: Item, pace: Option<&Pace>) -> Result<bool> {
        let Some(pace) = pace else { return Ok(upgrade_stored::<E>(self.db, item).await?.here) };
        let planned = pace.wait().await;
        let upgraded = upgrade_stored::<E>(self.db, item).await?;
        // A write that does not say what it consumed has consumed something.
        pace.settle(planned, upgraded.consumed.max(request::Capacity::from_units(1)), 0);
        Ok(upgraded.here)
    }
}

impl<'d, E: Upgradable> IntoFuture for UpgradeAll<'d, E> {
    type Output = Result<UpgradedItems>;
    type IntoFuture = BoxFuture<'d, Result<UpgradedItems>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<E: Entity> fmt::Debug for UpgradeAll<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpgradeAll")
            .field("entity", &E::SCHEMA.rust_name)
            .field("limit", &self.spec.limit)
            .field("rate", &self.spec.rate)
            .finish_non_exhaustive()
    }
}

/// An item of an older revision, as it is stored.
struct Outdated<E> {
    item: Item,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Readable for Outdated<E> {
    type Table = <E as Record>::Table;

    const __ONLY: Option<&'static EntitySchema> = Some(E::SCHEMA);

    fn __read(answer: Answered<'_>) -> Result<Self> {
        Ok(Self { item: answer.item.to_item(), entity: PhantomData })
    }
}
