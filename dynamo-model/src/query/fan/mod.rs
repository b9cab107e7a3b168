//! Reading the shards of a partition key side by side, merged in the order of the sort keys.

mod order;
mod position;
mod shard;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
pub(super) use order::Order;
use shard::Shard;

use crate::builder::Db;
use crate::entity::{Answered, Readable, Table, key_of};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Found, Further};
use crate::expr::KeyCondition;
use crate::paging::{Cursor, Page, Paged as _, Plan, Walk, hash, hydrate};
use crate::request;
use crate::value::Item;

/// The most requests under way at once.
const MOST_AT_ONCE: usize = 16;

/// A read of several shards under way.
#[derive(Clone)]
pub(super) struct Fan {
    shards: Vec<Shard>,
    plan: Plan,
    order: Order,
    /// The number of the shard whose item was returned last.
    last: Option<usize>,
    /// How many items may still be returned.
    left: Option<usize>,
    /// What a cursor is bound to.
    fingerprint: u64,
}

impl Fan {
    /// Makes the read of the first shard, and of the others with their conditions.
    pub(super) fn new(first: request::Query, others: Vec<KeyCondition>, plan: Plan, order: Order) -> Self {
        let fingerprint = fingerprint(plan.fingerprint, 1 + others.len());
        let other = |condition| request::Query { key_condition: condition, ..first.clone() };
        let requests = std::iter::once(first.clone()).chain(others.into_iter().map(other));
        let shards = requests.enumerate().map(|(number, request)| Shard::new(number, request)).collect();
        Self { shards, plan, order, last: None, left: plan.limit, fingerprint }
    }

    /// Goes on where a page of the same query ended; `same` says what makes two queries the same. As if all were of one
    /// partition, nothing is returned that has come to be before the last item of that page: not in its own shard, which
    /// goes on behind it, and in no other.
    pub(super) fn after(mut self, cursor: &Cursor, same: &str) -> Result<Self> {
        let stand = cursor.open(self.fingerprint, same)?;
        let damaged = || Error::new(ErrorKind::InvalidCursor, "the cursor is damaged");
        for (number, shard) in self.shards.iter_mut().enumerate() {
            let passed = position::read(&stand, number, shard, &self.order).ok_or_else(damaged)?;
            shard.go_on(passed, &self.plan);
        }
        let last = position::last(&stand).ok_or_else(damaged)?;
        let key = self.shards.get(last).and_then(Shard::position).cloned().ok_or_else(damaged)?;
        self.shards.iter_mut().for_each(|shard| shard.leave_out(last, &key));
        self.last = Some(last);
        Ok(self)
    }

    pub(super) fn found(&self) -> Found {
        let further = if self.plan.limit.is_some() { Further::Maybe } else { Further::Never };
        Found { hydrated: self.plan.hydrated, further }
    }

    /// Returns the requests that would be sent next.
    pub(super) fn into_requests(self) -> Vec<request::Query> {
        let (wanted, plan) = (self.wanted(), self.plan);
        let unread = self.shards.into_iter().filter(|shard| !shard.is_read());
        unread.map(|shard| shard.into_request(wanted, &plan)).collect()
    }

    /// Reads until some shard has to be read again or, under a limit, until that is reached.
    pub(super) async fn page<O: Readable + Send>(mut self, db: &Db<O::Table>) -> Result<Page<O>> {
        let mut items = Vec::new();
        self.step(db, &mut items).await?;
        while self.left.is_some() && !self.is_over() {
            self.step(db, &mut items).await?;
        }
        Ok(Page::new(items, self.cursor()))
    }

    /// Reads until some shard has to be read again.
    pub(super) async fn next_page<O: Readable + Send>(&mut self, db: &Db<O::Table>) -> Result<Page<O>> {
        let mut items = Vec::new();
        self.step(db, &mut items).await?;
        Ok(Page::new(items, self.cursor()))
    }

    /// Reads every item that the limit allows.
    pub(super) async fn all<O: Readable + Send>(mut self, db: &Db<O::Table>) -> Result<Vec<O>> {
        // All of it is wanted, so that no shard need wait for another.
        while self.left.is_none() && !self.shards.iter().all(Shard::is_read) {
            self.read(db, |shard| !shard.is_read()).await?;
        }
        let mut items = Vec::new();
        while !self.is_over() {
            self.step(db, &mut items).await?;
        }
        Ok(items)
    }

    /// Counts the items, whatever the limit.
    pub(super) async fn count<T: Table>(mut self, db: &Db<T>) -> Result<usize> {
        let plan = self.plan;
        if self.last.is_none() {
            let walks = self.shards.into_iter().map(|shard| Walk::new(shard.request, plan));
            let counts = stream::iter(walks).map(|walk| walk.count(db)).buffer_unordered(MOST_AT_ONCE);
            return counts.try_fold(0, |sum, count| async move { Ok(sum + count) }).await;
        }
        // What has come to be behind the cursor is told by the items.
        self.left = None;
        let mut count = 0;
        while !self.shards.iter().all(Shard::is_read) {
            self.read(db, |shard| !shard.is_read()).await?;
            count += self.shards.iter_mut().map(Shard::drain).sum::<usize>();
        }
        Ok(count)
    }

    /// Whether there is nothing left to return.
    pub(super) fn is_over(&self) -> bool {
        self.left == Some(0) || self.shards.iter().all(Shard::is_over)
    }

    fn cursor(&self) -> Option<Cursor> {
        let over = self.shards.iter().all(Shard::is_over);
        (!over).then(|| Cursor::new(self.fingerprint, &position::write(&self.shards, self.last, &self.order)))
    }

    /// Returns the items that are known to come next.
    async fn step<O: Readable + Send>(&mut self, db: &Db<O::Table>, items: &mut Vec<O>) -> Result<()> {
        while self.shards.iter().any(Shard::is_dry) {
            self.read(db, Shard::is_dry).await?;
        }
        let before = items.len();
        let taken = self.take::<O::Table>();
        if self.plan.hydrated {
            let keys: Vec<Item> = taken.iter().map(|item| key_of::<O::Table>(item.view(), None)).collect();
            hydrate(db, &keys, self.plan.hiding, items).await?;
        } else {
            let asked = self.shards.first().and_then(|shard| shard.request.projection());
            for item in &taken {
                let answer = Answered { item: item.view(), index: self.plan.index, asked };
                items.push(O::__read(answer)?);
            }
        }
        self.left = self.left.map(|left| left.saturating_sub(items.len() - before));
        Ok(())
    }

    /// Reads on in some of the shards at once.
    async fn read<T: Table>(&mut self, db: &Db<T>, which: fn(&Shard) -> bool) -> Result<()> {
        let (wanted, plan, order) = (self.wanted(), &self.plan, self.order);
        let reads = self.shards.iter_mut().filter(|shard| which(shard));
        let reads: Vec<_> = reads.map(|shard| shard.read(db, wanted, plan, order)).collect();
        stream::iter(reads).buffer_unordered(MOST_AT_ONCE).try_collect::<()>().await
    }

    /// How many items to read of a shard under a limit: twice its even share, so that it is rarely read twice, and not much
    /// is read in vain.
    fn wanted(&self) -> Option<u32> {
        let left = self.left?;
        let share = left.div_ceil(self.shards.len().max(1)).saturating_mul(2).saturating_add(1);
        Some(u32::try_from(share.min(left)).unwrap_or(u32::MAX))
    }

    /// Takes items in order, as long as there is room and every shard has its next.
    fn take<T: Table>(&mut self) -> Vec<Item> {
        let (index, room) = (self.plan.index.map(|index| &index.key), self.left.unwrap_or(usize::MAX));
        let mut taken = Vec::new();
        while taken.len() < room && !self.shards.iter().any(Shard::is_dry) {
            let Some(number) = self.next() else { break };
            let Some(item) = self.shards.get_mut(number).and_then(|shard| shard.take::<T>(index)) else {
                break;
            };
            taken.push(item);
            self.last = Some(number);
        }
        taken
    }

    /// Finds the shard whose next item comes first.
    fn next(&self) -> Option<usize> {
        let heads = self.shards.iter().filter_map(Shard::next);
        heads.min_by(|left, right| self.order.compare(*left, *right)).map(|(number, _)| number)
    }
}

/// Hashes what decides the answer: the request of the first shard, and how many there are.
fn fingerprint(first: u64, shards: usize) -> u64 {
    hash(format!("{first} and its {shards} shards").as_bytes())
}
