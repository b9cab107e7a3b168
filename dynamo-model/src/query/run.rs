//! Running a query: page after page, as far as it was asked.

use std::future::IntoFuture;

use super::{Cursor, Page, Query};
use crate::backend::BoxFuture;
use crate::builder::Bound;
use crate::entity::Record;
use crate::error::{Error, Result};
use crate::request;
use crate::value::Item;

impl<O: Record + Send> Query<O, Bound<'_, O::Table>> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// As [`Query::request`], what the backend reports, and
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) or [`is_codec`](crate::Error::is_codec) if an item
    /// does not read as `O`.
    pub async fn page(self) -> Result<Page<O>> {
        let mut items = Vec::new();
        let mut request = self.request()?;
        if self.spec.limit == Some(0) {
            return Err(Error::validation("a limit of 0 items returns nothing; use at least 1"));
        }
        loop {
            request.limit = self.request_limit(&request, items.len());
            let output = self.bound.0.backend().query(request.clone()).await?;
            let last = output.items.len();
            for (place, item) in output.items.iter().enumerate() {
                items.push(O::from_item(item.view())?);
                if self.spec.limit == Some(items.len()) {
                    let more = place + 1 < last || output.last_evaluated_key.is_some();
                    let cursor = if more { Some(self.cursor(&self.key_of(item.view()))?) } else { None };
                    return Ok(Page::new(items, cursor));
                }
            }
            match output.last_evaluated_key {
                None => return Ok(Page::new(items, None)),
                Some(key) if self.spec.limit.is_none() => {
                    return Ok(Page::new(items, Some(self.cursor(&key)?)));
                }
                key => request.exclusive_start_key = key,
            }
        }
    }

    /// Reads every item, page after page; after [`Query::limit`], no more than that many.
    ///
    /// # Errors
    ///
    /// As [`Query::page`].
    pub async fn all(mut self) -> Result<Vec<O>> {
        // A page without a limit is one request; with the largest there is, it goes on to the end.
        self.spec.limit = self.spec.limit.or(Some(usize::MAX));
        self.page().await.map(Page::into_items)
    }

    /// Reads the first item.
    ///
    /// # Errors
    ///
    /// As [`Query::page`].
    pub async fn first(self) -> Result<Option<O>> {
        Ok(self.limit(1).page().await?.into_iter().next())
    }

    /// Counts the items, whatever the limit. They are read and charged, but not returned.
    ///
    /// # Errors
    ///
    /// As [`Query::page`].
    pub async fn count(self) -> Result<usize> {
        let mut request = self.request()?.with_select(request::Select::Count);
        let mut count = 0;
        loop {
            let output = self.bound.0.backend().query(request.clone()).await?;
            count += output.count;
            if output.last_evaluated_key.is_none() {
                return Ok(count);
            }
            request.exclusive_start_key = output.last_evaluated_key;
        }
    }

    /// How many items to read next: without a filter no more than are still wanted.
    fn request_limit(&self, request: &request::Query, have: usize) -> Option<u32> {
        let wanted =
            self.spec.limit.filter(|_| request.filter.is_none()).map(|limit| limit.saturating_sub(have));
        // The service's member is a signed 32-bit number.
        let wanted =
            wanted.and_then(|wanted| u32::try_from(wanted).ok()).map(|w| w.min(i32::MAX.unsigned_abs()));
        match (wanted, self.spec.page_size) {
            (Some(wanted), Some(page)) => Some(wanted.min(page)),
            (wanted, page) => wanted.or(page),
        }
    }

    fn cursor(&self, key: &Item) -> Result<Cursor> {
        Ok(Cursor::new(self.fingerprint()?, key))
    }
}

impl<'d, O: Record + Send + 'static> IntoFuture for Query<O, Bound<'d, O::Table>> {
    type Output = Result<Page<O>>;
    type IntoFuture = BoxFuture<'d, Result<Page<O>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.page())
    }
}
