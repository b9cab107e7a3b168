use std::fmt;
use std::marker::PhantomData;

use super::cursor::fingerprint;
use super::{Cursor, Pattern};
use crate::builder::{Binding, Bound, Db, Unbound};
use crate::entity::{Entity, Record, Table};
use crate::error::Result;
use crate::expr::{Condition, KeyCondition, Renderer};
use crate::request;
use crate::schema::EntitySchema;
use crate::typed::Cond;
use crate::value::{Item, ItemRef, Value};

/// Reads the items of one access pattern, as values of type `O`.
///
/// A generated method makes it; `db.query(…)` binds it to a database. Nothing runs until it is awaited:
///
/// | ends with | gives |
/// | --- | --- |
/// | `.await` or `.page().await` | a [`Page`](super::Page): one request of up to 1 MB, or, after `limit(n)`, as many as it takes to return `n` items |
/// | `.all().await` | every item, page after page |
/// | `.first().await` | the first item, if there is one |
/// | `.count().await` | how many items there are, read and charged like `all` |
///
/// Where the key range may hold other entities too, the request filters by the entity tag; [`Query::request`] shows it.
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
pub struct Query<O, B = Unbound> {
    pub(super) spec: Spec,
    pub(super) bound: B,
    output: PhantomData<fn() -> O>,
}

#[derive(Clone)]
pub(super) struct Spec {
    pattern: Option<Pattern>,
    condition: Result<KeyCondition>,
    /// Keeps items of other entities out of a shared key range.
    tag: Option<Condition>,
    filter: Option<Result<Condition>>,
    ascending: bool,
    consistent: bool,
    pub(super) limit: Option<usize>,
    pub(super) page_size: Option<u32>,
    after: Option<Cursor>,
}

/// What `db.query(…)` takes: a query, or a chain of a generated method that ends here.
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
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a query",
    label = "expected an access pattern such as `Order::by_customer(…)`"
)]
pub trait IntoQuery {
    /// What the query returns.
    type Output: Record;

    /// Ends the chain.
    fn into_query(self) -> Query<Self::Output>;
}

impl<O: Record> IntoQuery for Query<O> {
    type Output = O;

    fn into_query(self) -> Self {
        self
    }
}

impl<O: Record> Query<O> {
    pub(super) fn new(
        pattern: Option<Pattern>,
        condition: Result<KeyCondition>,
        entity: Option<&EntitySchema>,
    ) -> Self {
        let shared = pattern.as_ref().is_some_and(Pattern::is_shared);
        let tag = entity
            .filter(|_| shared)
            .and_then(|entity| O::Table::SCHEMA.entity_type.map(|name| (name, entity.tag)))
            .map(|(name, tag)| Condition::eq(crate::expr::Path::attribute(name), tag));
        let spec = Spec {
            pattern,
            condition,
            tag,
            filter: None,
            ascending: true,
            consistent: false,
            limit: None,
            page_size: None,
            after: None,
        };
        Self { spec, bound: Unbound, output: PhantomData }
    }

    /// Binds the query to a database.
    pub(crate) fn bind<'d>(self, db: &'d Db<O::Table>) -> Query<O, Bound<'d, O::Table>> {
        Query { spec: self.spec, bound: Bound(db), output: PhantomData }
    }
}

impl<O: Record, B: Binding> Query<O, B> {
    /// Keeps only items that fulfil a condition. They are read and charged all the same; a second filter narrows on.
    pub fn filter(mut self, filter: impl FnOnce(&O::Attributes) -> Cond<O>) -> Self
    where
        O: Entity,
    {
        let added = filter(&O::ATTRIBUTES).into_condition();
        self.spec.filter = Some(match self.spec.filter.take() {
            Some(before) => before.and_then(|before| Ok(before.and(added?))),
            None => added,
        });
        self
    }

    /// Reads from the largest sort key down.
    pub fn descending(mut self) -> Self {
        self.spec.ascending = false;
        self
    }

    /// Returns at most `items` items, at least 1, reading on past filtered ones until it has them.
    pub fn limit(mut self, items: usize) -> Self {
        self.spec.limit = Some(items);
        self
    }

    /// Reads at most `items` items a request, before the filter; 1 MB is the most in any case.
    pub fn page_size(mut self, items: u32) -> Self {
        self.spec.page_size = Some(items);
        self
    }

    /// Goes on where a page of the same query ended.
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.spec.after = Some(cursor);
        self
    }

    /// Reads every write acknowledged before, at twice the capacity. The service refuses this on a global index.
    pub fn consistent(mut self) -> Self {
        self.spec.consistent = true;
        self
    }

    /// Returns the request of the first page.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if a key part is empty, ambiguous or a range is empty,
    /// [`is_invalid_cursor`](crate::Error::is_invalid_cursor) if the cursor is another query's, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    pub fn request(&self) -> Result<request::Query> {
        let table = self.bound.table_name(O::Table::SCHEMA.name);
        let spec = &self.spec;
        let condition = spec.condition.clone()?;
        let mut request = request::Query::new(table, condition);
        request.index = self.index_name().map(str::to_owned);
        request.filter = self.request_filter()?;
        request.scan_forward = spec.ascending;
        request.consistent_read = spec.consistent;
        request.limit = spec.page_size;
        request.exclusive_start_key = match &spec.after {
            Some(cursor) => Some(cursor.open(self.fingerprint()?)?),
            None => None,
        };
        Ok(request)
    }

    fn request_filter(&self) -> Result<Option<Condition>> {
        Ok(match (self.spec.tag.clone(), self.spec.filter.clone().transpose()?) {
            (Some(tag), Some(filter)) => Some(tag.and(filter)),
            (tag, filter) => tag.or(filter),
        })
    }

    fn index_name(&self) -> Option<&'static str> {
        self.spec.pattern.as_ref().and_then(Pattern::index).map(|index| index.name)
    }

    /// Hashes what a cursor of this query is bound to.
    pub(super) fn fingerprint(&self) -> Result<u64> {
        let spec = &self.spec;
        let filter = match self.request_filter()? {
            Some(filter) => rendered(&filter),
            None => String::new(),
        };
        Ok(fingerprint([
            self.bound.table_name(O::Table::SCHEMA.name).as_bytes(),
            self.index_name().unwrap_or_default().as_bytes(),
            spec.pattern.as_ref().map(|pattern| pattern.access().name).unwrap_or_default().as_bytes(),
            if spec.ascending { b"up" } else { b"down" },
            spec.condition.clone()?.to_string().as_bytes(),
            filter.as_bytes(),
        ]))
    }

    /// Takes the key a cursor needs out of an item: the table's key and the index's.
    pub(super) fn key_of(&self, item: ItemRef<'_>) -> Item {
        let table = &O::Table::SCHEMA.key;
        let index = self.spec.pattern.as_ref().and_then(Pattern::index).map(|index| &index.key);
        let mut key = Item::new();
        for pair in std::iter::once(table).chain(index) {
            for attribute in std::iter::once(pair.pk).chain(pair.sk) {
                if let Some(value) = item.get(attribute.name)
                    && !key.contains(attribute.name)
                {
                    key.insert_ref(attribute.name, value);
                }
            }
        }
        key
    }
}

/// Writes a condition as it would be sent, the same in every version.
fn rendered(condition: &Condition) -> String {
    let mut renderer = Renderer::new();
    let text = renderer.condition(condition);
    let values = renderer.values().values().map(Value::to_dynamodb_json);
    renderer.names().values().cloned().chain(values).fold(text, |text, part| text + " " + &part)
}

impl<O, B: Copy> Clone for Query<O, B> {
    fn clone(&self) -> Self {
        Self { spec: self.spec.clone(), bound: self.bound, output: PhantomData }
    }
}

impl<O, B> fmt::Debug for Query<O, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("condition", &self.spec.condition)
            .field("filter", &self.spec.filter)
            .field("ascending", &self.spec.ascending)
            .field("limit", &self.spec.limit)
            .finish_non_exhaustive()
    }
}
