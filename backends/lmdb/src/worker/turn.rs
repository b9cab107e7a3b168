//! Whose turn it is to commit.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// Keeps the writer thread and the callers that commit by themselves apart.
#[derive(Debug, Default)]
pub(super) struct Turn {
    taken: Mutex<()>,
    /// Requests that wait for the writer thread to take a turn.
    queued: AtomicUsize,
    /// Whether a caller has committed what the writer thread has not brought to the disk since.
    unsynced: AtomicBool,
}

impl Turn {
    /// Waits for a turn, for so many of the requests that were queued.
    pub(super) fn wait(&self, requests: usize) -> MutexGuard<'_, ()> {
        let turn = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        self.queued.fetch_sub(requests, Ordering::AcqRel);
        turn
    }

    /// Takes a turn if nobody has it, and nobody waits for it who came first.
    pub(super) fn take(&self) -> Option<MutexGuard<'_, ()>> {
        let turn = match self.taken.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        (self.queued.load(Ordering::Acquire) == 0).then_some(turn)
    }

    /// Notes a request that is about to be queued.
    pub(super) fn queue(&self) {
        self.queued.fetch_add(1, Ordering::AcqRel);
    }

    /// Notes a commit for the writer thread to sync. Returns true if that has to be told.
    pub(super) fn leave_unsynced(&self) -> bool {
        !self.unsynced.swap(true, Ordering::AcqRel)
    }

    /// Notes that a sync is about to begin.
    pub(super) fn sync(&self) {
        self.unsynced.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_taken_by_one_at_a_time() {
        let turn = Turn::default();
        let taken = turn.take();
        assert!(taken.is_some() && turn.take().is_none());
        drop(taken);
        assert!(turn.take().is_some());
    }

    #[test]
    fn no_turn_is_taken_before_those_that_wait() {
        let turn = Turn::default();
        turn.queue();
        assert!(turn.take().is_none());
        drop(turn.wait(1));
        assert!(turn.take().is_some());
    }

    #[test]
    fn the_writer_thread_is_told_once_of_commits_it_has_to_sync() {
        let turn = Turn::default();
        assert_eq!([turn.leave_unsynced(), turn.leave_unsynced()], [true, false]);
        turn.sync();
        assert!(turn.leave_unsynced());
    }
}
