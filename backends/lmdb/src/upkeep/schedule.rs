use std::sync::Arc;
use std::time::{Duration, Instant};

use dynamo_model::Result;

use super::{can_drop, can_expire, can_fill};
use crate::store::Catalog;
use crate::worker::Shared;

/// How long to leave work alone that has failed.
const PAUSE: Duration = Duration::from_secs(1);
/// How long to leave rows alone that a read may still look for; most reads are shorter.
const LINGER: Duration = Duration::from_millis(1);

/// The kinds of work. They take turns, and one that fails holds up none of the others: dropping rows may make the room that
/// filling an index lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Drop,
    Fill,
    Sweep,
}

/// Which kinds of work there are to do.
#[derive(Clone, Copy, Debug)]
struct Demand {
    drop: bool,
    fill: bool,
    sweep: bool,
}

impl Demand {
    fn of(catalog: &Catalog) -> Self {
        Self { drop: can_drop(catalog), fill: can_fill(catalog), sweep: can_expire(catalog) }
    }

    fn asks_for(self, work: Work) -> bool {
        match work {
            Work::Drop => self.drop,
            Work::Fill => self.fill,
            Work::Sweep => self.sweep,
        }
    }
}

const KINDS: [Work; 3] = [Work::Drop, Work::Fill, Work::Sweep];

/// When there is work to do, and which.
#[derive(Debug)]
pub(crate) struct Schedule {
    interval: Duration,
    /// `None` if nobody will live to see it: then sweeps are done only on demand.
    next_sweep: Option<Instant>,
    /// Kinds whose last piece failed, and how long to leave them alone.
    paused: Vec<(Work, Instant)>,
    last: Work,
    /// What the catalog last seen asks for: looking is not worth it for every commit.
    seen: Option<(Arc<Catalog>, Demand)>,
}

impl Schedule {
    /// Makes a schedule that sweeps at this interval, and at once what there is already; never if the interval is longer than
    /// time can be told.
    pub(crate) fn new(interval: Duration, catalog: Arc<Catalog>) -> Self {
        let (now, demand) = (Instant::now(), Demand::of(&catalog));
        let next_sweep = now.checked_add(interval).map(|later| if demand.sweep { now } else { later });
        Self { interval, next_sweep, paused: Vec::new(), last: Work::Sweep, seen: Some((catalog, demand)) }
    }

    /// Returns when there is something to do next, and what; `None` if there is nothing.
    pub(crate) fn next(&mut self, shared: &Shared) -> Option<(Instant, Work)> {
        let now = Instant::now();
        let demand = self.demand(shared.catalog());
        let turns = KINDS.into_iter().cycle().skip_while(|work| *work != self.last).skip(1).take(KINDS.len());
        let due = turns
            .filter(|work| demand.asks_for(*work))
            .filter_map(|work| Some((self.due(work, now, shared)?, work)));
        // The first of those that are due at once: `min_by_key` keeps the order of turns.
        due.min_by_key(|(due, _)| *due)
    }

    fn due(&self, work: Work, now: Instant, shared: &Shared) -> Option<Instant> {
        let due = match work {
            Work::Sweep => self.next_sweep?,
            Work::Drop if shared.has_stragglers() => now + LINGER,
            Work::Drop | Work::Fill => now,
        };
        let paused = self.paused.iter().find(|(paused, _)| *paused == work).map(|(_, until)| *until);
        Some(paused.map_or(due, |paused| due.max(paused)).max(now))
    }

    fn demand(&mut self, catalog: Arc<Catalog>) -> Demand {
        match &self.seen {
            Some((seen, demand)) if Arc::ptr_eq(seen, &catalog) => *demand,
            _ => {
                let demand = Demand::of(&catalog);
                self.seen = Some((catalog, demand));
                demand
            }
        }
    }

    /// Notes that a sweep has been done, or a piece of one.
    pub(crate) fn swept(&mut self, is_piece: bool) {
        if !is_piece {
            self.next_sweep = Instant::now().checked_add(self.interval);
        }
    }

    /// Notes how a piece of work went.
    pub(crate) fn note(&mut self, work: Work, outcome: &Result<()>) {
        self.last = work;
        self.paused.retain(|(paused, _)| *paused != work);
        if let Err(error) = outcome {
            tracing::error!(%error, ?work, "upkeep failed; it is tried again");
            self.paused.push((work, Instant::now() + PAUSE));
        }
    }
}
