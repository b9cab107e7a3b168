//! The writer thread, and how requests get to it, or past it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use dynamo_model::{Error, ErrorKind, Result};
use tokio::sync::oneshot;

use super::commit::commit_all;
use super::gather::others_first;
use super::job::{Job, Request, stopped};
use super::{Batch, Shared, Syncing, read_only};
use crate::upkeep::Schedule;

/// The most requests that are taken at a time, so that the first of them does not wait for ever.
pub(super) const LARGEST_BATCH: usize = 512;
/// How long asynchronous writes may wait for the disk.
const SYNC_INTERVAL: Duration = Duration::from_secs(1);

/// The writer thread; stops and is joined when this is dropped.
#[derive(Debug)]
pub(crate) struct Writer {
    shared: Arc<Shared>,
    sender: Option<Sender<Message>>,
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
        Ok(Self { shared, sender: Some(sender), thread: Some(thread) })
    }

    /// Makes the writer of what is not written.
    pub(crate) fn none(shared: Arc<Shared>) -> Self {
        Self { shared, sender: None, thread: None }
    }

    /// Queues a request and waits for its answer.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        work: impl FnOnce(Batch<'_, '_>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (reply, answer) = oneshot::channel();
        self.queue(Box::new(Request::new(work, reply)))?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Runs a request that changes items only: if no disk is waited for, in one commit with those that come at the same
    /// time, and on the thread of a caller if nobody else writes, which is faster than to wake a thread; otherwise as
    /// [`Writer::run`] does.
    pub(crate) async fn run_data<R: Send + 'static>(
        &self,
        work: impl FnOnce(Batch<'_, '_>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        if self.shared.syncing == Syncing::Commit {
            return self.run(work).await;
        }
        let (reply, answer) = oneshot::channel();
        self.shared.gathered.add(Box::new(Request::new(work, reply)));
        let gathering = Gathering(self);
        if self.shared.gathered.has_company() {
            others_first().await;
        }
        drop(gathering);
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Runs what has gathered, here or in the writer thread.
    fn run_gathered(&self) {
        let Some(turn) = self.shared.turn.take() else {
            // Where nobody takes them any more, their callers are told so.
            return self.shared.gathered.hand_over(|job| drop(self.queue(job)));
        };
        let jobs = self.shared.gathered.take();
        // Otherwise somebody else has taken it together with theirs.
        if !jobs.is_empty() {
            self.run_here(turn, jobs);
        }
    }

    fn run_here(&self, turn: MutexGuard<'_, ()>, jobs: Vec<Box<dyn Job>>) {
        commit_all(&self.shared, turn, jobs, None);
        if self.shared.syncing == Syncing::Writer
            && self.shared.turn.leave_unsynced()
            && self.send(Message::Unsynced).is_err()
        {
            tracing::error!("nobody brings the database to the disk any more");
        }
    }

    fn queue(&self, job: Box<dyn Job>) -> Result<()> {
        self.shared.turn.queue();
        self.send(Message::Job(job))
    }

    fn send(&self, message: Message) -> Result<()> {
        let sender = self.sender.as_ref().ok_or_else(read_only)?;
        sender.send(message).map_err(|_| stopped())
    }
}

/// A caller whose request has gathered with others. If the caller goes away, the request has been run all the same, or is
/// run or queued now: nothing that is asked for afterwards comes first.
struct Gathering<'w>(&'w Writer);

impl Drop for Gathering<'_> {
    fn drop(&mut self) {
        self.0.run_gathered();
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.sender = None;
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
            commit_all(shared, turn, jobs, work.map(|(_, work)| (work, &mut upkeep)));
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
