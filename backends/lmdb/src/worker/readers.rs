//! Processes that read the database besides the one that writes it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use heed::{Env, WithoutTls};

/// How often to look for those that ended in the middle of a read. What is written meanwhile makes the file longer.
const INTERVAL: Duration = Duration::from_secs(10);

/// When it was last looked for readers that have ended.
#[derive(Debug, Default)]
pub(super) struct Readers(Mutex<Option<Instant>>);

impl Readers {
    /// Lets LMDB use the pages again that it keeps for processes that ended while they read them, if it is time to; returns
    /// how many reads that were.
    pub(super) fn forget_ended(&self, env: &Env<WithoutTls>, now: Instant) -> usize {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|last| now.saturating_duration_since(last) < INTERVAL) {
            return 0;
        }
        *last = Some(now);
        env.clear_stale_readers().unwrap_or_else(|error| {
            tracing::warn!(%error, "the file grows by what is written: a process may have ended while it read");
            0
        })
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::{Lmdb, Options};

    const DIRECTORY: &str = "READERS_DIRECTORY";

    #[test]
    fn a_process_that_ended_while_it_read_is_noticed_in_time() {
        let directory = tempfile::tempdir().unwrap();
        let db = Lmdb::open(directory.path()).unwrap();
        let (readers, now) = (Readers::default(), Instant::now());
        let clear = |seconds| readers.forget_ended(&db.shared().env, now + Duration::from_secs(seconds));
        assert_eq!(clear(0), 0);
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["worker::readers::tests::reads_and_ends", "--exact", "--ignored"]);
        assert!(child.env(DIRECTORY, directory.path()).status().unwrap().success());
        assert_eq!([clear(9), clear(10), clear(20)], [0, 1, 0]);
    }

    #[test]
    #[ignore = "runs in a process of its own"]
    fn reads_and_ends() {
        if let Some(directory) = std::env::var_os(DIRECTORY) {
            let _reads = Options::new(directory).open_snapshot().unwrap();
            std::process::exit(0);
        }
    }
}
