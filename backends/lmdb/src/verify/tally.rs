//! Counting rows, to compare them with their counters.

use std::fmt::Display;

use super::check::Check;
use crate::store::Stats;

/// How many rows a table or index has and how large they are, if all could be read.
#[derive(Debug)]
pub(super) struct Tally {
    stats: Stats,
    is_whole: bool,
}

impl Tally {
    pub(super) fn new() -> Self {
        Self { stats: Stats::default(), is_whole: true }
    }

    pub(super) fn add(&mut self, size: usize) {
        self.stats.count += 1;
        self.stats.bytes += u64::try_from(size).unwrap_or(u64::MAX);
    }

    /// Notes that a row could not be read: nothing can be said of the sum any more.
    pub(super) fn add_unreadable(&mut self) {
        self.is_whole = false;
    }

    /// Requires that the counters of an id say the same.
    pub(super) fn compare(&self, check: &mut Check<'_>, id: u32, place: impl Display) {
        let Some(counted) = check.read(|| &place, check.snapshot.stats(id)) else { return };
        let found = self.stats;
        if self.is_whole && counted != found {
            check.problem(
                place,
                format_args!(
                    "it has rows: {}, bytes: {}; and is counted as rows: {}, bytes: {}",
                    found.count, found.bytes, counted.count, counted.bytes
                ),
            );
        }
    }
}
