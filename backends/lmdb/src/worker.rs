//! Group commit: one thread owns all write transactions, takes whatever is queued, runs each request in a nested
//! transaction of its own, commits once, and only then answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use dynamo_model::{Error, ErrorKind, Result};
use heed::{Env, RwTxn, WithoutTls};
use tokio::sync::oneshot;

use crate::error::{full, storage};
use crate::store::{Catalog, StatsDelta, Store};

/// The most requests one commit takes, so that the first of them does not wait for ever.
const LARGEST_BATCH: usize = 512;
/// How long asynchronous writes may wait for the disk.
const SYNC_INTERVAL: Duration = Duration::from_secs(1);

/// What readers and the writer share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) env: Env<WithoutTls>,
    pub(crate) store: Store,
    catalog: RwLock<Arc<Catalog>>,
    syncing: Syncing,
    max_size: usize,
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
    pub(crate) fn new(env: Env<WithoutTls>, store: Store, syncing: Syncing, max_size: usize) -> Result<Self> {
        let txn = env.read_txn().map_err(storage)?;
        let catalog = store.catalog(&txn)?;
        drop(txn);
        Ok(Self { env, store, catalog: RwLock::new(Arc::new(catalog)), syncing, max_size })
    }

    /// Returns the tables as of the last commit.
    pub(crate) fn catalog(&self) -> Arc<Catalog> {
        self.catalog.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn publish(&self, catalog: Arc<Catalog>) {
        *self.catalog.write().unwrap_or_else(PoisonError::into_inner) = catalog;
    }
}

/// What a request sees while it runs: its own transaction, the tables, and the counters it moves.
pub(crate) struct Batch<'b, 't> {
    pub(crate) store: &'b Store,
    pub(crate) txn: &'b mut RwTxn<'t>,
    pub(crate) catalog: &'b mut Arc<Catalog>,
    pub(crate) stats: &'b mut StatsDelta,
}

/// A request on its way through the writer.
trait Job: Send {
    /// Runs the request; false if it changed nothing, so that its transaction is dropped.
    fn run(&mut self, batch: Batch<'_, '_>) -> bool;

    /// Lets the request fail after all; its transaction is dropped.
    fn refuse(&mut self, error: Error);

    /// Tells the caller, once it is known whether the commit succeeded.
    fn answer(self: Box<Self>, committed: Result<()>);
}

struct Request<F, R> {
    work: Option<F>,
    outcome: Option<Result<R>>,
    reply: oneshot::Sender<Result<R>>,
}

impl<F, R> Job for Request<F, R>
where
    F: FnOnce(Batch<'_, '_>) -> Result<R> + Send,
    R: Send,
{
    fn run(&mut self, batch: Batch<'_, '_>) -> bool {
        let Some(work) = self.work.take() else { return false };
        // A panic is a bug of ours; it must not take the other callers' answers with it.
        let outcome = catch_unwind(AssertUnwindSafe(|| work(batch)));
        let outcome =
            outcome.unwrap_or_else(|_| Err(Error::new(ErrorKind::Internal, "the request panicked")));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn refuse(&mut self, error: Error) {
        self.outcome = Some(Err(error));
    }

    fn answer(mut self: Box<Self>, committed: Result<()>) {
        // When the commit fails, even a failed condition means nothing: it may rest on what was rolled back.
        let outcome = committed.and_then(|()| self.outcome.take().unwrap_or_else(|| Err(stopped())));
        // A caller that no longer waits is none of the writer's business.
        let _ = self.reply.send(outcome);
    }
}

/// The writer thread; stops and is joined when this is dropped.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Option<Sender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(shared: Arc<Shared>) -> Result<Self> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("dynamo-lmdb writer".to_owned())
            .spawn(move || serve(&shared, &queue))
            .map_err(|error| {
                Error::new(ErrorKind::Storage, "cannot start the writer thread").with_source(error)
            })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Queues a request and waits for its answer.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        work: impl FnOnce(Batch<'_, '_>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (reply, answer) = oneshot::channel();
        let job = Request { work: Some(work), outcome: None, reply };
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(Box::new(job)).map_err(|_| stopped())?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // It answers what is queued first; a panic in it has been answered already.
            let _ = thread.join();
        }
    }
}

fn stopped() -> Error {
    Error::new(ErrorKind::Storage, "the database is closed")
}

fn serve(shared: &Shared, queue: &Receiver<Box<dyn Job>>) {
    // When the oldest commit that is not on the disk yet has to get there.
    let mut due: Option<Instant> = None;
    loop {
        let next = match due {
            Some(due) => queue.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let closed = matches!(next, Err(RecvTimeoutError::Disconnected));
        if let Ok(job) = next {
            let batch = std::iter::once(job).chain(queue.try_iter().take(LARGEST_BATCH - 1)).collect();
            commit(shared, batch);
            if shared.syncing == Syncing::Writer {
                due = due.or_else(|| Some(Instant::now() + SYNC_INTERVAL));
            }
        }
        // Checked after every commit too: under steady traffic the queue never times out.
        if due.is_some_and(|due| closed || due <= Instant::now()) {
            if let Err(error) = shared.env.force_sync() {
                tracing::error!(%error, "cannot sync the database");
            }
            due = None;
        }
        if closed {
            return;
        }
    }
}

fn commit(shared: &Shared, mut jobs: Vec<Box<dyn Job>>) {
    let span = tracing::debug_span!("commit", requests = jobs.len());
    let _entered = span.enter();
    let committed = run_all(shared, &mut jobs);
    for job in jobs {
        job.answer(committed.clone());
    }
}

fn run_all(shared: &Shared, jobs: &mut [Box<dyn Job>]) -> Result<()> {
    let mut txn = shared.env.write_txn().map_err(storage)?;
    let before = shared.catalog();
    let mut catalog = before.clone();
    let mut stats = StatsDelta::default();
    let mut changed = false;
    for job in jobs {
        let mut nested = shared.env.nested_write_txn(&mut txn).map_err(storage)?;
        let mut own_catalog = catalog.clone();
        let mut own_stats = StatsDelta::default();
        let mut keep = job.run(Batch {
            store: &shared.store,
            txn: &mut nested,
            catalog: &mut own_catalog,
            stats: &mut own_stats,
        });
        // What makes room goes through however full the database is.
        if keep && own_stats.grows() && shared.store.used(&nested)? > shared.max_size {
            job.refuse(full());
            keep = false;
        }
        if keep {
            nested.commit().map_err(storage)?;
            catalog = own_catalog;
            stats.merge(own_stats);
            changed = true;
        } else {
            nested.abort();
        }
    }
    if !changed {
        txn.abort();
        return Ok(());
    }
    shared.store.add_stats(&mut txn, stats)?;
    txn.commit().map_err(storage)?;
    // Few commits change tables; readers need not wait for the others.
    if !Arc::ptr_eq(&before, &catalog) {
        shared.publish(catalog);
    }
    Ok(())
}
