//! The writer thread, and how requests get to it, or past it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use dynamo_model::{Error, ErrorKind, Result};
use tokio::sync::oneshot;

use super::commit::commit;
use super::job::{Job, Request, stopped};
use super::{Batch, Shared, Syncing};
use crate::upkeep::Schedule;

/// The most requests one commit takes, so that the first of them does not wait for ever.
const LARGEST_BATCH: usize = 512;
/// How long asynchronous writes may wait for the disk.
const SYNC_INTERVAL: Duration = Duration::from_secs(1);

/// The writer thread; stops and is joined when this is dropped.
#[derive(Debug)]
pub(crate) struct Writer {
    shared: Arc<Shared>,
    queue: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Job(Box<dyn Job>),
    /// A caller has committed, and nobody has brought that to the disk.
    Unsynced,
}

impl Writer {
    pub(crate) fn start(shared: Arc<Shared>) -> Result<Self> {
        let (sender, queue) = channel();
        let served = shared.clone();
        let thread = std::thread::Builder::new()
            .name("dynamo-lmdb writer".to_owned())
            .spawn(move || serve(&served, &queue))
            .map_err(|error| {
                Error::new(ErrorKind::Storage, "cannot start the writer thread").with_source(error)
            })?;
        Ok(Self { shared, queue: Some(sender), thread: Some(thread) })
    }

    /// Queues a request and waits for its answer.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        work: impl FnOnce(Batch<'_, '_>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (reply, answer) = oneshot::channel();
        self.shared.turn.queue();
        self.send(Message::Job(Box::new(Request::new(work, reply))))?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Runs a request that changes items only: at once if no disk is waited for and nobody else writes, which is faster
    /// than to wake a thread; otherwise as [`Writer::run`] does.
    pub(crate) async fn run_data<R: Send + 'static>(
        &self,
        work: impl FnOnce(Batch<'_, '_>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        if let Some(turn) = self.turn() {
            return self.run_here(turn, work);
        }
        self.run(work).await
    }

    fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        if self.shared.syncing == Syncing::Commit { None } else { self.shared.turn.take() }
    }

    fn run_here<R: Send + 'static>(
        &self,
        turn: MutexGuard<'_, ()>,
        work: impl FnOnce(Batch<'_, '_>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (reply, mut answer) = oneshot::channel();
        commit(&self.shared, vec![Box::new(Request::new(work, reply))], None).send();
        drop(turn);
        if self.shared.syncing == Syncing::Writer && self.shared.turn.leave_unsynced() {
            self.send(Message::Unsynced)?;
        }
        answer.try_recv().unwrap_or_else(|_| Err(stopped()))
    }

    fn send(&self, message: Message) -> Result<()> {
        self.queue.as_ref().and_then(|queue| queue.send(message).ok()).ok_or_else(stopped)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // It answers what is queued first; a panic in it has been answered already.
            let _ = thread.join();
        }
    }
}

fn serve(shared: &Shared, queue: &Receiver<Message>) {
    // When the oldest commit that is not on the disk yet has to get there.
    let mut sync_due: Option<Instant> = None;
    let mut upkeep = Schedule::new(shared.sweep_interval, shared.catalog());
    loop {
        let upkeep_due = upkeep.next(shared).map(|(due, _)| due);
        let Received { jobs, unsynced, closed } =
            receive(queue, [sync_due, upkeep_due].into_iter().flatten().min());
        let work = upkeep.next(shared).filter(|(due, _)| !closed && *due <= Instant::now());
        let commits = !jobs.is_empty() || work.is_some();
        if commits {
            let turn = shared.turn.wait(jobs.len());
            let answers = commit(shared, jobs, work.map(|(_, work)| (work, &mut upkeep)));
            // Whoever is answered may be the next to write.
            drop(turn);
            answers.send();
        }
        if unsynced || (commits && shared.syncing == Syncing::Writer) {
            sync_due = sync_due.or_else(|| Some(Instant::now() + SYNC_INTERVAL));
        }
        // Checked after every commit too: under steady traffic the queue never times out.
        if sync_due.is_some_and(|due| closed || due <= Instant::now()) {
            sync_due = None;
            shared.turn.sync();
            if let Err(error) = shared.env.force_sync() {
                tracing::error!(%error, "cannot sync the database; it is tried again");
                sync_due = Some(Instant::now() + SYNC_INTERVAL);
            }
        }
        if closed {
            return;
        }
    }
}

/// What was in the queue.
#[derive(Default)]
struct Received {
    jobs: Vec<Box<dyn Job>>,
    unsynced: bool,
    closed: bool,
}

/// Waits for a message until there is something else to do, and takes what else is there.
fn receive(queue: &Receiver<Message>, until: Option<Instant>) -> Received {
    let first = match until {
        Some(until) => queue.recv_timeout(until.saturating_duration_since(Instant::now())),
        None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    let closed = matches!(first, Err(RecvTimeoutError::Disconnected));
    let mut received = Received { closed, ..Received::default() };
    for message in first.into_iter().chain(queue.try_iter().take(LARGEST_BATCH - 1)) {
        match message {
            Message::Job(job) => received.jobs.push(job),
            Message::Unsynced => received.unsynced = true,
        }
    }
    received
}
