//! One commit: requests, and perhaps a piece of upkeep, each in a nested transaction of its own.

use std::sync::Arc;

use dynamo_model::Result;
use heed::RwTxn;

use super::job::{Job, guarded};
use super::{Batch, Shared};
use crate::error::{full, storage};
use crate::store::{Catalog, StatsDelta};
use crate::upkeep::{self, Schedule, Work};

/// Runs the requests, and a piece of upkeep if it is due, and commits.
#[must_use = "somebody waits for the answers"]
pub(super) fn commit(
    shared: &Shared,
    mut jobs: Vec<Box<dyn Job>>,
    mut upkeep: Option<(Work, &mut Schedule)>,
) -> Answers {
    let span = tracing::debug_span!("commit", requests = jobs.len());
    let _entered = span.enter();
    let mut done = Ok(());
    let committed = run_all(shared, &mut jobs, upkeep.as_mut(), &mut done);
    if let Some((work, schedule)) = upkeep {
        let outcome = committed.clone().and(done);
        schedule.note(work, &outcome);
        shared.note_upkeep(work, outcome);
    }
    Answers { jobs, committed }
}

/// The answers to the requests of one commit.
pub(super) struct Answers {
    jobs: Vec<Box<dyn Job>>,
    committed: Result<()>,
}

impl Answers {
    pub(super) fn send(self) {
        for job in self.jobs {
            job.answer(self.committed.clone());
        }
    }
}

/// Runs what there is to run and commits; `done` is how the piece of upkeep went.
fn run_all(
    shared: &Shared,
    jobs: &mut [Box<dyn Job>],
    upkeep: Option<&mut (Work, &mut Schedule)>,
    done: &mut Result<()>,
) -> Result<()> {
    let mut commit = Commit::begin(shared)?;
    // First: rows that a request drops are left to a later commit, when no read knows of their table any more.
    if let Some((work, schedule)) = upkeep {
        let mut outcome = Ok(false);
        let outgrown = commit.attempt(|batch| {
            outcome = guarded(|| upkeep::step(batch, *work, schedule));
            matches!(outcome, Ok(true))
        })?;
        *done = if outgrown { Err(full()) } else { outcome.map(drop) };
    }
    for job in jobs {
        let outgrown = commit.attempt(|batch| job.run(batch))?;
        if outgrown {
            job.refuse(full());
        }
    }
    commit.end()
}

/// A transaction while requests add to it.
struct Commit<'s> {
    shared: &'s Shared,
    txn: RwTxn<'s>,
    before: Arc<Catalog>,
    catalog: Arc<Catalog>,
    stats: StatsDelta,
    changed: bool,
}

impl<'s> Commit<'s> {
    fn begin(shared: &'s Shared) -> Result<Self> {
        let txn = shared.env.write_txn().map_err(storage)?;
        let before = shared.catalog();
        Ok(Self {
            shared,
            txn,
            catalog: before.clone(),
            before,
            stats: StatsDelta::default(),
            changed: false,
        })
    }

    /// Runs something that says whether to keep what it did. Returns true if it was not kept for want of room.
    fn attempt(&mut self, run: impl FnOnce(Batch<'_, '_>) -> bool) -> Result<bool> {
        let shared = self.shared;
        let mut nested = shared.env.nested_write_txn(&mut self.txn).map_err(storage)?;
        let mut catalog = self.catalog.clone();
        let mut stats = StatsDelta::default();
        let keep = run(Batch {
            store: &shared.store,
            txn: &mut nested,
            catalog: &mut catalog,
            stats: &mut stats,
            simulator: &shared.simulator,
            region: &shared.region,
            now: shared.clock.milliseconds(),
            piece: shared.piece,
        });
        // What makes room goes through however full the database is.
        let outgrown = keep && stats.grows() && shared.store.used(&nested)? > shared.max_size;
        if keep && !outgrown {
            nested.commit().map_err(storage)?;
            self.catalog = catalog;
            self.stats.merge(stats);
            self.changed = true;
        } else {
            nested.abort();
        }
        Ok(outgrown)
    }

    fn end(mut self) -> Result<()> {
        if !self.changed {
            self.txn.abort();
            return Ok(());
        }
        self.shared.store.add_stats(&mut self.txn, self.stats)?;
        self.txn.commit().map_err(storage)?;
        // Few commits change tables; readers need not wait for the others.
        if !Arc::ptr_eq(&self.before, &self.catalog) {
            // The past has not got the tables and indexes of now.
            self.shared.simulator.past.forget();
            self.shared.publish(self.catalog);
        }
        // The commit stands, whether or not it can be looked back at.
        if let Err(error) = self.shared.simulator.past.remember(&self.shared.env) {
            tracing::warn!(%error, "a stale read cannot be simulated");
        }
        Ok(())
    }
}
