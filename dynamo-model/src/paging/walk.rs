//! Reading page after page, as far as was asked.

use super::{Cursor, Keep, Pace, Page, Paged, Planned, ReadsOn};
use crate::builder::{Db, fetch};
use crate::entity::{Answered, Hiding, Readable, Table, key_of};
use crate::error::{Error, Result};
use crate::explain::{Found, Further};
use crate::expr::Projection;
use crate::request::Capacity;
use crate::schema::IndexSchema;
use crate::value::{Item, ItemRef};

/// What a read in pages asks for beyond its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// The index it reads; `None` for the table itself.
    pub(crate) index: Option<&'static IndexSchema>,
    /// What a cursor is bound to: a hash of everything that decides which items there are, and in which order. What is
    /// hidden is not part of it, as that changes from page to page.
    pub(crate) fingerprint: u64,
    /// The most items to return.
    pub(crate) limit: Option<usize>,
    /// The most items to read at once.
    pub(crate) page_size: Option<u32>,
    /// Which items to return, where the service cannot be asked to leave out others.
    pub(crate) keep: Keep,
    /// What is hidden of the items that are read from the table, because an index only says which there are.
    pub(crate) hiding: Option<Hiding>,
    /// Whether the first page is the last: the service gives a key to go on from after a query of one whole key, but does
    /// not take it back.
    pub(crate) one_page: bool,
    /// Whether the index only says which items there are, and they are then read from the table.
    pub(crate) hydrated: bool,
}

impl Plan {
    /// Returns how many items to read at once: of an index without them, as many as are then read from the table in one
    /// request, or its page would stand for many megabytes of items.
    pub(crate) fn page_size(&self) -> Option<u32> {
        self.page_size.or_else(|| self.hydrated.then_some(MOST_HYDRATED))
    }

    /// Returns what to ask for of each item; everything if `None`. An index that is hydrated holds little besides keys.
    pub(crate) fn projection<O: Readable>(&self) -> Option<Projection> {
        if self.hydrated { None } else { O::__projection(self.index, true) }
    }
}

/// The most items of the table that one request reads by their keys.
const MOST_HYDRATED: u32 = 100;

/// A read under way: where it stands, and how much is left of it.
#[derive(Clone)]
pub(crate) struct Walk<R> {
    request: R,
    plan: Plan,
    pace: Option<Pace>,
    /// How many items may still be returned.
    left: Option<usize>,
    /// Whether everything has been read.
    at_end: bool,
}

/// How many items room is made for before any is there.
const MOST_EXPECTED: usize = 100;

impl<R: Paged> Walk<R> {
    pub(crate) fn new(request: R, plan: Plan) -> Self {
        Self { request, plan, pace: None, left: plan.limit, at_end: false }
    }

    /// Spreads the requests over time.
    pub(crate) fn at_pace(mut self, pace: Option<Pace>) -> Self {
        self.pace = pace;
        self
    }

    /// What becomes of the items that a page finds, and whether awaiting goes on after it.
    pub(crate) fn found(&self) -> Found {
        let further = match self.left.filter(|_| !self.plan.one_page) {
            None => Further::Never,
            Some(wanted) if self.returns_all() && self.asks_for(wanted) => Further::IfCut,
            Some(_) => Further::Maybe,
        };
        Found { hydrated: self.plan.hydrated, further }
    }

    /// Whether one request may ask for so many items.
    fn asks_for(&self, items: usize) -> bool {
        let most = [self.plan.page_size(), self.pace.as_ref().map(Pace::most_items)];
        most.into_iter().flatten().all(|most| usize::try_from(most).is_ok_and(|most| items <= most))
    }

    /// Whether all items that are read are returned.
    fn returns_all(&self) -> bool {
        !self.request.is_filtered() && self.plan.keep.is_all() && !self.plan.hydrated
    }

    /// Returns the request that would be sent next.
    pub(crate) fn into_request(mut self) -> R {
        self.limit_request();
        self.request
    }

    /// Changes the request before it is sent.
    pub(crate) fn request_mut(&mut self) -> &mut R {
        &mut self.request
    }

    /// Reads one request's worth of items or, under a limit, as many as the limit allows.
    pub(crate) async fn page<O: Readable + Send>(mut self, db: &Db<O::Table>) -> Result<Page<O>> {
        let expected = self.left.filter(|limit| *limit <= MOST_EXPECTED).unwrap_or_default();
        let mut items = Vec::with_capacity(expected);
        self.step(db, &mut items).await?;
        while self.left.is_some() && !self.is_over() {
            self.step(db, &mut items).await?;
        }
        Ok(Page::new(items, self.cursor()))
    }

    /// Reads every item that the limit allows.
    pub(crate) async fn all<O: Readable + Send>(mut self, db: &Db<O::Table>) -> Result<Vec<O>> {
        let mut items = Vec::new();
        while !self.is_over() {
            self.step(db, &mut items).await?;
        }
        Ok(items)
    }

    /// Counts the items, whatever the limit.
    pub(crate) async fn count<T: Table>(mut self, db: &Db<T>) -> Result<usize> {
        if self.plan.keep.is_all() {
            self.request.count_only();
        }
        self.left = None;
        // The index is enough to count by.
        self.plan.hydrated = false;
        let mut count = 0;
        while !self.at_end {
            self.limit_request();
            let mut kept = 0;
            let keep = self.plan.keep;
            let mut each = |item: ItemRef<'_>| {
                kept += usize::from(keep.takes::<T>(item));
                Ok(())
            };
            let planned = self.wait().await;
            let answer = self.request.send(db.backend(), &mut each).await?;
            self.settle(planned, answer.consumed, answer.scanned);
            count += if keep.is_all() { answer.count } else { kept };
            self.go_on(answer.next);
        }
        Ok(count)
    }

    /// Returns where to go on, in this read or another.
    fn cursor(&self) -> Option<Cursor> {
        let position = self.request.position().filter(|_| !self.at_end)?;
        Some(Cursor::new(self.plan.fingerprint, position))
    }

    /// Sends one request, and takes the items there is room for.
    async fn step<O: Readable + Send>(&mut self, db: &Db<O::Table>, items: &mut Vec<O>) -> Result<()> {
        self.limit_request();
        let (before, mut keys) = (items.len(), Vec::new());
        let sink = if self.plan.hydrated { Sink::Keys(&mut keys) } else { Sink::Items(items) };
        let mut taker =
            Taker { plan: &self.plan, asked: self.request.projection(), sink, room: self.left, end: None };
        let planned = self.wait().await;
        let answer = self.request.send(db.backend(), &mut |item| taker.take(item)).await?;
        let next = match taker.end {
            Some(End { key, surplus }) => Some(key).filter(|_| surplus || answer.next.is_some()),
            None => answer.next,
        };
        let fetched = hydrate(db, &keys, self.plan.hiding, items).await?;
        self.settle(planned, answer.consumed + fetched, answer.scanned);
        self.left = self.left.map(|left| left.saturating_sub(items.len() - before));
        self.go_on(next);
        Ok(())
    }

    /// Waits until the next request may be sent.
    async fn wait(&self) -> Option<Planned> {
        match &self.pace {
            Some(pace) => Some(pace.wait().await),
            None => None,
        }
    }

    fn settle(&self, planned: Option<Planned>, consumed: Capacity, read: usize) {
        if let (Some(pace), Some(planned)) = (&self.pace, planned) {
            pace.settle(planned, consumed, read);
        }
    }

    fn go_on(&mut self, next: Option<Item>) {
        let next = next.filter(|_| !self.plan.one_page);
        self.at_end = next.is_none();
        self.request.set_position(next);
    }

    /// Says how many items to read next: if all of them are returned, no more than are still wanted.
    fn limit_request(&mut self) {
        let returns_all = !self.request.is_filtered() && self.plan.keep.is_nearly_all();
        // The service's member is a signed 32-bit number.
        let most = i32::MAX.unsigned_abs();
        let wanted = self.left.filter(|_| returns_all);
        let wanted = wanted.map(|left| u32::try_from(left).map_or(most, |left| left.min(most)));
        let paced = self.pace.as_ref().map(Pace::most_items);
        self.request.set_limit([wanted, self.plan.page_size(), paced].into_iter().flatten().min());
    }
}

impl<R: Paged> ReadsOn for Walk<R> {
    fn is_over(&self) -> bool {
        self.at_end || self.left == Some(0)
    }

    async fn next_page<O: Readable + Send>(&mut self, db: &Db<O::Table>) -> Result<Page<O>> {
        let mut items = Vec::new();
        self.step(db, &mut items).await?;
        Ok(Page::new(items, self.cursor()))
    }
}

/// Reads the items with these keys from the table, and returns what that consumed. One that was deleted since the index had
/// it is left out, and so is one that has come to be hidden.
pub(crate) async fn hydrate<O: Readable>(
    db: &Db<O::Table>,
    keys: &[Item],
    hiding: Option<Hiding>,
    items: &mut Vec<O>,
) -> Result<Capacity> {
    if keys.is_empty() {
        return Ok(Capacity::default());
    }
    let asked = O::__projection(None, true);
    let found = fetch(db, keys, asked.as_ref()).await?;
    let found_items = keys.iter().filter_map(|key| found.items.get(key.as_bytes()));
    for item in found_items.filter(|item| hiding.is_none_or(|hiding| !hiding.hides(item.view()))) {
        items.push(O::__read(Answered::of_table(item.view(), asked.as_ref()))?);
    }
    Ok(found.consumed)
}

/// Takes the items of one page.
struct Taker<'w, O> {
    plan: &'w Plan,
    /// What was asked for of each item.
    asked: Option<&'w Projection>,
    sink: Sink<'w, O>,
    /// How many more items there is room for.
    room: Option<usize>,
    end: Option<End>,
}

/// What is taken of an item.
enum Sink<'w, O> {
    /// All of it.
    Items(&'w mut Vec<O>),
    /// Its primary key.
    Keys(&'w mut Vec<Item>),
}

/// Where the room for items ended.
struct End {
    /// The key of the last item there was room for.
    key: Item,
    /// Whether more came after it.
    surplus: bool,
}

impl<O: Readable> Taker<'_, O> {
    fn take(&mut self, item: ItemRef<'_>) -> Result<()> {
        if let Some(end) = &mut self.end {
            end.surplus = true;
            return Ok(());
        }
        if !self.plan.keep.takes::<O::Table>(item) {
            return Ok(());
        }
        match &mut self.sink {
            Sink::Items(items) => {
                items.push(O::__read(Answered { item, index: self.plan.index, asked: self.asked })?)
            }
            Sink::Keys(keys) => keys.push(key_of::<O::Table>(item, None)),
        }
        self.room = self.room.map(|room| room.saturating_sub(1));
        if self.room == Some(0) {
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
