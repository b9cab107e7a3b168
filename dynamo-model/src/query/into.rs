use super::partitions::Sharded;
use super::viewed::{FindsByIndex, Located, ReadOf};
use super::{AccessPattern, Declared, Hydrated, PatternType, Query};
use crate::builder::Unbound;
use crate::entity::{Entity, Filtered, Readable, ViewOf};
use crate::error::Result;
use crate::explain::Explanation;
use crate::paging::{Cursor, Filters, ReadsConsistently};
use crate::request;
use crate::typed::IntoCond;

/// What `db.query(…)` takes: a query, or a chain of a generated method that ends here. Where this is in scope, a chain has the
/// methods of the query that it makes.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// use dynamo_model::query::IntoQuery;
///
/// let query = Order::by_customer("c1").day("2026-06-01").into_query();
/// assert!(query.request()?.key_condition.range().is_none(), "every part is named by equality");
/// assert_eq!(Order::by_customer("c1").limit(20).request()?.limit, Some(20));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this is not a query",
    label = "expected an access pattern such as `Order::by_customer(…)`",
    note = "a collection that is a struct is read by `db.get_collection(…)`, and a pattern of a vector index is searched: `db.search(…)`"
)]
pub trait IntoQuery: Sized {
    /// What the query returns.
    type Output: Readable;

    /// The access pattern.
    type Pattern;

    /// Ends the chain.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert_eq!(Order::by_customer("c1").into_query().request()?.index.as_deref(), Some("gsi1"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn into_query(self) -> Query<Self::Output, Unbound, Self::Pattern>;

    /// Keeps only items that fulfil a condition: [`Query::filter`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// let large = Order::by_customer("c1").filter(|o| o.total.gt(100));
    /// assert!(large.request()?.filter.is_some());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn filter<C>(
        self,
        filter: impl FnOnce(&<Self::Pattern as AccessPattern>::Attributes) -> C,
    ) -> Query<Self::Output, Unbound, Self::Pattern>
    where
        Self::Output: Filtered<Entity: Entity>,
        Self::Pattern: AccessPattern<Place: Filters>,
        C: IntoCond<<Self::Output as Filtered>::Entity>,
    {
        self.into_query().filter(filter)
    }

    /// Returns at most `items` items: [`Query::limit`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert_eq!(Order::by_customer("c1").limit(20).request()?.limit, Some(20));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn limit(self, items: usize) -> Query<Self::Output, Unbound, Self::Pattern> {
        self.into_query().limit(items)
    }

    /// Reads at most `items` items a request: [`Query::page_size`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert_eq!(Order::by_customer("c1").page_size(50).request()?.limit, Some(50));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn page_size(self, items: u32) -> Query<Self::Output, Unbound, Self::Pattern> {
        self.into_query().page_size(items)
    }

    /// Goes on where a page ended: [`Query::after`].
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// for (id, total) in [("o1", 5), ("o2", 7), ("o3", 9)] {
    ///     shop.put(&order(id, total)).await?;
    /// }
    /// let page = shop.query(Order::by_customer("c1").limit(2)).page().await?;
    /// let cursor = page.cursor().expect("there is more").clone();
    /// assert_eq!(shop.query(Order::by_customer("c1").after(cursor)).page().await?.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    fn after(self, cursor: Cursor) -> Query<Self::Output, Unbound, Self::Pattern> {
        self.into_query().after(cursor)
    }

    /// Goes on after an entity: [`Query::starting_after`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// let next = Order::by_customer("c1").starting_after(&order("o1", 5));
    /// assert!(next.request()?.exclusive_start_key.is_some());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn starting_after(
        self,
        entity: &<Self::Pattern as Declared>::Entity,
    ) -> Query<Self::Output, Unbound, Self::Pattern>
    where
        Self::Pattern: Declared,
    {
        self.into_query().starting_after(entity)
    }

    /// Reads from the largest sort key down: [`Query::descending`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert!(!Order::by_customer("c1").descending().request()?.scan_forward);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn descending(self) -> Query<Self::Output, Unbound, Self::Pattern> {
        self.into_query().descending()
    }

    /// Returns hidden items, too: [`Query::including_hidden`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert_eq!(Order::by_customer("c1").including_hidden().request()?.filter, None);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn including_hidden(self) -> Query<Self::Output, Unbound, Self::Pattern> {
        self.into_query().including_hidden()
    }

    /// Reads every write acknowledged before: [`Query::consistent`].
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "site")]
    /// # enum Site { Login(Login) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Site, pk = "USER#{user}", sk = "LOGIN#{id}")]
    /// # #[access(name = of_user)]
    /// # struct Login { user: String, id: String }
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert!(Login::of_user("ada").consistent().request()?.consistent_read);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn consistent(self) -> Query<Self::Output, Unbound, Self::Pattern>
    where
        Self::Pattern: AccessPattern<Place: ReadsConsistently>,
    {
        self.into_query().consistent()
    }

    /// Reads one shard of a partition key that is spread over several: [`Query::shard`].
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "games")]
    /// # enum Games { Score(Score) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Games, pk = "SCORES#{game}#{shard(10)}", sk = "{points}#{player}")]
    /// # #[access(name = of_game)]
    /// # struct Score { game: String, player: String, points: u32 }
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// let request = Score::of_game("chess").shard(3).request()?;
    /// assert_eq!(request.key_condition.to_string(), "pk = \"SCORES#chess#03\"");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn shard(self, number: u32) -> Query<Self::Output, Unbound, Self::Pattern>
    where
        Self::Pattern: Sharded,
    {
        self.into_query().shard(number)
    }

    /// Returns views of the entities: [`Query::view`].
    ///
    /// ```
    #[doc = include_str!("days.md")]
    /// # #[derive(Projection)]
    /// # #[projection(of = Order)]
    /// # struct Id { id: String }
    /// let ids = Order::by_day("2026-11-26").view::<Id>().request()?;
    /// let asked = Order::by_day("2026-11-26").request()?;
    /// assert!(ids.projection.map(|p| p.paths().len()) < asked.projection.map(|p| p.paths().len()));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn view<V>(self) -> Query<V, Unbound, Self::Pattern>
    where
        Self::Output: Filtered<Entity: Entity>,
        V: ViewOf<<Self::Output as Filtered>::Entity>,
        Self::Pattern: Located,
    {
        self.into_query().view()
    }

    /// Returns the entities whole, which the index only finds: [`Query::hydrate`].
    ///
    /// ```
    #[doc = include_str!("days.md")]
    /// let orders = Order::by_day("2026-11-26").hydrate();
    /// assert!(orders.explain()?.to_string().contains("for the entities of the page"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn hydrate(self) -> Query<<Self::Pattern as Declared>::Entity, Unbound, Hydrated<Self::Pattern>>
    where
        Self::Pattern: PatternType + Declared<Reads: FindsByIndex>,
        Self::Output: ReadOf<<Self::Pattern as Declared>::Entity>,
    {
        self.into_query().hydrate()
    }

    /// Returns the request of the first page: [`Query::request`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// let request = Order::by_customer("c1").day("2026-06-01").request()?;
    /// assert!(request.key_condition.to_string().starts_with("gsi1pk = \"CUSTOMER#c1\" AND gsi1sk = "));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Query::request`].
    fn request(&self) -> Result<request::Query>
    where
        Self: Clone,
    {
        self.clone().into_query().request()
    }

    /// Returns the requests of the first page, one for each shard: [`Query::requests`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert_eq!(Order::by_customer("c1").requests()?.len(), 1, "the partition is not spread");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Query::requests`].
    fn requests(&self) -> Result<Vec<request::Query>>
    where
        Self: Clone,
    {
        self.clone().into_query().requests()
    }

    /// Forgets which access pattern this is: [`Query::any_pattern`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::builder::Unbound;
    /// use dynamo_model::query::{IntoQuery as _, Query};
    ///
    /// let query: Query<Order, Unbound> = Order::by_customer("c1").any_pattern();
    /// assert_eq!(query.request()?.index.as_deref(), Some("gsi1"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn any_pattern(self) -> Query<Self::Output, Unbound> {
        self.into_query().any_pattern()
    }

    /// Says in words and numbers what would be sent, and what that costs at worst: [`Query::explain`].
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// assert_eq!(Order::by_customer("c1").explain()?.steps[0].operation, "Query");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Query::request`].
    fn explain(&self) -> Result<Explanation>
    where
        Self: Clone,
    {
        self.clone().into_query().explain()
    }
}

#[diagnostic::do_not_recommend]
impl<O: Readable, P> IntoQuery for Query<O, Unbound, P> {
    type Output = O;
    type Pattern = P;

    fn into_query(self) -> Self {
        self
    }
}
