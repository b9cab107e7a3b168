//! Reading page after page, as far as was asked.

use super::{Cursor, Page, Paged};
use crate::builder::Db;
use crate::entity::{Record, Table, has_primary_key, key_of};
use crate::error::{Error, Result};
use crate::schema::{EntitySchema, IndexSchema};
use crate::value::{Item, ItemRef};

/// What a read in pages asks for beyond its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// The index it reads; `None` for the table itself.
    pub(crate) index: Option<&'static IndexSchema>,
    /// The name of what it reads; part of what a cursor is bound to.
    pub(crate) pattern: &'static str,
    /// The most items to return.
    pub(crate) limit: Option<usize>,
    /// The most items to read at once.
    pub(crate) page_size: Option<u32>,
    /// The entity whose primary key the items must have, where the service cannot be asked to leave out others.
    pub(crate) keep: Option<&'static EntitySchema>,
    /// Whether the first page is the last: the service gives a key to go on from after a query of one whole key, but does
    /// not take it back.
    pub(crate) one_page: bool,
}

/// A read under way: where it stands, and how much is left of it.
pub(crate) struct Walk<R> {
    request: R,
    plan: Plan,
    /// How many items may still be returned.
    left: Option<usize>,
    /// Whether everything has been read.
    at_end: bool,
}

/// How many items room is made for before any is there.
const MOST_EXPECTED: usize = 100;

impl<R: Paged> Walk<R> {
    pub(crate) fn new(request: R, plan: Plan) -> Self {
        Self { request, plan, left: plan.limit, at_end: false }
    }

    /// Reads one request's worth of items or, under a limit, as many as the limit allows.
    pub(crate) async fn page<O: Record + Send>(mut self, db: &Db<O::Table>) -> Result<Page<O>> {
        let expected = self.left.filter(|limit| *limit <= MOST_EXPECTED).unwrap_or_default();
        let mut items = Vec::with_capacity(expected);
        self.step(db, &mut items).await?;
        while self.left.is_some() && !self.is_over() {
            self.step(db, &mut items).await?;
        }
        Ok(Page::new(items, self.cursor()))
    }

    /// Reads every item that the limit allows.
    pub(crate) async fn all<O: Record + Send>(mut self, db: &Db<O::Table>) -> Result<Vec<O>> {
        let mut items = Vec::new();
        while !self.is_over() {
            self.step(db, &mut items).await?;
        }
        Ok(items)
    }

    /// Counts the items, whatever the limit.
    pub(crate) async fn count<T: Table>(mut self, db: &Db<T>) -> Result<usize> {
        if self.plan.keep.is_none() {
            self.request.count_only();
        }
        self.request.set_limit(self.plan.page_size);
        let mut count = 0;
        while !self.at_end {
            let mut kept = 0;
            let keep = self.plan.keep;
            let mut each = |item: ItemRef<'_>| {
                kept += usize::from(keep.is_some_and(|entity| has_primary_key(entity, &T::SCHEMA.key, item)));
                Ok(())
            };
            let answer = self.request.send(db.backend(), &mut each).await?;
            count += if keep.is_some() { kept } else { answer.count };
            self.go_on(answer.next);
        }
        Ok(count)
    }

    /// Whether there is nothing left to return.
    fn is_over(&self) -> bool {
        self.at_end || self.left == Some(0)
    }

    /// Returns where to go on, in this read or another.
    fn cursor(&self) -> Option<Cursor> {
        let position = self.request.position().filter(|_| !self.at_end)?;
        Some(Cursor::new(self.request.fingerprint(self.plan.pattern), position))
    }

    /// Sends one request, and takes the items there is room for.
    async fn step<O: Record + Send>(&mut self, db: &Db<O::Table>, items: &mut Vec<O>) -> Result<()> {
        self.request.set_limit(self.next_limit());
        let before = items.len();
        let mut taker =
            Taker { plan: &self.plan, items, most: self.left.map(|left| before + left), end: None };
        let answer = self.request.send(db.backend(), &mut |item| taker.take(item)).await?;
        let end = taker.end.take();
        self.left = self.left.map(|left| left.saturating_sub(items.len() - before));
        self.go_on(match end {
            Some(End { key, surplus }) => Some(key).filter(|_| surplus || answer.next.is_some()),
            None => answer.next,
        });
        Ok(())
    }

    fn go_on(&mut self, next: Option<Item>) {
        let next = next.filter(|_| !self.plan.one_page);
        self.at_end = next.is_none();
        self.request.set_position(next);
    }

    /// How many items to read next: if all of them are returned, no more than are still wanted.
    fn next_limit(&self) -> Option<u32> {
        let returns_all = !self.request.is_filtered() && self.plan.keep.is_none();
        // The service's member is a signed 32-bit number.
        let most = i32::MAX.unsigned_abs();
        let wanted = self.left.filter(|_| returns_all);
        let wanted = wanted.map(|left| u32::try_from(left).map_or(most, |left| left.min(most)));
        match (wanted, self.plan.page_size) {
            (Some(wanted), Some(page)) => Some(wanted.min(page)),
            (wanted, page) => wanted.or(page),
        }
    }
}

/// Takes the items of one page.
struct Taker<'w, O> {
    plan: &'w Plan,
    items: &'w mut Vec<O>,
    most: Option<usize>,
    end: Option<End>,
}

/// Where the room for items ended.
struct End {
    /// The key of the last item there was room for.
    key: Item,
    /// Whether more came after it.
    surplus: bool,
}

impl<O: Record> Taker<'_, O> {
    fn take(&mut self, item: ItemRef<'_>) -> Result<()> {
        if let Some(end) = &mut self.end {
            end.surplus = true;
            return Ok(());
        }
        if self.plan.keep.is_some_and(|entity| !has_primary_key(entity, &O::Table::SCHEMA.key, item)) {
            return Ok(());
        }
        self.items.push(O::from_item(item)?);
        if self.most == Some(self.items.len()) {
            let key = key_of::<O::Table>(item, self.plan.index.map(|index| &index.key));
            self.end = Some(End { key, surplus: false });
        }
        Ok(())
    }
}

/// Refuses a limit that would return nothing.
pub(crate) fn check_limit(limit: Option<usize>) -> Result<()> {
    match limit {
        Some(0) => Err(Error::validation("a limit of 0 items returns nothing; use at least 1")),
        _ => Ok(()),
    }
}
