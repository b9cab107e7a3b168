use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use futures_timer::Delay;

use super::budget::{Budget, Planned};
use crate::request::Capacity;

/// Delays the requests of a read, over all its segments, to the rate it was given.
#[derive(Clone, Debug)]
pub(crate) struct Pace(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    started: Instant,
    budget: Mutex<Budget>,
}

impl Pace {
    pub(crate) fn new(units_per_second: u32) -> Self {
        let budget = Mutex::new(Budget::new(units_per_second));
        Self(Arc::new(Shared { started: Instant::now(), budget }))
    }

    /// How many items to read at once.
    pub(super) fn most_items(&self) -> u32 {
        self.with(|budget| budget.most_items())
    }

    /// Waits until the next request may be sent.
    pub(crate) async fn wait(&self) -> Planned {
        let planned = self.with(|budget| budget.plan(self.0.started.elapsed()));
        if !planned.wait.is_zero() {
            Delay::new(planned.wait).await;
        }
        planned
    }

    /// Takes note of what a request has consumed, and of how many items it has read for that.
    pub(crate) fn settle(&self, planned: Planned, consumed: Capacity, read: usize) {
        self.with(|budget| budget.settle(planned, consumed.units(), read));
    }

    fn with<T>(&self, act: impl FnOnce(&mut Budget) -> T) -> T {
        act(&mut self.0.budget.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
