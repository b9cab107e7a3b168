//! A writer without a thread of its own, for tests that say which request, or which piece of upkeep, comes when.

use std::sync::Arc;
use std::time::{Duration, Instant, UNIX_EPOCH};

use dynamo_model::Result;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::commit::commit;
use super::job::Request;
use super::{Batch, Shared, Syncing};
use crate::Clock;
use crate::config::{Durability, Options};
use crate::env::{self, DirLock};
use crate::store::Store;
use crate::upkeep::{self, Schedule};

/// When the clock starts, since 1970.
const START: Duration = Duration::from_secs(1_700_000_000);

/// A database whose requests and upkeep are run one by one.
#[derive(Debug)]
pub(crate) struct ByHand {
    open: Option<Open>,
    options: Options,
    _directory: TempDir,
}

#[derive(Debug)]
struct Open {
    schedule: Schedule,
    shared: Arc<Shared>,
    _lock: DirLock,
}

impl ByHand {
    /// Makes an empty database with a stopped clock; a piece of upkeep takes so many rows at the most.
    pub(crate) fn new(piece: usize) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Clock::stopped_at(UNIX_EPOCH + START);
        let options =
            Options { piece, clock, ..Options::new(directory.path()) }.durability(Durability::Async);
        Self { open: Some(Open::new(&options)), _directory: directory, options }
    }

    /// Closes the database and opens it again.
    pub(crate) fn reopen(&mut self) {
        self.open = None;
        self.open = Some(Open::new(&self.options));
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.open.as_ref().unwrap().shared
    }

    /// Runs a request, and nothing else.
    pub(crate) fn run<R: Send + 'static>(
        &mut self,
        work: impl FnOnce(Batch<'_, '_>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (reply, mut answer) = oneshot::channel();
        commit(self.shared(), vec![Box::new(Request::new(work, reply))], None).0.send();
        answer.try_recv().unwrap()
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&self, by: Duration) {
        self.options.clock.advance(by);
    }

    /// Whether there is upkeep that waits to be done.
    pub(crate) fn has_upkeep(&self) -> bool {
        upkeep::is_waiting(&self.shared().catalog())
    }

    /// Does one piece of upkeep.
    pub(crate) fn upkeep(&mut self) {
        let open = self.open.as_mut().unwrap();
        let work = open.schedule.next(&open.shared).filter(|(due, _)| *due <= Instant::now());
        commit(&open.shared, Vec::new(), work.map(|(_, work)| (work, &mut open.schedule))).0.send();
    }
}

impl Open {
    fn new(options: &Options) -> Self {
        let path = options.path.as_ref().unwrap();
        let (env, lock) = env::open(path, options).unwrap();
        let store = Store::open(&env).unwrap();
        let shared = Arc::new(Shared::new(env, store, Syncing::Nobody, options).unwrap());
        let mut schedule = Schedule::new(options.sweep_interval, shared.catalog());
        // Tests sweep when they want to.
        schedule.swept(false);
        Self { schedule, shared, _lock: lock }
    }
}
