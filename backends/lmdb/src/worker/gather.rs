//! Requests that come at the same time, where a commit waits for no disk: whoever has the turn takes all of them into one
//! commit, or into few, because what a commit costs is mostly its own.

use std::future::poll_fn;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use super::job::Job;
use super::thread::LARGEST_BATCH;

/// How many requests in a row have to be alone for the next ones to wait for nobody: in a runtime of several threads, a task
/// that lets others run first wakes another thread.
pub(super) const ALONE: u32 = 8;
/// Two of so many of those wait all the same, to see whether there are others by now: one may be the last of those that come
/// at the same time, and the next one is not.
pub(super) const LOOK: u32 = 32;

/// Requests that no commit has taken yet. Each caller takes what there is once, after its own.
#[derive(Default)]
pub(super) struct Gathered {
    jobs: Mutex<Vec<Box<dyn Job>>>,
    /// How many requests in a row were alone.
    alone: AtomicU32,
}

impl Gathered {
    pub(super) fn add(&self, job: Box<dyn Job>) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).push(job);
    }

    /// Whether there may be others to wait for.
    pub(super) fn has_company(&self) -> bool {
        let alone = self.alone.load(Ordering::Relaxed);
        alone < ALONE || alone % LOOK < 2
    }

    /// Takes the first requests, as many as go into one commit.
    pub(super) fn take(&self) -> Vec<Box<dyn Job>> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let count = jobs.len().min(LARGEST_BATCH);
        match count {
            0 => {}
            1 => _ = self.alone.fetch_add(1, Ordering::Relaxed),
            _ => self.alone.store(0, Ordering::Relaxed),
        }
        jobs.drain(..count).collect()
    }

    /// Hands all requests over, before anybody can add one or hand it over: they keep their order.
    pub(super) fn hand_over(&self, each: impl FnMut(Box<dyn Job>)) {
        self.alone.store(0, Ordering::Relaxed);
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).drain(..).for_each(each);
    }
}

impl std::fmt::Debug for Gathered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gathered").finish_non_exhaustive()
    }
}

/// Lets those run first who can.
pub(super) async fn others_first() {
    let mut waited = false;
    poll_fn(|context| {
        if waited {
            return Poll::Ready(());
        }
        waited = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
