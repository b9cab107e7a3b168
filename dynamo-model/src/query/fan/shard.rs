use std::collections::VecDeque;

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
    /// The request that reads on.
    pub(super) request: request::Query,
    /// What was read and is not returned yet.
    ahead: VecDeque<Item>,
    /// Where another query goes on: behind what was returned.
    returned: Option<Item>,
    /// Whether everything was read.
    at_end: bool,
    /// How often it was read from.
    reads: u32,
}

impl Shard {
    pub(super) fn new(request: request::Query) -> Self {
        Self { request, ahead: VecDeque::new(), returned: None, at_end: false, reads: 0 }
    }

    /// Goes on where another query stood.
    pub(super) fn go_on(&mut self, position: Position) {
        match position {
            Position::Start => {}
            Position::At(key) => {
                self.returned = Some(key.clone());
                self.request.set_position(Some(key));
            }
            Position::End => self.at_end = true,
        }
    }

    pub(super) fn position(&self) -> Position {
        match &self.returned {
            _ if self.is_over() => Position::End,
            Some(key) => Position::At(key.clone()),
            None => Position::Start,
        }
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

    pub(super) fn next(&self) -> Option<&Item> {
        self.ahead.front()
    }

    /// Reads on. What is left out makes the next request larger than `wanted`.
    pub(super) async fn read<T: Table>(
        &mut self,
        db: &Db<T>,
        wanted: Option<u32>,
        plan: &Plan,
    ) -> Result<()> {
        let keep = plan.keep;
        let more =
            if self.request.is_filtered() || !keep.is_all() { self.reads.min(u32::BITS - 1) } else { 0 };
        let most = i32::MAX.unsigned_abs();
        let wanted = wanted.map(|items| items.saturating_mul(1 << more).min(most));
        let page_size = self.request.limit;
        self.request.set_limit(wanted.into_iter().chain(page_size).min());
        let ahead = &mut self.ahead;
        let mut each = |item: ItemRef<'_>| {
            if keep.takes::<T>(item) {
                ahead.push_back(item.to_item());
            }
            Ok(())
        };
        let answer = self.request.send(db.backend(), &mut each).await?;
        let next = answer.next.filter(|_| !plan.one_page);
        self.request.set_limit(page_size);
        self.reads += 1;
        self.at_end = next.is_none();
        self.request.set_position(next);
        self.pass_what_was_left_out();
        Ok(())
    }

    /// Takes the next item.
    pub(super) fn take<T: Table>(&mut self, index: Option<&KeyAttributes>) -> Option<Item> {
        let item = self.ahead.pop_front()?;
        self.returned = Some(key_of::<T>(item.view(), index));
        self.pass_what_was_left_out();
        Some(item)
    }

    /// Once all that was read is returned, another query need not read again what was left out.
    fn pass_what_was_left_out(&mut self) {
        if self.ahead.is_empty() {
            self.returned = self.request.position().cloned();
        }
    }
}

/// Where a shard is read on.
pub(super) enum Position {
    Start,
    At(Item),
    End,
}
