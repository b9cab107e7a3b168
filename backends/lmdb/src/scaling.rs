//! How the throughput of a table or a global index went up and down, and how often it may.

use dynamo_model::request::{BillingMode, Throughput, WarmThroughput};

/// What an on-demand table can serve at once.
const ON_DEMAND: Throughput = Throughput { read: 12_000, write: 4_000 };
/// So many decreases a day are free; each further one waits an hour after the last.
const FREE_DECREASES: u64 = 4;
/// So often within a day a table becomes an on-demand one.
const MOST_SWITCHES: usize = 4;
const HOUR: u64 = 60 * 60 * 1000;
const DAY: u64 = 24 * HOUR;

/// The throughput of one table or index over time. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scaling {
    /// What it can serve at once, which never shrinks.
    pub(crate) warm: Throughput,
    pub(crate) decreased: Option<Decreased>,
}

/// The last decrease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decreased {
    pub(crate) at: u64,
    /// How many there were that day, with this one. A day begins at midnight, UTC.
    pub(crate) times: u64,
}

impl Scaling {
    /// Starts with a throughput, or none if it is paid for by request.
    pub(crate) fn new(throughput: Option<Throughput>) -> Self {
        Self { warm: throughput.unwrap_or(ON_DEMAND), decreased: None }
    }

    /// Serves more at once from now on.
    pub(crate) fn warmed(self, wanted: WarmThroughput) -> Self {
        Self { warm: wanted.over(self.warm), ..self }
    }

    /// Notes a change.
    pub(crate) fn change(&mut self, from: Option<Throughput>, to: Option<Throughput>, now: u64) {
        let warm = to.unwrap_or(ON_DEMAND);
        self.warm.read = self.warm.read.max(warm.read);
        self.warm.write = self.warm.write.max(warm.write);
        if is_decrease(from, to) {
            self.decreased = Some(Decreased { at: now, times: self.decreases_today(now).saturating_add(1) });
        }
    }

    /// Returns how often it was decreased on the day of `now`.
    pub(crate) fn decreases_today(&self, now: u64) -> u64 {
        self.decreased.filter(|last| last.at / DAY == now / DAY).map_or(0, |last| last.times)
    }

    /// Whether a change may be made now.
    pub(crate) fn allows(&self, from: Option<Throughput>, to: Option<Throughput>, now: u64) -> bool {
        let is_late = || self.decreased.is_none_or(|last| now >= last.at.saturating_add(HOUR));
        !is_decrease(from, to) || self.decreases_today(now) < FREE_DECREASES || is_late()
    }
}

/// The times at which a provisioned table became an on-demand one, as far back as they count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Switches(Vec<u64>);

impl Switches {
    pub(crate) fn new(times: Vec<u64>) -> Self {
        Self(times)
    }

    pub(crate) fn times(&self) -> &[u64] {
        &self.0
    }

    /// Whether another one may be made now.
    pub(crate) fn allow(&self, now: u64) -> bool {
        self.0.iter().filter(|at| counts(**at, now)).count() < MOST_SWITCHES
    }

    /// Notes one.
    pub(crate) fn note(&mut self, now: u64) {
        self.0.retain(|at| counts(*at, now));
        self.0.push(now);
    }
}

fn counts(at: u64, now: u64) -> bool {
    now < at.saturating_add(DAY)
}

/// Whether less is reserved than before, of reads or of writes.
fn is_decrease(from: Option<Throughput>, to: Option<Throughput>) -> bool {
    from.zip(to).is_some_and(|(from, to)| to.read < from.read || to.write < from.write)
}

/// Returns what a billing mode reserves.
pub(crate) fn reserved(billing: BillingMode) -> Option<Throughput> {
    match billing {
        BillingMode::OnDemand => None,
        BillingMode::Provisioned(throughput) => Some(throughput),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A midnight.
    const MIDNIGHT: u64 = 20_000 * DAY;

    fn units(read: u64, write: u64) -> Option<Throughput> {
        Some(Throughput { read, write })
    }

    /// Decreases a throughput at every time at which that is allowed, and says which those are.
    fn allowed(times: impl IntoIterator<Item = u64>) -> Vec<u64> {
        let mut scaling = Scaling::new(units(5, 5));
        let mut allowed = Vec::new();
        for now in times {
            if scaling.allows(units(5, 5), units(4, 5), now) {
                scaling.change(units(5, 5), units(4, 5), now);
                allowed.push(now);
            }
        }
        allowed
    }

    #[test]
    fn a_day_has_27_decreases_if_the_first_four_are_in_its_first_hour() {
        let minutes = |count: u64| (0..count).map(|minute| MIDNIGHT + minute * 60_000);
        assert_eq!(allowed(minutes(60)).len(), 4);
        assert_eq!(allowed(minutes(24 * 60)).len(), 27);
    }

    #[test]
    fn after_four_decreases_each_waits_an_hour_after_the_last() {
        let first = MIDNIGHT + 5 * HOUR;
        let times = [0, 0, 0, 0, HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR].map(|after| first + after);
        assert_eq!(allowed(times), [0, 0, 0, 0, HOUR, 2 * HOUR].map(|after| first + after));
    }

    #[test]
    fn a_new_day_starts_to_count_anew() {
        let late = MIDNIGHT - 1;
        assert_eq!(allowed([late, late, late, late, late, MIDNIGHT, MIDNIGHT]).len(), 6);
    }

    #[test]
    fn only_less_of_something_is_a_decrease() {
        let mut scaling = Scaling::new(units(5, 5));
        for (from, to, decreases) in [
            (units(5, 5), units(6, 5), 0),
            (units(6, 5), units(6, 5), 0),
            (units(6, 5), units(9, 4), 1),
            (units(9, 4), None, 1),
            (None, units(1, 1), 1),
            (units(2, 2), units(1, 1), 2),
        ] {
            scaling.change(from, to, MIDNIGHT);
            assert_eq!(scaling.decreases_today(MIDNIGHT), decreases, "{from:?} {to:?}");
        }
    }

    #[test]
    fn what_is_warm_stays_warm() {
        let mut scaling = Scaling::new(units(5, 90_000));
        scaling.change(units(5, 90_000), units(7, 1), MIDNIGHT);
        assert_eq!(Some(scaling.warm), units(7, 90_000));
        scaling.change(units(7, 1), None, MIDNIGHT);
        assert_eq!(Some(scaling.warm), units(12_000, 90_000));
    }

    #[test]
    fn a_day_has_four_switches_whenever_it_begins() {
        let mut switches = Switches::default();
        let times = [0, 1, 2, 3].map(|hour| MIDNIGHT + hour * HOUR);
        for now in times {
            assert!(switches.allow(now));
            switches.note(now);
        }
        assert!(!switches.allow(MIDNIGHT + DAY - 1));
        assert!(switches.allow(MIDNIGHT + DAY));
        switches.note(MIDNIGHT + DAY);
        assert!(!switches.allow(MIDNIGHT + DAY + HOUR - 1));
        assert_eq!(switches.times().len(), 4);
    }
}
