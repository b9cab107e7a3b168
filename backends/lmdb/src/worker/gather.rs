//! Requests that come at the same time, where a commit waits for no disk: whoever has the turn takes all of them into one
//! commit, or into few, because what a commit costs is mostly its own.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use super::job::Job;
use super::thread::LARGEST_BATCH;

/// Requests that no commit has taken yet. Each caller takes what there is once, after its own.
#[derive(Default)]
pub(super) struct Gathered(Mutex<Vec<Box<dyn Job>>>);

impl Gathered {
    pub(super) fn add(&self, job: Box<dyn Job>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(job);
    }

    /// Takes the first requests, as many as go into one commit.
    pub(super) fn take(&self) -> Vec<Box<dyn Job>> {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = jobs.len().min(LARGEST_BATCH);
        jobs.drain(..count).collect()
    }

    /// Hands all requests over, before anybody can add one or hand it over: they keep their order.
    pub(super) fn hand_over(&self, each: impl FnMut(Box<dyn Job>)) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..).for_each(each);
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
