use std::fmt;
use std::future::IntoFuture;

use super::{Binding, Bound, Db, Unbound};
use crate::backend::BoxFuture;
use crate::entity::{Entity, FilteredAs, Grouped, HasMember, Member, Members};
use crate::error::Result;
use crate::explain::{Explanation, PAGES, explains};
use crate::key::PartCondition;
use crate::paging::{Cursor, ReadsConsistently};
use crate::query::{AccessPattern, Query};
use crate::request;
use crate::typed::Cond;

/// Reads all items of a collection into one struct; awaiting gives `Option<C>`, which is `None` if there are no items, and
/// [`page`](GetCollection::page) a part.
///
/// ```
/// # use dynamo_model::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Customer(Customer), Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "PROFILE")]
/// # struct Customer { id: String, name: String }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
/// # struct Order { id: String, customer: String }
/// #[derive(Collection)]
/// #[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
/// struct WithOrders {
///     customer: Option<Customer>,
///     orders: Vec<Order>,
/// }
///
/// assert!(WithOrders::of("c1").consistent().request()?.consistent_read);
/// assert!(WithOrders::of("c#1").request().unwrap_err().is_invalid_key());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a read does nothing until it is awaited"]
pub struct GetCollection<C, B = Unbound> {
    query: Query<Member<C>, B, C>,
}

/// What `db.get_collection(…)` takes: what a collection that is a struct makes of its parts.
///
/// ```
#[doc = include_str!("of_customer.md")]
/// use dynamo_model::builder::IntoGetCollection;
///
/// fn is_read_at_once<C: IntoGetCollection>(_: &C) -> bool { true }
/// assert!(is_read_at_once(&OfCustomer::of("c1")));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not read into one struct",
    label = "expected a collection that is a struct, as in `WithOrders::of(…)`",
    note = "a collection that is an enum, and an access pattern, are queried: `db.query(…)`"
)]
pub trait IntoGetCollection {
    /// The collection.
    type Collection: Grouped;

    #[doc(hidden)]
    fn __get(self) -> GetCollection<Self::Collection>;
}

#[diagnostic::do_not_recommend]
impl<C: Grouped> IntoGetCollection for GetCollection<C> {
    type Collection = C;

    fn __get(self) -> Self {
        self
    }
}

impl<C: Grouped> GetCollection<C> {
    pub(crate) fn new(query: Query<Member<C>, Unbound, C>) -> Self {
        Self { query }
    }

    pub(super) fn bind(self, db: &Db<C::Table>) -> GetCollection<C, Bound<'_, C::Table>> {
        GetCollection { query: self.query.bind(db) }
    }
}

impl<C: Grouped, B: Binding> GetCollection<C, B> {
    /// Sees every write acknowledged before, at twice the capacity. Global indexes cannot.
    ///
    /// ```
    #[doc = include_str!("of_customer.md")]
    /// assert!(OfCustomer::of("c1").consistent().request()?.consistent_read);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn consistent(self) -> Self
    where
        C: AccessPattern<Place: ReadsConsistently>,
    {
        Self { query: self.query.consistent() }
    }

    /// Reads only items with some sort keys; see [`Query::sort_key`].
    ///
    /// ```
    #[doc = include_str!("of_customer.md")]
    /// let late = OfCustomer::of("c1").sort_key("ORDER#0000000500"..).request()?;
    /// assert!(late.key_condition.range().is_some());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn sort_key(self, keys: impl PartCondition<String>) -> Self {
        Self { query: self.query.sort_key(keys) }
    }

    /// Reads the items, and puts those of a list in order, from the largest sort key down.
    ///
    /// ```
    #[doc = include_str!("of_customer.md")]
    /// let latest = OfCustomer::of("c1").descending().limit(10).request()?;
    /// assert!(!latest.scan_forward);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn descending(self) -> Self {
        Self { query: self.query.descending() }
    }

    /// Returns so many items at the most, at least 1, of all members together, in the order of sort keys; see
    /// [`Query::limit`]. A member that must be there has to be among them. Awaiting does not tell whether there are more:
    /// [`page`](Self::page) does, and goes on.
    ///
    /// ```
    #[doc = include_str!("of_customer.md")]
    /// let of = |items| OfCustomer::of("c1").descending().limit(items);
    /// assert!(of(3).request().is_ok());
    /// assert!(of(0).request().unwrap_err().message().contains("use at least 1"));
    /// ```
    pub fn limit(self, items: usize) -> Self {
        Self { query: self.query.limit(items) }
    }

    /// Goes on where a [`page`](GetCollection::page) of the same collection ended.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("of_customer.md")]
    /// # use dynamo_model::Result;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// for id in 1..=3 {
    ///     shop.put(&Order { customer: "c1".into(), id, total: 5 }).await?;
    /// }
    /// let of = || shop.get_collection(OfCustomer::of("c1"));
    /// let first = of().limit(2).page().await?;
    /// let cursor = first.cursor().expect("there is more").clone();
    /// let last = of().limit(2).after(cursor).page().await?;
    /// assert_eq!(last.collection().map(|part| part.orders[0].id), Some(3));
    /// assert!(last.cursor().is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub fn after(self, cursor: Cursor) -> Self {
        Self { query: self.query.after(cursor) }
    }

    /// Keeps only those items of a member that fulfil a condition; see [`Query::filter_members`].
    ///
    /// ```
    #[doc = include_str!("of_customer.md")]
    /// let large = OfCustomer::of("c1").filter_members::<Order>(|o| o.total.gt(100)).request()?;
    /// assert!(large.filter.is_some());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn filter_members<M: FilteredAs<Entity: Entity>>(
        self,
        filter: impl FnOnce(&<M::Entity as Entity>::Attributes) -> Cond<M::Entity>,
    ) -> Self
    where
        C: HasMember<M>,
    {
        Self { query: self.query.filter_members::<M>(filter) }
    }

    /// Reads hidden items, too: those that have expired and are still there, and those that were softly deleted.
    ///
    /// ```
    /// # use dynamo_model::{Collection, Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "site", ttl = "until")]
    /// # enum Site { Session(Session) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Site, pk = "USER#{user}", sk = "SESSION#{id}", hide_expired)]
    /// struct Session { user: String, id: u32, #[attr(ttl)] until: u64 }
    ///
    /// #[derive(Collection)]
    /// #[collection(table = Site, pk = "USER#{user}", of(user: String))]
    /// struct OfUser { sessions: Vec<Session> }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_model::Result<()> {
    /// # let site = Site::on(dynamo_lmdb::Lmdb::temporary()?);
    /// # site.ensure_table().await?;
    /// // Expired in 1970, and nobody has deleted it.
    /// site.put(&Session { user: "ada".to_owned(), id: 1, until: 0 }).await?;
    ///
    /// assert!(site.get_collection(OfUser::of("ada")).await?.is_none());
    /// let all = site.get_collection(OfUser::of("ada").including_hidden()).await?;
    /// assert_eq!(all.map(|of_user| of_user.sessions.len()), Some(1));
    /// # Ok(())
    /// # }
    /// ```
    pub fn including_hidden(self) -> Self {
        Self { query: self.query.including_hidden() }
    }

    /// Returns the request of the first page.
    ///
    /// ```
    #[doc = include_str!("of_customer.md")]
    /// assert_eq!(OfCustomer::of("c1").request()?.key_condition.to_string(), r#"pk = "CUSTOMER#c1""#);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty or ambiguous, and
    /// [`is_validation`](crate::Error::is_validation) if the partition is spread, and read with several
    /// [`requests`](Self::requests).
    pub fn request(&self) -> Result<request::Query> {
        self.query.request()
    }

    /// Returns the requests of the first page: one or, of a partition key that is spread, one for each shard.
    ///
    /// ```
    #[doc = include_str!("of_customer.md")]
    /// assert_eq!(OfCustomer::of("c1").requests()?.len(), 1, "the partition is not spread");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request), however many there are.
    pub fn requests(&self) -> Result<Vec<request::Query>> {
        self.query.requests()
    }

    explains!(requests, "OfCustomer::of(\"c1\")" sends "Query", "of_customer.md", explained);

    fn explained(&self) -> Result<Explanation> {
        let explained = self.query.explained()?;
        // Without a limit, all of it is read.
        Ok(if self.query.is_limited() { explained } else { explained.for_each(PAGES) })
    }
}

impl<C: Grouped + Send> GetCollection<C, Bound<'_, C::Table>> {
    /// Reads a part of a collection: what one request of up to 1 MB finds or, after [`limit`](Self::limit), so many items.
    /// [`after`](Self::after) reads the next one; there, members that must be there are missing, as they were in a part
    /// before: a collection that is read in parts has them optional.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("of_customer.md")]
    /// # use dynamo_model::Result;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&Order { customer: "c1".into(), id: 1, total: 5 }).await?;
    /// let page = shop.get_collection(OfCustomer::of("c1")).page().await?;
    /// assert!(page.cursor().is_none(), "this was everything");
    /// assert_eq!(page.into_collection().map(|all| all.orders.len()), Some(1));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As awaiting the whole collection, and [`is_invalid_cursor`](crate::Error::is_invalid_cursor) if it goes on after a
    /// cursor of another request.
    pub async fn page(self) -> Result<CollectionPage<C>> {
        let page = self.query.page().await?;
        let cursor = page.cursor().cloned();
        Ok(CollectionPage { collection: grouped(page.into_items())?, cursor })
    }
}

/// A part of a collection that is a struct, and where to go on if there is more.
///
/// ```
#[doc = include_str!("../backend/stub.md")]
#[doc = include_str!("of_customer.md")]
/// # use dynamo_model::Result;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// let page = shop.get_collection(OfCustomer::of("c1")).limit(10).page().await?;
/// assert!(page.collection().is_none() && page.cursor().is_none(), "there is nothing");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionPage<C> {
    collection: Option<C>,
    cursor: Option<Cursor>,
}

impl<C> CollectionPage<C> {
    /// Returns what was read; `None` if no item was.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("of_customer.md")]
    /// # use dynamo_model::Result;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&Order { customer: "c1".into(), id: 1, total: 5 }).await?;
    /// let page = shop.get_collection(OfCustomer::of("c1")).page().await?;
    /// assert_eq!(page.collection().map(|all| all.orders[0].total), Some(5));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn collection(&self) -> Option<&C> {
        self.collection.as_ref()
    }

    /// Takes what was read.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("of_customer.md")]
    /// # use dynamo_model::Result;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// assert!(shop.get_collection(OfCustomer::of("c1")).page().await?.into_collection().is_none());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_collection(self) -> Option<C> {
        self.collection
    }

    /// Returns where to go on; `None` if nothing is left.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("of_customer.md")]
    /// # use dynamo_model::Result;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// for id in 1..=2 {
    ///     shop.put(&Order { customer: "c1".into(), id, total: 5 }).await?;
    /// }
    /// assert!(shop.get_collection(OfCustomer::of("c1")).limit(1).page().await?.cursor().is_some());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.cursor.as_ref()
    }
}

fn grouped<C: Grouped>(found: Vec<Member<C>>) -> Result<Option<C>> {
    if found.is_empty() { Ok(None) } else { C::__group(Members::new(found)).map(Some) }
}

impl<'d, C: Grouped + 'static> IntoFuture for GetCollection<C, Bound<'d, C::Table>> {
    type Output = Result<Option<C>>;
    type IntoFuture = BoxFuture<'d, Result<Option<C>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { grouped(self.query.all().await?) })
    }
}

impl<C, B: Copy> Clone for GetCollection<C, B> {
    fn clone(&self) -> Self {
        Self { query: self.query.clone() }
    }
}

impl<C, B> fmt::Debug for GetCollection<C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetCollection").field("query", &self.query).finish()
    }
}
