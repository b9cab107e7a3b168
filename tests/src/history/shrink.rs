//! Making a failing history short: leave out steps, then parts of requests, as long as something still fails.

use std::mem::{self, Discriminant};
use std::time::{Duration, Instant};

use super::run::Site;
use super::{Mismatch, Step, simplify};

/// A history, and how its last step fails.
type Failing = (Vec<Step>, Mismatch);

/// How long to go on. Runs that fail because an answer does not come take their time.
const PATIENCE: Duration = Duration::from_secs(300);

/// Shrinks a failing history with at most so many runs.
pub(super) async fn shortest(site: &Site, failing: Failing, attempts: usize) -> Failing {
    let kind = failing.0.last().map(mem::discriminant);
    let mut search = Search { site, kind, best: failing, attempts, until: Instant::now() + PATIENCE };
    search.drop_steps().await;
    search.simplify_steps().await;
    search.drop_steps().await;
    search.best
}

struct Search<'s> {
    site: &'s Site,
    /// The kind of step that fails. Steps that lack what they need may fail, too, but that is another story.
    kind: Option<Discriminant<Step>>,
    best: Failing,
    attempts: usize,
    until: Instant,
}

impl Search<'_> {
    /// Leaves out chunks of steps, smaller and smaller ones, until no single one can be spared.
    async fn drop_steps(&mut self) {
        let mut size = self.best.0.len().div_ceil(2).max(1);
        loop {
            let mut dropped = false;
            let mut end = self.best.0.len();
            while end > 0 {
                let start = end.saturating_sub(size);
                let steps = &self.best.0;
                let shorter = [&steps[..start], &steps[end..]].concat();
                dropped |= self.attempt(shorter).await;
                end = start.min(self.best.0.len());
            }
            if size == 1 && !dropped || self.attempts == 0 {
                return;
            }
            size = size.div_ceil(2).max(1);
        }
    }

    /// Replaces steps by simpler ones until that does not help any more.
    async fn simplify_steps(&mut self) {
        let mut place = 0;
        while place < self.best.0.len() {
            let mut found = false;
            for simpler in simplify::candidates(&self.best.0[place]) {
                let mut steps = self.best.0.clone();
                steps[place] = simpler;
                if self.attempt(steps).await {
                    found = true;
                    break;
                }
            }
            if !found {
                place += 1;
            }
        }
    }

    /// Runs steps, and keeps them if one of them fails.
    async fn attempt(&mut self, steps: Vec<Step>) -> bool {
        if Instant::now() >= self.until {
            self.attempts = 0;
        }
        if self.attempts == 0 || steps.is_empty() {
            return false;
        }
        self.attempts -= 1;
        let Some((place, mismatch)) = self.site.replay(&steps).await else { return false };
        if steps.get(place).map(mem::discriminant) != self.kind {
            return false;
        }
        self.best = (steps[..=place].to_vec(), mismatch);
        true
    }
}
