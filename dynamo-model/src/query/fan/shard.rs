use std::collections::VecDeque;

use super::order::{Order, Placed};
use crate::builder::Db;
use crate::entity::{Table, key_of};
use crate::error::Result;
use crate::paging::{Paged as _, Plan};
use crate::request;
use crate::schema::KeyAttributes;
use crate::value::{Item, ItemRef};

/// How far one shard was read.
#[derive(Clone)]
pub(super) struct Shard {
    number: usize,
    /// The request that reads on.
    pub(super) request: request::Query,
    /// What was read and is not returned yet.
    ahead: VecDeque<Item>,
    /// The last item that was returned, or that was put behind what was: another query goes on there.
    passed: Option<Item>,
    /// Where the pages begin that `ahead` was read from: all before it was returned or left out.
    reached: Option<Item>,
    /// What was returned last of all the shards, before this query, and its shard if that is another.
    before: Option<(usize, Item)>,
    /// Whether everything was read.
    at_end: bool,
    /// How often it was read from.
    reads: u32,
}

impl Shard {
    pub(super) fn new(number: usize, request: request::Query) -> Self {
        Self {
            number,
            request,
            ahead: VecDeque::new(),
            passed: None,
            reached: None,
            before: None,
            at_end: false,
            reads: 0,
        }
    }

    /// Goes on behind an item of its own, if another query has returned one. The service does not take the key back of the
    /// only item there can be.
    pub(super) fn go_on(&mut self, passed: Option<Item>, plan: &Plan) {
        self.at_end = plan.one_page && passed.is_some();
        self.passed.clone_from(&passed);
        self.request.set_position(passed);
    }

    /// Leaves out what other shards have gone past.
    pub(super) fn leave_out(&mut self, number: usize, key: &Item) {
        self.before = (number != self.number).then(|| (number, key.clone()));
    }

    /// Returns the key of the last item that was returned or left out before.
    pub(super) fn position(&self) -> Option<&Item> {
        self.passed.as_ref()
    }

    /// Returns the key that another query goes on after, unless it starts anew. What a filter has left out is not read again
    /// as far as it comes before the last item of all; behind that, others may come to be.
    pub(super) fn resumes_after(&self, last: Option<Placed<'_>>, order: &Order) -> Option<&Item> {
        let (passed, reached) = (self.passed.as_ref(), self.reached.as_ref());
        let is_behind = |key: &Item| {
            passed.is_none_or(|passed| order.compare(self.placed(passed), self.placed(key)).is_lt())
        };
        let is_before = |key: &Item| last.is_some_and(|last| order.compare(self.placed(key), last).is_lt());
        reached.filter(|key| is_behind(key) && is_before(key)).or(passed)
    }

    fn placed<'i>(&self, key: &'i Item) -> Placed<'i> {
        (self.number, key.view())
    }

    /// Whether nothing is left to read.
    pub(super) fn is_read(&self) -> bool {
        self.at_end
    }

    /// Whether nothing is left to return.
    pub(super) fn is_over(&self) -> bool {
        self.at_end && self.ahead.is_empty()
    }

    /// Whether it has to be read to know its next item.
    pub(super) fn is_dry(&self) -> bool {
        !self.at_end && self.ahead.is_empty()
    }

    /// Returns the item that it returns next, if that is known.
    pub(super) fn next(&self) -> Option<Placed<'_>> {
        self.ahead.front().map(|item| (self.number, item.view()))
    }

    /// Returns the request that would be sent next.
    pub(super) fn into_request(mut self, wanted: Option<u32>, plan: &Plan) -> request::Query {
        self.limit_request(wanted, plan);
        self.request
    }

    /// Says how many items to read next. What is left out makes that more than `wanted`, the more the longer it lasts.
    fn limit_request(&mut self, wanted: Option<u32>, plan: &Plan) {
        let leaves_out = self.request.is_filtered() || !plan.keep.is_all() || self.before.is_some();
        let more = if leaves_out { self.reads.min(u32::BITS - 1) } else { 0 };
        let most = i32::MAX.unsigned_abs();
        let wanted = wanted.map(|items| items.saturating_mul(1 << more).min(most));
        self.request.set_limit(wanted.into_iter().chain(plan.page_size()).min());
    }

    /// Reads on.
    pub(super) async fn read<T: Table>(
        &mut self,
        db: &Db<T>,
        wanted: Option<u32>,
        plan: &Plan,
        order: Order,
    ) -> Result<()> {
        self.limit_request(wanted, plan);
        if self.ahead.is_empty() {
            self.reached = self.request.position().cloned();
        }
        let (keep, index, number) = (plan.keep, plan.index.map(|index| &index.key), self.number);
        let Self { ahead, passed, before, .. } = self;
        let mut each = |item: ItemRef<'_>| {
            let is_behind =
                |(other, key): &(usize, Item)| order.compare((number, item), (*other, key.view())).is_lt();
            if before.as_ref().is_some_and(is_behind) {
                *passed = Some(key_of::<T>(item, index));
            } else if keep.takes::<T>(item) {
                ahead.push_back(item.to_item());
            }
            Ok(())
        };
        let answer = self.request.send(db.backend(), &mut each).await?;
        let next = answer.next.filter(|_| !plan.one_page);
        self.reads += 1;
        self.at_end = next.is_none();
        self.request.set_position(next);
        Ok(())
    }

    /// Takes the next item.
    pub(super) fn take<T: Table>(&mut self, index: Option<&KeyAttributes>) -> Option<Item> {
        let item = self.ahead.pop_front()?;
        self.passed = Some(key_of::<T>(item.view(), index));
        Some(item)
    }

    /// Forgets what was read, and returns how much it was.
    pub(super) fn drain(&mut self) -> usize {
        std::mem::take(&mut self.ahead).len()
    }
}
