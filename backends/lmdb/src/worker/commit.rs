//! Commits: requests, and perhaps a piece of upkeep, each in a nested transaction of its own unless it is alone.

use std::sync::{Arc, MutexGuard};
use std::time::Instant;

use dynamo_model::Result;
use heed::RwTxn;

use super::job::{Job, guarded};
use super::{Batch, Shared, Syncing};
use crate::error::{full, storage};
use crate::store::{Catalog, StatsDelta};
use crate::upkeep::{self, Schedule, Work};

/// How many rows a commit writes before it leaves the other requests to the next one, if no disk is waited for: what a
/// commit costs besides its rows is little by then, and who is answered goes on while others are still written.
pub(super) const ENOUGH: usize = 256;

/// Commits requests, and with the first of them a piece of upkeep if it is due, and answers.
pub(super) fn commit_all(
    shared: &Shared,
    turn: MutexGuard<'_, ()>,
    mut jobs: Vec<Box<dyn Job>>,
    mut upkeep: Option<(Work, &mut Schedule)>,
) {
    loop {
        let (answers, rest) = commit(shared, jobs, upkeep.take());
        if rest.is_empty() {
            // Whoever is answered may be the next to write.
            drop(turn);
            return answers.send();
        }
        answers.send();
        jobs = rest;
    }
}

/// Runs the first requests, and a piece of upkeep if it is due, and commits. Returns the other requests, too.
#[must_use = "somebody waits for the answers"]
pub(super) fn commit(
    shared: &Shared,
    mut jobs: Vec<Box<dyn Job>>,
    mut upkeep: Option<(Work, &mut Schedule)>,
) -> (Answers, Vec<Box<dyn Job>>) {
    let span = tracing::debug_span!("commit", requests = jobs.len());
    let _entered = span.enter();
    let mut done = Ok(());
    let ran = run_all(shared, &mut jobs, upkeep.as_mut(), &mut done);
    // If the commit fails, all of them do.
    let rest = jobs.split_off(*ran.as_ref().unwrap_or(&jobs.len()));
    let committed = ran.map(drop);
    if let Some((work, schedule)) = upkeep {
        let outcome = committed.clone().and(done);
        schedule.note(work, &outcome);
        shared.note_upkeep(work, outcome);
    }
    (Answers { jobs, committed }, rest)
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

/// Runs what there is to run in one commit, commits, and returns how many requests that were; `done` is how the piece of
/// upkeep went.
fn run_all(
    shared: &Shared,
    jobs: &mut [Box<dyn Job>],
    upkeep: Option<&mut (Work, &mut Schedule)>,
    done: &mut Result<()>,
) -> Result<usize> {
    let mut commit = Commit::begin(shared)?;
    let alone = upkeep.is_none() && jobs.len() == 1;
    // First: rows that a request drops are left to a later commit, when no read knows of their table any more.
    if let Some((work, schedule)) = upkeep {
        let mut outcome = Ok(false);
        let outgrown = commit.attempt(|batch| {
            outcome = guarded(|| upkeep::step(batch, *work, schedule));
            matches!(outcome, Ok(true))
        })?;
        *done = if outgrown { Err(full()) } else { outcome.map(drop) };
    }
    let mut ran = 0;
    for job in jobs {
        let run = |batch: Batch<'_, '_>| job.run(batch);
        let outgrown = if alone { commit.attempt_alone(run)? } else { commit.attempt(run)? };
        if outgrown {
            job.refuse(full());
        }
        ran += 1;
        if commit.is_enough() {
            break;
        }
    }
    commit.end()?;
    Ok(ran)
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
        shared.readers.forget_ended(&shared.env, Instant::now());
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

    /// Runs something in a transaction of its own. Returns true if what it did was not kept for want of room.
    fn attempt(&mut self, run: impl FnOnce(Batch<'_, '_>) -> bool) -> Result<bool> {
        let mut nested = self.shared.env.nested_write_txn(&mut self.txn).map_err(storage)?;
        let outcome = Outcome::of(self.shared, &mut nested, self.catalog.clone(), run)?;
        if outcome.kept {
            nested.commit().map_err(storage)?;
        } else {
            nested.abort();
        }
        Ok(self.note(outcome))
    }

    /// Runs what is alone in the commit, which is dropped if it does not want to keep what it did.
    fn attempt_alone(&mut self, run: impl FnOnce(Batch<'_, '_>) -> bool) -> Result<bool> {
        let outcome = Outcome::of(self.shared, &mut self.txn, self.catalog.clone(), run)?;
        Ok(self.note(outcome))
    }

    fn note(&mut self, outcome: Outcome) -> bool {
        if outcome.kept {
            self.catalog = outcome.catalog;
            self.stats.merge(outcome.stats);
            self.changed = true;
        }
        outcome.outgrown
    }

    /// Whether other requests are left to another commit.
    fn is_enough(&self) -> bool {
        self.shared.syncing != Syncing::Commit && self.stats.written >= ENOUGH
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

/// What became of something that ran in a transaction.
struct Outcome {
    kept: bool,
    /// Whether it would have been kept if there were room.
    outgrown: bool,
    catalog: Arc<Catalog>,
    stats: StatsDelta,
}

impl Outcome {
    /// Runs something that says whether to keep what it did.
    fn of(
        shared: &Shared,
        txn: &mut RwTxn<'_>,
        mut catalog: Arc<Catalog>,
        run: impl FnOnce(Batch<'_, '_>) -> bool,
    ) -> Result<Self> {
        let mut stats = StatsDelta::default();
        let keep = run(Batch {
            store: &shared.store,
            txn,
            catalog: &mut catalog,
            stats: &mut stats,
            simulator: &shared.simulator,
            region: &shared.region,
            now: shared.clock.milliseconds(),
            piece: shared.piece,
        });
        // What makes room goes through however full the database is.
        let outgrown = keep && stats.grows() && shared.store.used(txn)? > shared.max_size;
        Ok(Self { kept: keep && !outgrown, outgrown, catalog, stats })
    }
}
