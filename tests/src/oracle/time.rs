//! Time, which passes when somebody says so, and what it takes away.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Oracle, Stream, time_to_live};

/// How long stream records, and streams that have ended, are kept.
pub(super) const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long the token of a transaction is remembered.
const TOKEN: Duration = Duration::from_secs(10 * 60);

/// How much had to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Items that had expired.
    pub items: usize,
    /// Stream records that were older than a day.
    pub records: usize,
}

impl Oracle {
    /// Makes a service without tables, at a time.
    #[must_use]
    pub fn at(time: SystemTime) -> Self {
        Self { now: time.duration_since(UNIX_EPOCH).unwrap_or_default(), ..Self::default() }
    }

    /// Returns what time it is.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        UNIX_EPOCH + self.now
    }

    /// Lets time pass. Nothing goes by that alone, except tokens.
    pub fn advance(&mut self, by: Duration) {
        self.now += by;
        let now = self.now;
        self.done.retain(|_, done| done.at + TOKEN > now);
        let open = self.tables.values_mut().filter_map(|table| table.stream.as_mut());
        self.ended_streams.iter_mut().chain(open).for_each(|stream| stream.advance(now));
    }

    /// Deletes what has expired by now: items, records of streams, and streams.
    pub fn sweep(&mut self) -> Swept {
        let now = self.now;
        let mut swept = Swept::default();
        for table in self.tables.values_mut() {
            swept.items += time_to_live::expire(table, now);
        }
        self.ended_streams.retain(|stream| !stream.is_gone());
        let open = self.tables.values_mut().filter_map(|table| table.stream.as_mut());
        swept.records = self.ended_streams.iter_mut().chain(open).map(Stream::trim).sum();
        swept
    }
}
