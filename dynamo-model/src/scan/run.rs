//! Running a scan.

use std::future::IntoFuture;

use super::{Scan, fingerprint};
use crate::Backend;
use crate::backend::{BoxFuture, EachItem};
use crate::builder::Bound;
use crate::entity::Record;
use crate::error::Result;
use crate::paging::{Answer, Items, Page, Paged, Pages, Walk};
use crate::request;
use crate::value::Item;

impl<'d, O: Record + Send, L> Scan<O, Bound<'d, O::Table>, L> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// As [`Scan::request`], what the backend reports, and
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) or [`is_codec`](crate::Error::is_codec) if an item
    /// does not read as `O`: the message names the tag that no entity has.
    pub async fn page(self) -> Result<Page<O>> {
        let db = self.bound.0;
        self.walk()?.page(db).await
    }

    /// Reads every item, page after page; after [`Scan::limit`], no more than that many.
    ///
    /// # Errors
    ///
    /// As [`Scan::page`].
    pub async fn all(self) -> Result<Vec<O>> {
        let db = self.bound.0;
        self.walk()?.all(db).await
    }

    /// Reads some item.
    ///
    /// # Errors
    ///
    /// As [`Scan::page`].
    pub async fn first(self) -> Result<Option<O>> {
        Ok(self.limit(1).page().await?.into_iter().next())
    }

    /// Counts the items, whatever the limit. They are read and charged, but not returned.
    ///
    /// # Errors
    ///
    /// As [`Scan::page`], except that items are not decoded.
    pub async fn count(self) -> Result<usize> {
        let db = self.bound.0;
        self.walk()?.count(db).await
    }

    /// Returns the items as a stream. It reads on as it is polled, and holds one page.
    pub fn stream(self) -> Items<'d, O>
    where
        O: 'd,
    {
        Items::of(self.pages())
    }

    /// Returns the pages as a stream. Each is one request, and says where to go on.
    pub fn pages(self) -> Pages<'d, O>
    where
        O: 'd,
    {
        let db = self.bound.0;
        Pages::of(self.walk(), db)
    }

    fn walk(self) -> Result<Walk<request::Scan>> {
        self.spec.into_walk::<O>(self.bound.0.table_name().clone())
    }
}

impl<'d, O: Record + Send + 'static, L: 'static> IntoFuture for Scan<O, Bound<'d, O::Table>, L> {
    type Output = Result<Page<O>>;
    type IntoFuture = BoxFuture<'d, Result<Page<O>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.page())
    }
}

impl Paged for request::Scan {
    fn send<'q>(
        &'q self,
        backend: &'q dyn Backend,
        each: &'q mut EachItem<'_>,
    ) -> BoxFuture<'q, Result<Answer>> {
        Box::pin(async move {
            let output = backend.scan(self.clone()).await?;
            output.items.iter().try_for_each(|item| each(item.view()))?;
            Ok(Answer {
                count: output.count,
                scanned: output.scanned_count,
                next: output.last_evaluated_key,
                consumed: output.consumed_capacity.map(|consumed| consumed.total).unwrap_or_default(),
            })
        })
    }

    fn count_only(&mut self) {
        self.select = Some(request::Select::Count);
    }

    fn is_filtered(&self) -> bool {
        self.filter.is_some()
    }

    fn set_limit(&mut self, items: Option<u32>) {
        self.limit = items;
    }

    fn set_position(&mut self, key: Option<Item>) {
        self.exclusive_start_key = key;
    }

    fn position(&self) -> Option<&Item> {
        self.exclusive_start_key.as_ref()
    }

    fn fingerprint(&self, pattern: &str) -> u64 {
        fingerprint::of(self, pattern)
    }
}
