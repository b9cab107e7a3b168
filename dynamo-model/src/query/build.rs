use std::fmt;
use std::marker::PhantomData;

use super::partitions::{Partitions, Sharded};
use super::reading::Reading;
use super::spec::Spec;
use super::{AccessPattern, Pattern};
use crate::builder::{Binding, Bound, Conjunction, Db, Unbound};
use crate::entity::{Entity, Filtered, Readable, Table, is_tagged};
use crate::error::Result;
use crate::explain::{Explanation, explain_query, explains};
use crate::expr::Condition;
use crate::paging::{Anywhere, Cursor, Filters, ReadsConsistently, read_setters};
use crate::request;
use crate::schema::EntitySchema;
use crate::typed::{IntoCond, Paths as _};

/// Reads the items of one access pattern, as values of type `O`; `P` says which pattern it is.
///
/// A generated method makes it; `db.query(…)` binds it to a database. Nothing runs until it is awaited:
///
/// | ends with | gives |
/// | --- | --- |
/// | `.await` or `.page().await` | a [`Page`](crate::Page): one request of up to 1 MB, or, after `limit(n)`, as many as it takes to return `n` items |
/// | `.all().await` | every item, page after page |
/// | `.stream()`, `.pages()` | every item, or page, as a [`Stream`](futures_util::Stream) that reads on as it is polled |
/// | `.first().await` | the first item, if there is one |
/// | `.count().await` | how many items there are, read and charged like `all` |
///
/// A partition key that is spread over shards is read by a request for each, at most 16 at a time, and the items are merged
/// in the order of the sort key, equal ones in that of the shards: [`Query::requests`] shows them. A cursor goes on as if
/// they were one partition: with all that comes behind the last item, in any shard, and with nothing before it.
///
/// Where the key range may hold other entities too, the request filters by the entity tag, and where an entity hides items
/// that have expired or were softly deleted, by what says so; [`Query::request`] shows it. A table without tags, read as
/// several entities of which only some hide items, has these left out once they are here.
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
/// let june = Order::by_customer("c1").day("2026-06-01"..="2026-06-30").filter(|o| o.total.gt(100)).descending();
/// let request = june.request()?;
/// assert_eq!(request.index.as_deref(), Some("gsi1"));
/// assert!(request.filter.is_some());
/// assert!(!request.scan_forward);
/// let all = Order::by_customer("c1").into_query().request()?;
/// assert_eq!(all.key_condition.to_string(), "gsi1pk = \"CUSTOMER#c1\"");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a query does nothing until it is awaited"]
pub struct Query<O, B = Unbound, P = Anywhere> {
    /// Boxed, so that setters move a pointer.
    pub(super) spec: Box<Spec>,
    pub(super) bound: B,
    types: PhantomData<fn() -> (O, P)>,
}

impl<O, B, P> Query<O, B, P> {
    /// The same query, as one of other values, by another pattern.
    pub(super) fn retyped<V, Q>(self) -> Query<V, B, Q> {
        Query { spec: self.spec, bound: self.bound, types: PhantomData }
    }
}

impl<O: Readable, P> Query<O, Unbound, P> {
    pub(super) fn new(
        pattern: Option<Pattern>,
        partitions: Result<Partitions>,
        entity: Option<&'static EntitySchema>,
    ) -> Self {
        let shared = pattern.as_ref().is_some_and(Pattern::is_shared);
        let among_others = entity.filter(|_| shared);
        let tag = among_others.and_then(|entity| is_tagged(entity, O::Table::SCHEMA));
        let spec = Spec {
            pattern,
            partitions,
            shard: None,
            whole_collection: entity.is_none(),
            tag,
            keep: among_others.filter(|_| O::Table::SCHEMA.adopts),
            filter: Conjunction::default(),
            ascending: true,
            consistent: false,
            limit: None,
            page_size: None,
            after: None,
            place: None,
            including_hidden: false,
            hydrate: false,
        };
        Self { spec: Box::new(spec), bound: Unbound, types: PhantomData }
    }

    /// Binds the query to a database.
    pub(crate) fn bind(self, db: &Db<O::Table>) -> Query<O, Bound<'_, O::Table>, P> {
        Query { spec: self.spec, bound: Bound(db), types: PhantomData }
    }
}

impl<O: Readable, B: Binding, P> Query<O, B, P> {
    /// Keeps only items that fulfil a condition. They are read and charged all the same; a second filter narrows on.
    ///
    /// The service takes no filter on the key attributes of the table or index that is queried, and an index that is
    /// hydrated does not hold what a filter looks at: neither compiles.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let large = Order::by_customer("c1").day("2026-11"..).filter(|o| o.total.gt(100)).filter(|o| o.note.exists());
    /// let request = large.request()?;
    /// let filter = request.filter.map(|filter| Renderer::new().condition(&filter));
    /// assert_eq!(filter.as_deref(), Some("#n0 > :v0 AND attribute_exists(#n1)"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn filter<C>(mut self, filter: impl FnOnce(&P::Attributes) -> C) -> Self
    where
        O: Filtered<Entity: Entity>,
        P: AccessPattern<Place: Filters>,
        C: IntoCond<O::Entity>,
    {
        self.spec.filter.add(filter(&P::Attributes::__all()).into_cond().into_condition());
        self
    }

    /// Reads from the largest sort key down.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// let latest = Order::by_customer("c1").into_query().descending().limit(1);
    /// assert!(!latest.request()?.scan_forward);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn descending(mut self) -> Self {
        self.spec.ascending = false;
        self
    }

    read_setters!("query", "shop.query(Order::by_customer(\"c1\"))");

    /// Returns hidden items, too: those that have expired and are still there, of entities with `hide_expired`, and those
    /// that were softly deleted.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "site", ttl = "until")]
    /// # enum Site { Login(Login) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Site, pk = "USER#{user}", sk = "LOGIN#{id}", hide_expired)]
    /// # #[access(name = of_user)]
    /// # struct Login { user: String, id: String, #[attr(ttl)] until: u64 }
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// // A `Login` is hidden once it has expired.
    /// let logins = Login::of_user("ada").into_query();
    /// assert!(logins.request()?.filter.is_some());
    /// assert_eq!(logins.including_hidden().request()?.filter, None);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn including_hidden(mut self) -> Self {
        self.spec.including_hidden = true;
        self
    }

    /// Reads every write acknowledged before, at twice the capacity. Global indexes cannot.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// # #[derive(Table)]
    /// # #[table(name = "site")]
    /// # enum Site { Login(Login) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Site, pk = "USER#{user}", sk = "LOGIN#{id}")]
    /// # #[access(name = of_user)]
    /// # struct Login { user: String, id: String }
    /// use dynamo_model::query::IntoQuery as _;
    ///
    /// let logins = Login::of_user("ada").into_query().consistent();
    /// assert!(logins.request()?.consistent_read);
    /// assert!(logins.explain()?.to_string().contains("1.0 to 356.0 read units"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn consistent(mut self) -> Self
    where
        P: AccessPattern<Place: ReadsConsistently>,
    {
        self.spec.consistent = true;
        self
    }

    /// Reads one shard of a partition key that is spread over several, counted from 0; without this, all are read.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "games")]
    /// # enum Games { Score(Score) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Games, pk = "SCORES#{game}#{shard(10)}", sk = "{points}#{player}")]
    /// #[access(name = of_game)]
    /// struct Score { game: String, player: String, points: u32 }
    /// use dynamo_model::query::IntoQuery;
    ///
    /// let request = Score::of_game("chess").into_query().shard(3).request()?;
    /// assert_eq!(request.key_condition.to_string(), "pk = \"SCORES#chess#03\"");
    /// assert!(Score::of_game("chess").into_query().shard(10).request().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn shard(mut self, number: u32) -> Self
    where
        P: Sharded,
    {
        self.spec.shard = Some(number);
        self
    }

    /// Forgets which access pattern this is, so that queries by several patterns have one type. What depends on the
    /// pattern, such as [`consistent`](Self::consistent), comes before.
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
    /// # #[access(name = whole)]
    /// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
    /// # struct Order { id: String, customer: String, day: String, total: u32 }
    /// use dynamo_model::query::IntoQuery;
    ///
    /// let by = |customer: Option<&str>| match customer {
    ///     Some(customer) => Order::by_customer(customer).into_query().any_pattern(),
    ///     None => Order::whole("o1").into_query().any_pattern(),
    /// };
    /// assert_eq!(by(Some("c1")).limit(3).request()?.index.as_deref(), Some("gsi1"));
    /// assert_eq!(by(None).limit(3).request()?.index, None);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn any_pattern(self) -> Query<O, B> {
        self.retyped()
    }

    /// Returns the request of the first page.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty, ambiguous or a range is empty,
    /// [`is_validation`](crate::Error::is_validation) if the limit is 0, there is no such shard, or there are several and
    /// so as many [`requests`](Self::requests), or if the request exceeds a limit of DynamoDB: a partition key has 2,048
    /// bytes, a sort key 1,024, and a filter 4 KB with 300 operators,
    /// [`is_invalid_cursor`](crate::Error::is_invalid_cursor) if the cursor is another query's, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
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
    /// # struct Order { id: String, customer: String, day: String }
    /// use dynamo_model::query::IntoQuery;
    ///
    /// let on = |day: String| Order::by_customer("c1").day(day).into_query().request();
    /// assert!(on("d".repeat(1024)).is_ok());
    /// let error = on("d".repeat(1025)).unwrap_err();
    /// assert!(error.is_unsent());
    /// assert!(error.message().starts_with("query `by_customer`: "));
    /// assert!(error.message().contains("`gsi1sk` has 1025 bytes, and 1024 is the most"));
    /// ```
    pub fn request(&self) -> Result<request::Query> {
        self.reading()?.into_request()
    }

    /// Returns the requests of the first page: one or, of a partition key that is spread, one for each shard.
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
    /// use dynamo_model::query::IntoQuery;
    ///
    /// let requests = Score::of_game("chess").into_query().requests()?;
    /// assert_eq!(requests.len(), 10);
    /// assert_eq!(requests[9].key_condition.to_string(), "pk = \"SCORES#chess#09\"");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request), however many there are.
    pub fn requests(&self) -> Result<Vec<request::Query>> {
        Ok(self.reading()?.into_requests())
    }

    explains!(requests, "dynamo_model::query::IntoQuery::into_query(Order::by_customer(\"c1\"))" sends "Query", "../builder/shop.md", explained);

    pub(crate) fn is_limited(&self) -> bool {
        self.spec.limit.is_some()
    }

    pub(crate) fn explained(&self) -> Result<Explanation> {
        let reading = self.reading()?;
        let (table, found) = (O::Table::SCHEMA, reading.found());
        let steps =
            reading.into_requests().iter().map(|request| explain_query(request, table, found)).collect();
        Ok(Explanation { steps }.visible_of(&self.hidden()))
    }

    /// On which conditions the library returns items that the request's filter does not judge.
    fn hidden(&self) -> Vec<(&'static str, Condition)> {
        let hiding = self.spec.hiding::<O>(self.bound.now());
        hiding.map(|hiding| hiding.not_filtered()).unwrap_or_default()
    }

    fn reading(&self) -> Result<Reading> {
        let table = self.bound.table_name(O::Table::SCHEMA.name);
        self.spec.as_ref().clone().into_reading::<O>(table, self.bound.now())
    }
}

impl<O, B: Copy, P> Clone for Query<O, B, P> {
    fn clone(&self) -> Self {
        Self { spec: self.spec.clone(), bound: self.bound, types: PhantomData }
    }
}

impl<O, B, P> fmt::Debug for Query<O, B, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("partitions", &self.spec.partitions)
            .field("shard", &self.spec.shard)
            .field("filter", &self.spec.filter)
            .field("ascending", &self.spec.ascending)
            .field("limit", &self.spec.limit)
            .finish_non_exhaustive()
    }
}
