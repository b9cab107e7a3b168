use std::fmt;
use std::marker::PhantomData;

use futures_util::stream::{self, BoxStream, StreamExt as _};

use super::Scan;
use super::spec::Spec;
use crate::builder::{Binding, Bound, Unbound};
use crate::entity::{Readable, Table};
use crate::error::{Error, Result};
use crate::explain::{Explanation, explain_scan};
use crate::paging::{Items, OnTable, Page, Pages, Walk};
use crate::request::{self, Segment};

/// The most requests under way at once, and so the most pages in memory.
const MOST_AT_ONCE: usize = 32;

/// Reads the segments of a table or index at the same time. [`Scan::parallel`] makes it; nothing runs until it is asked
/// for:
///
/// | ends with | gives |
/// | --- | --- |
/// | `.all().await` | every item |
/// | `.stream()` | every item, in at most 32 pages of memory |
/// | `.count().await` | how many items there are, read and charged like `all` |
///
/// Up to 32 segments are read at a time, each page by page; an error ends them all. Items of different segments come in no
/// order. On one task the requests take turns, so that it gains where a request waits for a network.
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
/// let requests = Scan::<Order>::new().filter(|o| o.total.gt(100)).parallel(4).requests()?;
/// let segments: Vec<u32> = requests.filter_map(|request| request.segment).map(|part| part.number).collect();
/// assert_eq!(segments, [0, 1, 2, 3]);
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a scan does nothing until it is awaited"]
pub struct ParallelScan<O, B = Unbound, L = OnTable> {
    spec: Box<Spec>,
    segments: u32,
    bound: B,
    types: PhantomData<fn() -> (O, L)>,
}

impl<O: Readable, B: Binding, L> Scan<O, B, L> {
    /// Reads the table or index in so many segments, 1 to 1,000,000, at the same time.
    ///
    /// A limit, a cursor and a segment are of one read, so a parallel scan with one of them is an error.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # let shop = Shop::on(Memory::default());
    /// let all = shop.scan::<Order>().parallel(4);
    /// assert_eq!(all.requests()?.count(), 4);
    /// assert!(all.explain()?.to_string().contains("together at most 712.0 read units"));
    /// let limited = shop.scan::<Order>().limit(10).parallel(4).requests();
    /// assert!(limited.is_err_and(|error| error.is_validation()));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn parallel(self, segments: u32) -> ParallelScan<O, B, L> {
        ParallelScan { spec: self.spec, segments, bound: self.bound, types: PhantomData }
    }
}

impl<O: Readable, B: Binding, L> ParallelScan<O, B, L> {
    /// Returns the first request of every segment.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// assert_eq!(Scan::<Order>::new().parallel(4).requests()?.count(), 4);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_validation`](crate::Error::is_validation) if the number of segments is none of 1 to 1,000,000, or if the scan has
    /// a limit, a cursor or a segment; otherwise as [`Scan::request`].
    pub fn requests(&self) -> Result<impl Iterator<Item = request::Scan> + use<O, B, L>> {
        let request = self.first_walk()?.into_request();
        Ok(segments(self.segments).map(move |segment| request.clone().in_segment(segment)))
    }

    /// Says what would be sent, with what it costs at worst: [`requests`](Self::requests) in words and numbers.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::scan::Scan;
    ///
    /// let explanation = Scan::<Order>::new().parallel(4).explain()?;
    /// assert_eq!(explanation.steps.len(), 4);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`requests`](Self::requests).
    pub fn explain(&self) -> Result<Explanation> {
        let found = self.first_walk()?.found();
        let steps = self.requests()?.map(|request| explain_scan(&request, O::Table::SCHEMA, found));
        let explanation = Explanation { steps: steps.collect() };
        Ok(explanation.visible_of(&self.spec.hidden::<O>(self.bound.now())))
    }

    /// Makes the read of segment 0.
    fn first_walk(&self) -> Result<Walk<request::Scan>> {
        let spec = self.spec.as_ref();
        if spec.limit.is_some() || spec.after.is_some() || spec.segment.is_some() {
            return Err(Error::validation(
                "a parallel scan reads everything; leave out the limit, the cursor and the segment, or the `parallel`",
            ));
        }
        let mut spec = spec.clone();
        spec.segment = Some(Segment { number: 0, total: self.segments });
        spec.into_walk::<O>(self.bound.table_name(O::Table::SCHEMA.name), self.bound.now())
    }
}

fn segments(total: u32) -> impl Iterator<Item = Segment> {
    (0..total).map(move |number| Segment { number, total })
}

impl<'d, O: Readable + Send + 'd, L: 'static> ParallelScan<O, Bound<'d, O::Table>, L> {
    /// Reads every item.
    ///
    /// # Errors
    ///
    /// As [`ParallelScan::requests`], and as [`Scan::all`].
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let all = shop.scan::<Order>().parallel(1);
    /// assert_eq!(all.all().await?, [order("o1", 5)]);
    /// assert_eq!(shop.scan::<Order>().parallel(1).count().await?, 1);
    /// let mut orders = shop.scan::<Order>().parallel(1).stream();
    /// assert_eq!(orders.next().await.transpose()?, Some(order("o1", 5)));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn all(self) -> Result<Vec<O>> {
        let mut pages = self.pages();
        let mut items = Vec::new();
        while let Some(page) = pages.next().await {
            items.extend(page?);
        }
        Ok(items)
    }

    /// Returns the items as they come. An error ends the stream; one of the scan itself comes first.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let mut orders = shop.scan::<Order>().parallel(1).stream();
    /// assert_eq!(orders.next().await.transpose()?, Some(order("o1", 5)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> Items<'d, O> {
        Items::of(self.pages())
    }

    /// Counts the items. They are read and charged, but not returned.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// assert_eq!(shop.scan::<Order>().parallel(1).count().await?, 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`ParallelScan::all`], except that items are not decoded.
    pub async fn count(self) -> Result<usize> {
        let db = self.bound.0;
        let mut counts =
            stream::iter(self.walks()?).map(|walk| walk.count(db)).buffer_unordered(MOST_AT_ONCE);
        let mut sum = 0;
        while let Some(count) = counts.next().await {
            sum += count?;
        }
        Ok(sum)
    }

    fn pages(self) -> BoxStream<'d, Result<Page<O>>> {
        let db = self.bound.0;
        match self.walks() {
            Ok(walks) => stream::iter(walks)
                .map(move |walk| Pages::of(Ok(walk), db))
                .flatten_unordered(MOST_AT_ONCE)
                .boxed(),
            Err(error) => stream::iter([Err(error)]).boxed(),
        }
    }

    /// Makes the reads of the segments, one after the other as they are asked for.
    fn walks(&self) -> Result<impl Iterator<Item = Walk<request::Scan>> + Send + use<O, L>> {
        let first = self.first_walk()?;
        Ok(segments(self.segments).map(move |segment| {
            let mut walk = first.clone();
            walk.request_mut().segment = Some(segment);
            walk
        }))
    }
}

impl<O, B: Copy, L> Clone for ParallelScan<O, B, L> {
    fn clone(&self) -> Self {
        Self { spec: self.spec.clone(), segments: self.segments, bound: self.bound, types: PhantomData }
    }
}

impl<O, B, L> fmt::Debug for ParallelScan<O, B, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParallelScan").field("spec", &self.spec).field("segments", &self.segments).finish()
    }
}
