use std::sync::Arc;
use std::time::{Duration, Instant};

use dynamo_model::Result;

use super::{can_expire, is_waiting};
use crate::store::Catalog;

/// How long to leave work alone that has failed.
const PAUSE: Duration = Duration::from_secs(1);

/// When there is work to do.
#[derive(Debug)]
pub(crate) struct Schedule {
    interval: Duration,
    next_sweep: Instant,
    /// Not before, after a failure.
    paused_until: Option<Instant>,
    /// What the catalog last seen asks for: looking is not worth it for every commit.
    seen: Option<(Arc<Catalog>, Demand)>,
}

#[derive(Clone, Copy, Debug)]
struct Demand {
    waiting: bool,
    expiring: bool,
}

impl Schedule {
    /// Makes a schedule that sweeps at once, and then at this interval.
    pub(crate) fn new(interval: Duration) -> Self {
        Self { interval, next_sweep: Instant::now(), paused_until: None, seen: None }
    }

    /// Returns when there is something to do; `None` if there is nothing.
    pub(crate) fn due(&mut self, catalog: &Arc<Catalog>) -> Option<Instant> {
        let demand = self.demand(catalog);
        let due = if demand.waiting {
            Instant::now()
        } else if demand.expiring {
            self.next_sweep
        } else {
            return None;
        };
        Some(self.paused_until.map_or(due, |paused| due.max(paused)))
    }

    fn demand(&mut self, catalog: &Arc<Catalog>) -> Demand {
        match &self.seen {
            Some((seen, demand)) if Arc::ptr_eq(seen, catalog) => *demand,
            _ => {
                let demand = Demand { waiting: is_waiting(catalog), expiring: can_expire(catalog) };
                self.seen = Some((catalog.clone(), demand));
                demand
            }
        }
    }

    /// Notes that a sweep has been done, or a piece of one.
    pub(super) fn swept(&mut self, is_piece: bool) {
        if !is_piece {
            self.next_sweep = Instant::now() + self.interval;
        }
    }

    /// Notes how a piece of work went.
    pub(crate) fn note(&mut self, outcome: Result<()>) {
        self.paused_until = None;
        if let Err(error) = outcome {
            tracing::error!(%error, "upkeep failed; it is tried again");
            self.paused_until = Some(Instant::now() + PAUSE);
        }
    }
}
