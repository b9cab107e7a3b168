//! When the requests of a read are sent so that they consume no more than so much a second.

use std::time::Duration;

/// The part of a second's units that one request shall consume: small, so that consumption is smooth.
const SHARE: f64 = 0.25;
/// What an item is taken to consume before any was read, and where the service does not say what was consumed: 4 KB,
/// eventually consistent.
const FIRST_GUESS: f64 = 0.5;

/// A plan of requests. It knows no clock: whoever asks says what time it is.
#[derive(Debug)]
pub(super) struct Budget {
    /// Units a second.
    rate: f64,
    /// When what was consumed so far is paid for.
    free_at: Duration,
    /// What the next request is expected to consume.
    expected: f64,
    /// How many items to read at once.
    most_items: u32,
}

/// A request that was planned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned {
    /// How long to wait before it is sent.
    pub(super) wait: Duration,
    units: f64,
}

impl Budget {
    pub(super) fn new(units_per_second: u32) -> Self {
        let rate = f64::from(units_per_second.max(1));
        let expected = (rate * SHARE).max(FIRST_GUESS);
        Self { rate, free_at: Duration::ZERO, expected, most_items: items(expected / FIRST_GUESS) }
    }

    /// Returns how many items to read at once.
    pub(super) fn most_items(&self) -> u32 {
        self.most_items
    }

    /// Plans one request: it is sent when those before it are paid for.
    pub(super) fn plan(&mut self, now: Duration) -> Planned {
        let start = self.free_at.max(now);
        self.free_at = start.saturating_add(self.time(self.expected));
        Planned { wait: start.saturating_sub(now), units: self.expected }
    }

    /// Takes note of what a planned request has consumed, 0 if that is not known, and of how many items it has read for that.
    pub(super) fn settle(&mut self, planned: Planned, consumed: f64, read: usize) {
        let read = f64::from(u32::try_from(read).unwrap_or(u32::MAX));
        let consumed = if consumed > 0.0 { consumed } else { FIRST_GUESS * read.max(1.0) };
        let (more, less) = (consumed - planned.units, planned.units - consumed);
        self.free_at = self.free_at.saturating_add(self.time(more)).saturating_sub(self.time(less));
        self.expected = consumed;
        if read > 0.0 {
            let share = (self.rate * SHARE).max(FIRST_GUESS);
            self.most_items = items(read * share / consumed);
        }
    }

    /// The time it takes to earn so many units; none for less than nothing.
    fn time(&self, units: f64) -> Duration {
        Duration::try_from_secs_f64(units.max(0.0) / self.rate).unwrap_or(Duration::MAX)
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is brought into range before"
)]
fn items(wanted: f64) -> u32 {
    wanted.clamp(1.0, f64::from(i32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Sends requests as planned, one after the other, until `end`; `read` says what one of so many items consumes.
    fn run(budget: &mut Budget, end: Duration, consume: impl Fn(u32) -> f64) -> Vec<(Duration, f64)> {
        let (mut now, mut sent) = (Duration::ZERO, Vec::new());
        while now < end {
            let items = budget.most_items();
            let planned = budget.plan(now);
            now += planned.wait;
            let consumed = consume(items);
            budget.settle(planned, consumed, items as usize);
            sent.push((now, consumed));
        }
        sent
    }

    #[test]
    fn consumption_stays_under_the_rate_in_the_long_run() {
        for (rate, per_item) in [(10, 0.5), (1, 0.5), (1000, 0.02), (25, 7.5), (100, 50.0)] {
            let sent = run(&mut Budget::new(rate), SECOND * 1000, |items| f64::from(items) * per_item);
            let last = sent.last().map_or(0.0, |(_, units)| *units);
            let sum: f64 = sent.iter().map(|(_, units)| units).sum();
            assert!(sum - last <= f64::from(rate) * 1000.0 * 1.001, "{rate} {per_item}: {sum}");
            assert!(sum >= f64::from(rate) * 1000.0 * 0.99, "{rate} {per_item}: {sum}");
        }
    }

    #[test]
    fn no_second_takes_much_more_than_its_share() {
        let sent = run(&mut Budget::new(100), SECOND * 60, |items| f64::from(items) * 0.5);
        for (start, _) in &sent {
            let second = sent.iter().filter(|(at, _)| at >= start && *at < *start + SECOND);
            let sum: f64 = second.map(|(_, units)| units).sum();
            assert!(sum <= 125.0, "{sum}");
        }
    }

    #[test]
    fn what_says_not_what_it_consumes_is_read_at_the_rate_of_small_items() {
        let mut budget = Budget::new(10);
        let sent = run(&mut budget, SECOND * 1000, |_| 0.0);
        let items = usize::try_from(budget.most_items()).unwrap() * sent.len();
        assert!((19_000..=21_000).contains(&items), "20 items a second are 10 units: {items}");
    }

    #[test]
    fn requests_planned_together_are_sent_one_after_the_other() {
        let mut budget = Budget::new(10);
        let waits: Vec<Duration> = (0..4).map(|_| budget.plan(Duration::ZERO).wait).collect();
        assert_eq!(waits, [0, 250, 500, 750].map(Duration::from_millis));
    }

    #[test]
    fn an_idle_time_earns_nothing() {
        let mut budget = Budget::new(10);
        assert_eq!(budget.plan(SECOND * 60).wait, Duration::ZERO);
        assert_eq!(budget.plan(SECOND * 60).wait, Duration::from_millis(250));
    }

    #[test]
    fn pages_grow_and_shrink_to_a_quarter_of_a_second() {
        let mut budget = Budget::new(100);
        for (per_item, wanted) in [(0.05, 500), (5.0, 5), (400.0, 1)] {
            run(&mut budget, SECOND, |items| f64::from(items) * per_item);
            assert_eq!(budget.most_items(), wanted);
        }
    }
}
