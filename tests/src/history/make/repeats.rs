//! Writes that come again soon: many of them change nothing.

use super::Maker;
use crate::history::Step;

/// How many are remembered.
const MOST: usize = 6;

impl Maker {
    pub(super) fn repeat(&mut self) -> Option<Step> {
        let place = self.rng.usize(..MOST);
        self.recent.get(place).cloned()
    }

    /// Remembers a write for a while. One with a token says by itself when it comes again.
    pub(super) fn remember(&mut self, step: &Step) {
        let is_write = match step {
            Step::Put(_) | Step::Update(_) | Step::BatchWrite(_) => true,
            Step::TransactWrite(request) => request.token.is_none(),
            _ => false,
        };
        if is_write {
            self.recent.truncate(MOST - 1);
            self.recent.insert(0, step.clone());
        }
    }
}
