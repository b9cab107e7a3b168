//! Reads as streams: page by page, or item by item.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_util::stream::{self, BoxStream, Stream, StreamExt as _};

use super::{Page, ReadsOn};
use crate::builder::Db;
use crate::entity::Readable;
use crate::error::Result;

/// The pages of a query or scan as a stream. Each is one request, sent when it is asked for; its
/// [`cursor`](Page::cursor) says where the stream stands. An error ends it.
///
/// ```
#[doc = include_str!("../backend/stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// # let shop = Shop::on(Memory::default());
/// for id in ["o1", "o2", "o3"] {
///     shop.put(&Order { id: id.to_owned() }).await?;
/// }
/// let mut pages = shop.scan::<Order>().page_size(2).pages();
/// let mut sizes = Vec::new();
/// while let Some(page) = pages.next().await {
///     sizes.push(page?.len());
/// }
/// assert_eq!(sizes, [2, 1]);
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<'d, O>(BoxStream<'d, Result<Page<O>>>);

impl<'d, O: Readable + Send + 'd> Pages<'d, O> {
    /// Makes the stream of a read or, if the read cannot be, of its error.
    pub(crate) fn of(read: Result<impl ReadsOn + 'd>, db: &'d Db<O::Table>) -> Self {
        let pages = stream::unfold(Some(read), move |read| async move {
            match read? {
                Err(error) => Some((Err(error), None)),
                Ok(read) if read.is_over() => None,
                Ok(mut read) => {
                    let page = read.next_page(db).await;
                    let rest = page.is_ok().then_some(Ok(read));
                    Some((page, rest))
                }
            }
        });
        Self(pages.fuse().boxed())
    }
}

impl<O> Pages<'_, O> {
    /// Reads the next page; `None` after the last.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let mut pages = shop.scan::<Order>().pages();
    /// assert_eq!(pages.next().await.transpose()?.map(|page| page.len()), Some(1));
    /// assert!(pages.next().await.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn next(&mut self) -> Option<Result<Page<O>>> {
        self.0.next().await
    }
}

impl<O> Stream for Pages<'_, O> {
    type Item = Result<Page<O>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<O> fmt::Debug for Pages<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of a query or scan as a stream. It holds one page; the next is read when that is used up. An error ends it.
///
/// ```
#[doc = include_str!("../backend/stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_model::Result<()> {
/// # let shop = Shop::on(Memory::default());
/// for (id, total) in [("o1", 5), ("o2", 7)] {
///     shop.put(&Order { id: id.to_owned(), total }).await?;
/// }
/// let mut orders = shop.scan::<Order>().stream();
/// let mut sum = 0;
/// while let Some(order) = orders.next().await {
///     sum += order?.total;
/// }
/// assert_eq!(sum, 12);
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<'d, O> {
    pages: BoxStream<'d, Result<Page<O>>>,
    page: vec::IntoIter<O>,
    failed: bool,
}

impl<'d, O> Items<'d, O> {
    pub(crate) fn of(pages: impl Stream<Item = Result<Page<O>>> + Send + 'd) -> Self {
        Self { pages: pages.fuse().boxed(), page: Vec::new().into_iter(), failed: false }
    }

    /// Returns the next item; `None` after the last.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// shop.put(&order("o1", 5)).await?;
    /// let mut orders = shop.scan::<Order>().stream();
    /// assert_eq!(orders.next().await.transpose()?, Some(order("o1", 5)));
    /// assert!(orders.next().await.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn next(&mut self) -> Option<Result<O>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

/// Nothing in it is polled in place but the boxed stream.
impl<O> Unpin for Items<'_, O> {}

impl<O> Stream for Items<'_, O> {
    type Item = Result<O>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<O>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            if self.failed {
                return Poll::Ready(None);
            }
            match ready!(self.pages.as_mut().poll_next(context)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(error)) => {
                    self.failed = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("ready", &self.page.len())
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}
