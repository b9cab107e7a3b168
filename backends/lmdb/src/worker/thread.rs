//! The writer thread.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
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
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(Box::new(Request::new(work, reply))).map_err(|_| stopped())?;
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

fn serve(shared: &Shared, queue: &Receiver<Box<dyn Job>>) {
    // When the oldest commit that is not on the disk yet has to get there.
    let mut sync_due: Option<Instant> = None;
    let mut upkeep = Schedule::new(shared.sweep_interval);
    loop {
        let upkeep_due = upkeep.next(shared).map(|(due, _)| due);
        let next = receive(queue, [sync_due, upkeep_due].into_iter().flatten().min());
        let closed = matches!(next, Err(RecvTimeoutError::Disconnected));
        let jobs: Vec<_> = next.into_iter().chain(queue.try_iter().take(LARGEST_BATCH - 1)).collect();
        let work = upkeep.next(shared).filter(|(due, _)| !closed && *due <= Instant::now());
        if !jobs.is_empty() || work.is_some() {
            commit(shared, jobs, work.map(|(_, work)| (work, &mut upkeep)));
            if shared.syncing == Syncing::Writer {
                sync_due = sync_due.or_else(|| Some(Instant::now() + SYNC_INTERVAL));
            }
        }
        // Checked after every commit too: under steady traffic the queue never times out.
        if sync_due.is_some_and(|due| closed || due <= Instant::now()) {
            sync_due = None;
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

/// Waits for a request until there is something else to do.
fn receive(queue: &Receiver<Box<dyn Job>>, until: Option<Instant>) -> Result<Box<dyn Job>, RecvTimeoutError> {
    match until {
        Some(until) => queue.recv_timeout(until.saturating_duration_since(Instant::now())),
        None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
    }
}
