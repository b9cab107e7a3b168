//! Group commit: one thread takes whatever is queued, runs each request in a nested transaction of its own, commits once,
//! and only then answers. Where a commit waits for no disk, many rows are several commits, and requests that find nobody
//! writing are committed on the thread of one of their callers.

#[cfg(test)]
mod by_hand;
mod commit;
mod gather;
mod job;
mod moment;
mod readers;
#[cfg(test)]
mod tests;
mod thread;
mod turn;

#[cfg(test)]
pub(crate) use by_hand::ByHand;
pub(crate) use thread::Writer;

use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

use dynamo_model::{Error, ErrorKind, Result};
use heed::{Env, RoTxn, RwTxn, WithoutTls};
use tokio::sync::Notify;

use self::gather::Gathered;
use self::moment::Moment;
use self::readers::Readers;
use self::turn::Turn;
use crate::Clock;
use crate::config::Options;
use crate::error::storage;
use crate::simulate::Simulator;
use crate::store::{Catalog, StatsDelta, Store};
use crate::upkeep::Work;

/// What readers and the writer share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) env: Env<WithoutTls>,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) simulator: Simulator,
    /// What ARNs say of where the tables are.
    pub(crate) region: String,
    catalog: RwLock<Arc<Catalog>>,
    /// Catalogs of before, as long as reads know the tables by them.
    former: Mutex<Vec<Weak<Catalog>>>,
    /// Wakes those who wait for tables to change.
    published: Notify,
    /// When and why the last piece of upkeep that somebody may wait for has failed.
    stuck: Mutex<Option<(Instant, Error)>>,
    syncing: Syncing,
    turn: Turn,
    gathered: Gathered,
    readers: Readers,
    /// All that is read, if nothing is written here.
    moment: Option<Moment>,
    max_size: usize,
    sweep_interval: Duration,
    piece: usize,
}

/// Who brings commits to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syncing {
    /// Every commit does.
    Commit,
    /// The writer does, now and then.
    Writer,
    /// Nobody: the database goes when it is closed.
    Nobody,
}

impl Shared {
    pub(crate) fn new(
        env: Env<WithoutTls>,
        store: Store,
        syncing: Syncing,
        options: &Options,
    ) -> Result<Self> {
        let txn = env.read_txn().map_err(storage)?;
        let catalog = store.catalog(&txn)?;
        drop(txn);
        Self::with(env, store, catalog, syncing, options)
    }

    /// Makes what there is for those who only read what is there now.
    pub(crate) fn of_now(env: Env<WithoutTls>, store: Store, options: &Options) -> Result<Self> {
        let moment = Moment::now(&env)?;
        let catalog = store.catalog(&moment.txn())?;
        let shared = Self::with(env, store, catalog, Syncing::Commit, options)?;
        Ok(Self { moment: Some(moment), ..shared })
    }

    fn with(
        env: Env<WithoutTls>,
        store: Store,
        catalog: Catalog,
        syncing: Syncing,
        options: &Options,
    ) -> Result<Self> {
        let simulator = Simulator::new(options.simulation.clone());
        simulator.past.remember(&env)?;
        Ok(Self {
            env,
            store,
            clock: options.clock.clone(),
            simulator,
            region: options.region.clone(),
            catalog: RwLock::new(Arc::new(catalog)),
            former: Mutex::default(),
            published: Notify::new(),
            stuck: Mutex::default(),
            syncing,
            turn: Turn::default(),
            gathered: Gathered::default(),
            readers: Readers::default(),
            moment: None,
            max_size: options.max_size,
            sweep_interval: options.sweep_interval,
            piece: options.piece,
        })
    }

    /// Returns the tables as of the last commit.
    pub(crate) fn catalog(&self) -> Arc<Catalog> {
        self.catalog.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Runs a read on the state of the database it sees: the present, unless a simulation says how far back in the past, or
    /// the moment that all reads are of. It may not run another within.
    pub(crate) fn read<R>(&self, age: Option<f64>, work: impl FnOnce(&RoTxn<'_>) -> Result<R>) -> Result<R> {
        if let Some(moment) = &self.moment {
            return work(&moment.txn());
        }
        if let Some(state) = age.and_then(|age| self.simulator.past.state(age)) {
            return work(&state.lock().unwrap_or_else(PoisonError::into_inner));
        }
        work(&*self.env.read_txn().map_err(storage)?)
    }

    /// Waits until `done` says so of the tables.
    ///
    /// # Errors
    ///
    /// Why the upkeep that it waits for cannot go on; it is tried again all the same.
    pub(crate) async fn wait_until(&self, done: impl Fn(&Catalog) -> bool) -> Result<()> {
        let started = Instant::now();
        loop {
            // Made before looking: what is published in between wakes it.
            let published = self.published.notified();
            if done(&self.catalog()) {
                return Ok(());
            }
            if self.moment.is_some() {
                return Err(read_only());
            }
            // What failed before may have been about something else.
            match &*self.stuck.lock().unwrap_or_else(PoisonError::into_inner) {
                Some((failed, error)) if *failed >= started => return Err(error.clone()),
                _ => {}
            }
            published.await;
        }
    }

    /// Notes how a piece of upkeep went, for those who wait for it.
    fn note_upkeep(&self, work: Work, outcome: Result<()>) {
        if work != Work::Sweep {
            let stuck = outcome.err().map(|error| (Instant::now(), error));
            *self.stuck.lock().unwrap_or_else(PoisonError::into_inner) = stuck;
            self.published.notify_waiters();
        }
    }

    fn publish(&self, catalog: Arc<Catalog>) {
        let former = {
            let mut current = self.catalog.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, catalog)
        };
        let mut catalogs = self.former.lock().unwrap_or_else(PoisonError::into_inner);
        catalogs.retain(|catalog| catalog.strong_count() > 0);
        catalogs.push(Arc::downgrade(&former));
        drop(catalogs);
        self.published.notify_waiters();
    }

    /// Whether a read is under way that knows the tables as they were before their last change. It may look for the rows of
    /// one that is gone by now, and has to find all of them.
    pub(crate) fn has_stragglers(&self) -> bool {
        let former = self.former.lock().unwrap_or_else(PoisonError::into_inner);
        former.iter().any(|catalog| catalog.strong_count() > 0)
    }
}

/// Says that nothing is written here.
fn read_only() -> Error {
    Error::new(
        ErrorKind::Storage,
        "the database is open only to be read; open it with `Options::open` to write, or ask the process that has done so",
    )
}

/// What a request sees while it runs: its own transaction, the tables, and the counters it moves.
pub(crate) struct Batch<'b, 't> {
    pub(crate) store: &'b Store,
    pub(crate) txn: &'b mut RwTxn<'t>,
    pub(crate) catalog: &'b mut Arc<Catalog>,
    pub(crate) stats: &'b mut StatsDelta,
    pub(crate) simulator: &'b Simulator,
    pub(crate) region: &'b str,
    /// Milliseconds since 1970.
    pub(crate) now: u64,
    /// The most rows one piece of upkeep reads or writes.
    pub(crate) piece: usize,
}
