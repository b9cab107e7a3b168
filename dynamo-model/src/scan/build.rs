use std::fmt;
use std::marker::PhantomData;

use super::spec::Spec;
use super::{IndexOf, Scanned, ScannedAs};
use crate::builder::{Binding, Bound, Db, Unbound};
use crate::entity::{Entity, Filtered, Readable, Record, Table, ViewOf};
use crate::error::Result;
use crate::explain::{Explanation, explain_scan, explains};
use crate::paging::{Cursor, Filters, OnTable, ReadsConsistently, ReadsInOrder, read_setters};
use crate::query::AccessPattern;
use crate::request::{self, Segment};
use crate::typed::IntoCond;

/// Reads a whole table or index, in no order to rely on: as values of an entity, views of it, or the table's enum.
///
/// Every item there is read and charged, whatever is returned of it. `db.scan::<Order>()` makes a scan; nothing runs until
/// it is awaited:
///
/// | ends with | gives |
/// | --- | --- |
/// | `.await` or `.page().await` | a [`Page`](crate::Page): one request of up to 1 MB, or, after `limit(n)`, as many as it takes to return `n` items |
/// | `.all().await` | every item, page after page |
/// | `.stream()`, `.pages()` | every item, or page, as a [`Stream`](futures_util::Stream) that reads on as it is polled |
/// | `.parallel(n)` | a [`ParallelScan`](super::ParallelScan) of `n` segments |
/// | `.first().await` | some item, if there is one |
/// | `.count().await` | how many items there are, read and charged like `all` |
///
/// A scan of one entity has the service leave out the others, by the entity tag. Where that cannot be asked for, because
/// the table has no tags or the index does not hold them, they are left out once they are here: by their primary keys.
/// So it is with items that an entity hides because they have expired or were softly deleted.
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
/// use dynamo_model::scan::Scan;
///
/// let everything = Scan::<Shop>::new().consistent().request()?;
/// assert!(everything.filter.is_none());
/// let large = Scan::<Order>::new().filter(|o| o.total.gt(100)).through(Order::BY_CUSTOMER).request()?;
/// assert_eq!(large.index.as_deref(), Some("gsi1"));
/// assert!(large.filter.is_some(), "the total, and the entity tag");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a scan does nothing until it is awaited"]
pub struct Scan<O, B = Unbound, L = OnTable> {
    pub(super) spec: Box<Spec>,
    pub(super) bound: B,
    types: PhantomData<fn() -> (O, L)>,
}

/// The attributes of the entity that a read returns, whole or as views.
type Attributes<O> = <<O as Filtered>::Entity as Entity>::Attributes;

impl<O: Record> Scan<O> {
    /// Makes the scan of the table, without a database.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// assert!(Scan::<Order>::new().request()?.index.is_none());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn new() -> Self {
        Self { spec: Box::default(), bound: Unbound, types: PhantomData }
    }

    /// Puts the scan on a database: then it can be awaited.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// assert!(Scan::<Order>::new().bind(&shop).all().await?.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn bind(self, db: &Db<O::Table>) -> Scan<O, Bound<'_, O::Table>> {
        Scan { spec: self.spec, bound: Bound(db), types: PhantomData }
    }
}

impl<O: Record> Default for Scan<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: Record, B: Binding> Scan<O, B> {
    /// Reads an index, named by an access pattern, instead of the table: only the items that are in it. What the pattern
    /// returns as views, the scan of an entity does, too; what it reads from the table besides, the scan reads there.
    ///
    /// A [`filter`](Self::filter) that a hydrated index cannot have, and a [`consistent`](Self::consistent) read of a global
    /// one, do not compile after this; before it, the request is refused when it is made. So is, before and after, a filter on
    /// what the index does not hold.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// let request = Scan::<Order>::new().through(Order::BY_CUSTOMER).request()?;
    /// assert_eq!(request.index.as_deref(), Some("gsi1"));
    /// let error = Scan::<Order>::new().consistent().through(Order::BY_CUSTOMER).request().unwrap_err();
    /// assert!(error.is_unsent() && error.is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn through<E, P>(mut self, index: IndexOf<E, P>) -> Scan<P::Output, B, P::Place>
    where
        E: Entity<Table = O::Table> + ScannedAs<O>,
        P: AccessPattern<Place: ReadsInOrder> + Scanned<O>,
    {
        self.spec.index = Some(index.index());
        Scan { spec: self.spec, bound: self.bound, types: PhantomData }
    }
}

impl<E: Entity, B: Binding, L> Scan<E, B, L> {
    /// Returns views of the entities: only their attributes, and the keys, are asked for. What is read and charged stays
    /// the same, and so does the cursor. Where a hydrated index holds all that the view has, the index alone is read.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Projection, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32, note: String }
    /// # #[derive(Projection)]
    /// # #[projection(of = Order)]
    /// # struct Total { total: u32 }
    /// use dynamo_model::scan::Scan;
    ///
    /// let request = Scan::<Order>::new().filter(|o| o.note.exists()).view::<Total>().request()?;
    /// let paths: Vec<String> = request.projection.iter().flat_map(|p| p.paths()).map(|p| p.to_string()).collect();
    /// assert_eq!(paths, ["_type", "pk", "sk", "total"]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn view<V: ViewOf<E>>(self) -> Scan<V, B, L> {
        Scan { spec: self.spec, bound: self.bound, types: PhantomData }
    }
}

impl<O: Readable, B: Binding, L> Scan<O, B, L> {
    /// Keeps only items that fulfil a condition. They are read and charged all the same; a second filter narrows on.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// let request = Scan::<Order>::new().filter(|o| o.total.gt(100)).request()?;
    /// let filter = request.filter.map(|filter| Renderer::new().condition(&filter));
    /// assert_eq!(filter.as_deref(), Some("#n0 = :v0 AND #n1 > :v1"), "the entity tag, and the total");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn filter<C>(mut self, filter: impl FnOnce(&Attributes<O>) -> C) -> Self
    where
        O: Filtered<Entity: Entity>,
        L: Filters,
        C: IntoCond<O::Entity>,
    {
        self.spec.filter.add(filter(&O::Entity::attributes()).into_cond().into_condition());
        self
    }

    read_setters!("scan", "shop.scan::<Order>()");

    /// Reads one part of `total`, counted from 0: for scans that several programs share.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// let third = Scan::<Order>::new().segment(2, 4).request()?;
    /// assert_eq!(third.segment.map(|segment| (segment.number, segment.total)), Some((2, 4)));
    /// assert!(Scan::<Order>::new().segment(4, 4).request().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn segment(mut self, number: u32, total: u32) -> Self {
        self.spec.segment = Some(Segment { number, total });
        self
    }

    /// Reads no faster than this many capacity units a second, by what the service reports: requests are spaced out, and
    /// read fewer items each, so that other programs find capacity at any time. Parallel segments share the rate. Where the
    /// service reports nothing, an item counts half a unit.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::request::ReturnCapacity;
    /// use dynamo_model::scan::Scan;
    ///
    /// let slow = Scan::<Order>::new().rate(50);
    /// assert_eq!(slow.request()?.return_capacity, ReturnCapacity::Total, "it goes by what is reported");
    /// assert!(Scan::<Order>::new().rate(0).request().unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn rate(mut self, units_per_second: u32) -> Self {
        self.spec.rate = Some(units_per_second);
        self
    }

    /// Returns hidden items, too: those that have expired and are still there, of entities with `hide_expired`, and those
    /// that were softly deleted.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// let filter = |scan: Scan<Session>| -> Result<Option<String>> {
    ///     Ok(scan.request()?.filter.map(|filter| Renderer::new().condition(&filter)))
    /// };
    /// assert!(filter(Scan::new())?.is_some_and(|filter| filter.contains(" > ")), "it goes by the time");
    /// assert_eq!(filter(Scan::new().including_hidden())?.as_deref(), Some("#n0 = :v0"), "only by the entity");
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
    /// use dynamo_model::scan::Scan;
    ///
    /// assert!(Scan::<Order>::new().consistent().request()?.consistent_read);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn consistent(mut self) -> Self
    where
        L: ReadsConsistently,
    {
        self.spec.consistent = true;
        self
    }

    /// Returns the request of the first page.
    ///
    /// # Errors
    ///
    /// [`is_validation`](crate::Error::is_validation) if the limit or rate is 0, there is no such segment, the index cannot do
    /// what was asked for, or the request exceeds a limit of DynamoDB: there are 1,000,000 segments at most, and a filter has
    /// 4 KB with 300 operators,
    /// [`is_invalid_cursor`](crate::Error::is_invalid_cursor) if the cursor is another scan's, and
    /// [`is_codec`](crate::Error::is_codec) if a value has no place in DynamoDB.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32 }
    /// use dynamo_model::scan::Scan;
    ///
    /// assert!(Scan::<Order>::new().segment(999_999, 1_000_000).request().is_ok());
    /// let error = Scan::<Order>::new().segment(0, 1_000_001).request().unwrap_err();
    /// assert!(error.is_unsent());
    /// ```
    pub fn request(&self) -> Result<request::Scan> {
        let table = self.bound.table_name(O::Table::SCHEMA.name);
        Ok(self.spec.as_ref().clone().into_walk::<O>(table, self.bound.now())?.into_request())
    }

    explains!(request, "dynamo_model::scan::Scan::<Order>::new()" sends "Scan", "../builder/shop.md", explained);

    fn explained(&self) -> Result<Explanation> {
        let table = self.bound.table_name(O::Table::SCHEMA.name);
        let walk = self.spec.as_ref().clone().into_walk::<O>(table, self.bound.now())?;
        let found = walk.found();
        let step = explain_scan(&walk.into_request(), O::Table::SCHEMA, found);
        Ok(Explanation { steps: vec![step] }.visible_of(&self.spec.hidden::<O>(self.bound.now())))
    }
}

impl<O, B: Copy, L> Clone for Scan<O, B, L> {
    fn clone(&self) -> Self {
        Self { spec: self.spec.clone(), bound: self.bound, types: PhantomData }
    }
}

impl<O, B, L> fmt::Debug for Scan<O, B, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scan")
            .field("index", &self.spec.index)
            .field("filter", &self.spec.filter)
            .field("limit", &self.spec.limit)
            .finish_non_exhaustive()
    }
}
