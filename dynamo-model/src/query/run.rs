//! Running a query: page after page, as far as it was asked.

use std::future::IntoFuture;

use super::{Cursor, Page, Pattern, Query, fingerprint};
use crate::backend::BoxFuture;
use crate::builder::Bound;
use crate::entity::{Readable, Table, key_of};
use crate::error::{Error, Result};
use crate::request;
use crate::schema::IndexSchema;
use crate::value::{Item, ItemRef};

impl<O: Readable + Send> Query<O, Bound<'_, O::Table>> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// As [`Query::request`], what the backend reports, and
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) or [`is_codec`](crate::Error::is_codec) if an item
    /// does not read as `O`.
    pub async fn page(self) -> Result<Page<O>> {
        let (limit, page_size, pattern) = (self.spec.limit, self.spec.page_size, self.spec.pattern);
        let mut request = self.spec.into_request(self.bound.0.table_name().clone())?;
        if limit == Some(0) {
            return Err(Error::validation("a limit of 0 items returns nothing; use at least 1"));
        }
        let mut found = Found::new(limit, pattern);
        let goes_on = !asks_for_one_key::<O>(&request);
        loop {
            request.limit = found.next_limit(&request, page_size);
            let mut each = |item: ItemRef<'_>| found.take(item);
            let output = self.bound.0.backend().query_each(&request, &mut each).await?;
            let next = output.last_evaluated_key.filter(|_| goes_on);
            let end = match (found.end.take(), next) {
                (Some(end), next) => Some(end).filter(|_| found.surplus || next.is_some()),
                (None, Some(next)) if limit.is_some() => {
                    request.exclusive_start_key = Some(next);
                    continue;
                }
                (None, next) => next,
            };
            let cursor = end.map(|end| Cursor::new(fingerprint::of(&request, pattern.as_ref()), &end));
            return Ok(Page::new(found.items, cursor));
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
        request.projection = None;
        let mut count = 0;
        loop {
            let output = self.bound.0.backend().query(request.clone()).await?;
            count += output.count;
            if output.last_evaluated_key.is_none() || asks_for_one_key::<O>(&request) {
                return Ok(count);
            }
            request.exclusive_start_key = output.last_evaluated_key;
        }
    }
}

/// Whether a query is for one item of the table: the service gives a key to go on from, but does not take it back.
fn asks_for_one_key<O: Readable>(request: &request::Query) -> bool {
    let key = &O::Table::SCHEMA.key;
    request.index.is_none() && request.key_condition.equals().len() == 1 + usize::from(key.sk.is_some())
}

/// How many items room is made for before any is there.
const MOST_EXPECTED: usize = 100;
/// What a query has found so far.
struct Found<O> {
    items: Vec<O>,
    limit: Option<usize>,
    pattern: Option<Pattern>,
    /// The key of the last item there was room for, once there is room for no more.
    end: Option<Item>,
    /// Whether more came after it.
    surplus: bool,
}

impl<O: Readable> Found<O> {
    fn new(limit: Option<usize>, pattern: Option<Pattern>) -> Self {
        // `all` has the largest limit there is.
        let expected = limit.filter(|limit| *limit <= MOST_EXPECTED).unwrap_or_default();
        Self { items: Vec::with_capacity(expected), limit, pattern, end: None, surplus: false }
    }

    fn take(&mut self, item: ItemRef<'_>) -> Result<()> {
        if self.end.is_some() {
            self.surplus = true;
            return Ok(());
        }
        self.items.push(O::__read(item, self.index())?);
        if self.limit == Some(self.items.len()) {
            self.end = Some(self.key_of(item));
        }
        Ok(())
    }

    /// Takes the key a cursor needs out of an item: the table's key and the index's.
    fn key_of(&self, item: ItemRef<'_>) -> Item {
        key_of::<O::Table>(item, self.index().map(|index| &index.key))
    }

    fn index(&self) -> Option<&'static IndexSchema> {
        self.pattern.as_ref().and_then(Pattern::index)
    }

    /// How many items to read next: without a filter no more than are still wanted.
    fn next_limit(&self, request: &request::Query, page_size: Option<u32>) -> Option<u32> {
        let wanted = self.limit.filter(|_| request.filter.is_none());
        let wanted = wanted.map(|limit| limit.saturating_sub(self.items.len()));
        // The service's member is a signed 32-bit number.
        let wanted =
            wanted.and_then(|wanted| u32::try_from(wanted).ok()).map(|w| w.min(i32::MAX.unsigned_abs()));
        match (wanted, page_size) {
            (Some(wanted), Some(page)) => Some(wanted.min(page)),
            (wanted, page) => wanted.or(page),
        }
    }
}

impl<'d, O: Readable + Send + 'static> IntoFuture for Query<O, Bound<'d, O::Table>> {
    type Output = Result<Page<O>>;
    type IntoFuture = BoxFuture<'d, Result<Page<O>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.page())
    }
}
